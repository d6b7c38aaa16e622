import type { Accessor } from 'solid-js'
import { createMemo } from 'solid-js'
import { saysZone } from '../../../domain/calendar/wall-text.ts'
import { durationMinutes } from '../../../domain/visit-fields.ts'
import type { DraftValues } from '../../lib/draft.ts'

/** The visit that a draft is about, as the server is asked of one; undefined until it says whose it is and how long. */
export function visitOf({ repId, contactId, mode, durationMinutes: minutes }: DraftValues) {
  const fits = typeof minutes === 'number' && minutes >= durationMinutes.min && minutes <= durationMinutes.max
  if (typeof repId !== 'string' || !fits) return undefined
  const whose = { repId, ...(typeof contactId === 'string' ? { contactId } : {}) }
  return { ...whose, mode: mode === 'inPerson' ? 'inPerson' : 'remote', durationMinutes: minutes } as const
}

/** When it starts, an ISO instant; undefined until that is complete. */
export const startOf = ({ startsAt }: DraftValues): string | undefined =>
  typeof startsAt === 'string' && saysZone(startsAt) ? startsAt : undefined

/** What is asked of a draft; the same question in other words is the same. */
export const createQuestion = <Question>(of: () => Question): Accessor<Question> =>
  createMemo(of, undefined, { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) })
