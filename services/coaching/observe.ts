import { and, eq } from 'drizzle-orm'
import { takesObservers } from '../../domain/coaching.ts'
import type { Label } from '../../domain/label.ts'
import type { Tx } from '../../db/client.ts'
import { watchers } from '../../db/schema/desk.ts'
import { observers } from '../../db/schema/observer.ts'
import { links } from '../../db/schema/person.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { tellOf } from '../notifications/tell.ts'
import { memberOf } from '../people/member.ts'
import { Problem, forbidden } from '../problem.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { maySee } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'
import { isObserver, lockObserver, mayInvite, mayObserve, mayRelease, visitRow } from './people.ts'
import type { Observer } from './people.ts'

export interface ObserveInput {
  /** The visit. */
  readonly id: string
  /** False takes them off again. */
  readonly observes: boolean
  /** Somebody else; oneself when left out. */
  readonly userId?: string | undefined
}

const refused = (ru: string, en: string): Problem => new Problem('Refused', { ru, en })

async function tellBoth(tx: Tx, ctx: Ctx, row: ProcessRow, invited: Staff): Promise<void> {
  const tell = (userId: string, what: Label): Promise<void> =>
    tellOf(tx, ctx, row, { userId, kind: 'watch', key: `observe:${ctx.requestId}:${userId}`, what })
  if (invited.id !== ctx.actor.id)
    await tell(invited.id, { ru: 'вас пригласили на визит наблюдателем', en: 'you are asked to sit in on the visit' })
  if (row.assigneeId !== null && row.assigneeId !== ctx.actor.id)
    await tell(row.assigneeId, { ru: `на визите будет наблюдатель: ${invited.name}`, en: `${invited.name} will sit in on the visit` })
}

/** A contact agrees to who takes part: whoever agreed before is asked again. */
const askAgain = (tx: Tx, row: ProcessRow): Promise<unknown> =>
  tx
    .update(links)
    .set({ consentVersion: null, consentedAt: null })
    .where(and(eq(links.tenantId, row.tenantId), eq(links.processId, row.id)))

/** Answers whether it is new: two may ask the same person at once. */
async function invite(tx: Tx, ctx: Ctx, row: ProcessRow, userId: string): Promise<boolean> {
  const person = await memberOf(tx, ctx.tenantId, userId)
  const invited: Staff | undefined = person && { kind: 'staff', ...person }
  if (!invited || !mayObserve(invited, row) || !maySee(invited, row))
    throw new Problem('BadInput', {
      ru: 'Наблюдать может руководитель, за дистанционным визитом и тренер. Выберите другого человека.',
      en: 'A manager sits in on visits, on remote ones a trainer too. Choose somebody else.',
    })
  if (!takesObservers(row))
    throw refused('Позвать наблюдателя можно, пока визит не начался', 'Observers are invited until the visit begins')
  const { tenantId, now: createdAt } = ctx
  const its = { tenantId, processId: row.id, userId, createdAt }
  const [added] = await tx
    .insert(observers)
    .values({ ...its, invitedBy: ctx.actor.id })
    .onConflictDoNothing()
    .returning({ userId: observers.userId })
  if (!added) return false
  // Told when it is moved or cancelled; whoever watches it already goes on as they chose.
  await tx
    .insert(watchers)
    .values({ ...its, extent: 'all', addedBy: ctx.actor.id })
    .onConflictDoNothing()
  await askAgain(tx, row)
  await tellBoth(tx, ctx, row, invited)
  return true
}

async function release(tx: Tx, ctx: Ctx, row: ProcessRow, observer: Observer): Promise<void> {
  if (observer.notedAt !== null) throw refused('Наблюдатель уже написал о визите', 'The observer has written of the visit already')
  const { userId, createdAt } = observer
  await tx.delete(observers).where(isObserver(row, userId))
  const watching = and(eq(watchers.tenantId, ctx.tenantId), eq(watchers.processId, row.id), eq(watchers.userId, userId))
  // What they watch by a choice of their own they go on watching.
  await tx.delete(watchers).where(and(watching, eq(watchers.createdAt, createdAt)))
}

/**
 * Asks somebody to sit in on a visit, or takes them off. A trainer or a manager asks themself; its representative and managers ask
 * others; whoever asked takes off, and managers do. The contact is asked for a consent that names them. It moves the visit nowhere.
 * @throws Problem NotFound, Forbidden, BadInput for somebody who may not, Refused once the visit runs or the note is written
 */
export async function observe({ ctx, input }: { readonly ctx: Ctx; readonly input: ObserveInput }): Promise<void> {
  const staff = staffOnly(ctx)
  const userId = input.userId?.toLowerCase() ?? staff.id
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await visitRow(tx, ctx, input.id)
    const observer = await lockObserver(tx, row, userId)
    const mayAsk = userId === staff.id ? mayObserve(staff, row) : mayInvite(staff, row)
    if (input.observes ? !mayAsk : !mayRelease(staff, observer ?? { userId, invitedBy: userId })) throw forbidden()
    if (input.observes === (observer !== undefined)) return
    if (observer) await release(tx, ctx, row, observer)
    else if (!(await invite(tx, ctx, row, userId))) return
    publishProcess(tx, row)
    const [gone, come] = [observer ? { userId } : null, observer ? null : { userId }]
    writeAudit(tx, ctx, { action: 'visit.observe', entity: 'process', entityId: row.id, before: gone, after: come })
  })
}
