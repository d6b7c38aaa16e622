import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import { observingParties } from '../../domain/coaching.ts'
import { visit } from '../../domain/visit.ts'
import type { Tx } from '../../db/client.ts'
import { observers } from '../../db/schema/observer.ts'
import { users } from '../../db/schema/person.ts'
import { steps } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { readableRow } from '../process/row-of.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import type { Staff } from '../staff-only.ts'

export type Observer = typeof observers.$inferSelect & {
  /** Empty for who has left. */
  readonly name: string
  /** Whether they work in the organization still. */
  readonly works: boolean
}

type VisitId = Pick<ProcessRow, 'tenantId' | 'id'>

/** Those who were asked to sit in on a visit, in that order; who has left the organization too, for what they wrote stays. */
export async function observersOf(tx: Tx, { tenantId, id }: VisitId): Promise<Observer[]> {
  const rows = await tx
    .select({ observer: observers, person: { name: users.name, disabledAt: users.disabledAt } })
    .from(observers)
    .leftJoin(users, eq(users.id, observers.userId))
    .where(and(eq(observers.tenantId, tenantId), eq(observers.processId, id)))
    .orderBy(asc(observers.createdAt), asc(observers.userId))
  return rows.map(({ observer, person }) => ({
    ...observer,
    name: person?.name ?? '',
    works: person !== null && person.disabledAt === null,
  }))
}

/** Those of them who come, as its contact is told. */
export const comingTo = async (tx: Tx, of: VisitId): Promise<Observer[]> => (await observersOf(tx, of)).filter(({ works }) => works)

/** The row of one who sits in. */
export const isObserver = ({ tenantId, id }: VisitId, userId: string) =>
  and(eq(observers.tenantId, tenantId), eq(observers.processId, id), eq(observers.userId, userId))

/** Locked: whoever is taken off writes no note meanwhile, and a note that is being answered is not written anew. */
export async function lockObserver(tx: Tx, of: VisitId, userId: string): Promise<Observer | undefined> {
  await tx.select({ userId: observers.userId }).from(observers).where(isObserver(of, userId)).for('update')
  return (await observersOf(tx, of)).find((one) => one.userId === userId)
}

/** Whose visit it was: of one that is held, who held it, whoever it is assigned to since; else its assignee. */
export async function repOf(tx: Tx, { tenantId, id, assigneeId }: ProcessRow): Promise<string | null> {
  const [held] = await tx
    .select({ assigneeId: steps.assigneeId })
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), eq(steps.processId, id), eq(steps.state, 'inProgress'), isNotNull(steps.closedAt)))
    .orderBy(desc(steps.openedSeq))
    .limit(1)
  return held ? held.assigneeId : assigneeId
}

/** A visit the actor may look at. @throws Problem NotFound, Forbidden; Refused for every other process */
export async function visitRow(tx: Tx, ctx: Ctx, id: string): Promise<ProcessRow> {
  const row = await readableRow(tx, ctx, id)
  if (row.kind !== visit.kind) throw new Problem('Refused', { ru: 'Наблюдают только за визитами', en: 'Only visits have observers' })
  return row
}

/** Somebody who may sit in on others' visits, not on their own. */
export const mayObserve = (person: Staff, row: ProcessRow): boolean => actsAs(person, observingParties) && person.id !== row.assigneeId

/** Who asks others to sit in: whose visit it is, and managers. */
export const mayInvite = (actor: Staff, row: ProcessRow): boolean => actor.id === row.assigneeId || actsAs(actor, ['manager'])

/** Who takes one off who sits in: they themself, whoever asked them, and managers. */
export const mayRelease = (actor: Staff, { userId, invitedBy }: Pick<Observer, 'userId' | 'invitedBy'>): boolean =>
  [userId, invitedBy].includes(actor.id) || actsAs(actor, ['manager'])
