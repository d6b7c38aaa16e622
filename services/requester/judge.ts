import type { EnginePort } from '../../connectors/engine/port.ts'
import { act } from '../process/act.ts'
import type { Acted } from '../process/act.ts'
import type { Visitor } from '../links/visitor.ts'

interface Judging<I> {
  readonly visitor: Visitor
  readonly engine: EnginePort
  readonly input: I
}

const filled = (comment: string | undefined): { comment?: string } => (comment === undefined || comment.trim() === '' ? {} : { comment })

/** Rates the solution from 1 to 5; again while it is processed, the last word counts. @throws Problem Refused, BadInput, NotConfirmed */
export const rate = ({
  visitor,
  engine,
  input,
}: Judging<{ readonly rating: number; readonly comment?: string | undefined }>): Promise<Acted> =>
  act({
    ctx: visitor.ctx,
    engine,
    input: { id: visitor.processId, action: 'rate', form: { rating: input.rating, ...filled(input.comment) } },
  })

/** Says that the matter is not settled. @throws Problem Refused when the time for it is over, BadInput, NotConfirmed */
export const reopen = ({
  visitor,
  engine,
  input,
}: Judging<{ readonly comment: string; readonly files: readonly string[] }>): Promise<Acted> =>
  act({
    ctx: visitor.ctx,
    engine,
    input: { id: visitor.processId, action: 'reopen', form: { comment: input.comment, files: input.files } },
  })
