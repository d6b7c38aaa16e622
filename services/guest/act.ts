import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Visitor } from '../links/visitor.ts'
import { Problem } from '../problem.ts'
import { act } from '../process/act.ts'
import type { ActInput } from '../process/act.ts'

/** What a contact asks for, by the one link to the one visit. */
export interface Guest<I> {
  readonly visitor: Visitor
  readonly engine: EnginePort
  readonly input: I
}

const changed = {
  ru: 'Встреча тем временем изменилась, и этого уже нельзя сделать. Страница обновлена.',
  en: 'The meeting changed meanwhile, and this can not be done any more. The page is refreshed.',
}

/** Moves the visit; why it was refused is told without where it stands among staff. @throws Problem Refused, BadInput, NotConfirmed */
export async function guestAct({ visitor, engine }: Omit<Guest<unknown>, 'input'>, input: Omit<ActInput, 'id'>): Promise<void> {
  try {
    await act({ ctx: visitor.ctx, engine, input: { ...input, id: visitor.processId } })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'Refused') throw error
    const { refusal, problems, label } = error
    const reason = refusal === undefined ? {} : { refusal }
    throw new Problem('Refused', refusal === 'BadForm' || refusal === 'TooEarly' ? label : changed, { ...reason, problems })
  }
}

type Answer = { readonly comment?: string | undefined }
const filled = ({ comment }: Answer): { comment?: string } => (comment === undefined || comment.trim() === '' ? {} : { comment })

/** The contact will come. @throws Problem Refused, NotConfirmed */
export const confirm = (guest: Guest<object>): Promise<void> => guestAct(guest, { action: 'confirm' })

/** The contact will not come. @throws Problem Refused, BadInput, NotConfirmed */
export const decline = (guest: Guest<Answer>): Promise<void> => guestAct(guest, { action: 'decline', form: filled(guest.input) })

/** Rates the visit from 1 to 5, once. @throws Problem Refused, BadInput, NotConfirmed */
export const giveFeedback = (guest: Guest<Answer & { readonly rating: number }>): Promise<void> =>
  guestAct(guest, { action: 'feedback', form: { rating: guest.input.rating, ...filled(guest.input) } })
