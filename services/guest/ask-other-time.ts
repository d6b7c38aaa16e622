import { wrongField } from '../problem.ts'
import { guestAct } from './act.ts'
import type { Guest } from './act.ts'

/** A wish: in words, at a time that would suit, or both. */
export interface OtherTime {
  readonly text: string
  /** ISO instant. */
  readonly startsAt?: string | undefined
}

/**
 * Asks for another time: whoever holds the visit is told and has to answer. The visit itself stays where it is until they move
 * it. The same request id asks once.
 * @throws Problem BadInput, Refused when it has begun or ended, NotConfirmed
 */
export async function askOtherTime({ input, ...guest }: Guest<OtherTime>): Promise<void> {
  const text = input.text.trim()
  if (text === '' && input.startsAt === undefined)
    throw wrongField('text', { ru: 'Выберите время или напишите, когда удобно', en: 'Choose a time, or write when it suits you' })
  const comment = text === '' ? {} : { comment: text }
  const startsAt = input.startsAt === undefined ? {} : { startsAt: input.startsAt }
  await guestAct(guest, { action: 'askOtherTime', form: { ...startsAt, ...comment } })
}
