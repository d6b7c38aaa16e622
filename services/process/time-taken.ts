import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'

/** Thrown by a kind inside a record whose time another process holds: the transaction is undone, and other times are offered. */
export class TimeTaken extends Error {
  override readonly name = 'TimeTaken'
  /** Reads the times that are free instead, in a transaction of its own. */
  readonly offers: (tx: Tx) => Promise<readonly Json[]>

  constructor(offers: (tx: Tx) => Promise<readonly Json[]>, cause: unknown) {
    super('Another process holds this time', { cause })
    this.offers = offers
  }
}

/** As a problem of the caller, with the free times beside the words. */
export const timeTakenProblem = (offers: readonly Json[]): Problem =>
  new Problem(
    'TimeTaken',
    {
      ru: 'Это время уже занято у представителя или у контакта. Выберите другое.',
      en: 'The representative or the contact is taken at this time. Choose another.',
    },
    { details: { offers } },
  )

/** The same of what a record threw. */
export const problemOfTaken = async ({ db, tenantId }: Ctx, taken: TimeTaken): Promise<Problem> =>
  timeTakenProblem(await db.tenantRead(tenantId, (tx) => taken.offers(tx)))
