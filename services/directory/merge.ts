import { and, eq, sql } from 'drizzle-orm'
import { busyStates } from '../../domain/visit-states.ts'
import type { Tx } from '../../db/client.ts'
import { audit } from '../../db/schema/desk.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { Problem, notFound } from '../problem.ts'
import { lockCalendars } from '../visit/claim-times.ts'
import { forgetDistinct } from './distinct.ts'
import { fillAndDrop, heldPair, moveAll } from './merge-rows.ts'
import { itself } from './pair.ts'
import { directoryKeeper } from './rights.ts'

export interface MergePair {
  readonly keepId: string
  /** Whose everything is given to the other; it is not there afterwards. */
  readonly goneId: string
}
export interface Merged {
  /** False when the two were merged before: nothing was done then. */
  readonly done: boolean
  readonly processes: number
  readonly visits: number
  readonly targets: number
}

const nothing: Merged = { done: false, processes: 0, visits: 0, targets: 0 }

async function mergedBefore(tx: Tx, { tenantId }: Ctx, { keepId, goneId }: MergePair): Promise<boolean> {
  const same = and(eq(audit.tenantId, tenantId), eq(audit.action, 'contact.merge'), eq(audit.entityId, goneId))
  return (await tx.$count(audit, and(same, sql`${audit.after} ->> 'keepId' = ${keepId}`))) > 0
}

/** Visits of the two at one time, by their numbers, of the one that stays first. */
export async function overlapOf(tx: Tx, { tenantId }: Ctx, { keepId, goneId }: MergePair): Promise<readonly [string, string] | null> {
  const { rows } = await tx.execute<{ kept: string; gone: string }>(sql`
    SELECT k.number AS kept, g.number AS gone FROM visits k JOIN visits g ON g.tenant_id = k.tenant_id AND g.contact_id = ${goneId} AND g.holds AND g.state IN ${busyStates}
      AND tstzrange(g.starts_at, g.ends_at) && tstzrange(k.starts_at, k.ends_at)
    WHERE k.tenant_id = ${tenantId} AND k.contact_id = ${keepId} AND k.holds AND k.state IN ${busyStates} ORDER BY k.starts_at LIMIT 1`)
  const [first] = rows
  return first ? [first.kept, first.gone] : null
}

async function refuseOverlap(tx: Tx, ctx: Ctx, pair: MergePair): Promise<void> {
  const overlap = await overlapOf(tx, ctx, pair)
  if (overlap === null) return
  const [kept, gone] = overlap
  throw new Problem('Conflict', {
    ru: `Визиты ${kept} и ${gone} назначены на одно время. Перенесите или отмените один из них и объедините контакты снова.`,
    en: `The visits ${kept} and ${gone} are at the same time. Reschedule or cancel one of them and merge the contacts again.`,
  })
}

/**
 * Gives everything of one contact to another, fills what is not known of the other, and takes the first out of the directory.
 * The same again changes nothing.
 * @throws Problem Forbidden, BadInput for a contact and itself, NotFound, Conflict where both have a visit at the same time
 */
export async function mergeContacts({ ctx, input }: { readonly ctx: Ctx; readonly input: MergePair }): Promise<Merged> {
  directoryKeeper(ctx)
  const { keepId, goneId } = input
  if (keepId === goneId) throw itself()
  const { tenantId } = ctx
  return ctx.db.tenant(tenantId, async (tx) => {
    const { kept, gone } = await heldPair(tx, ctx, input)
    if (!gone && (await mergedBefore(tx, ctx, input))) return nothing
    if (!kept || !gone) throw notFound()
    await lockCalendars(tx, tenantId, [keepId, goneId])
    await refuseOverlap(tx, ctx, input)
    const counts = await moveAll(tx, ctx, input)
    await forgetDistinct(tx, ctx, goneId)
    const filled = await fillAndDrop(tx, ctx, kept, gone)
    const told = ({ createdAt: _at, words: _words, organizationWords: _more, ...rest }: typeof kept) => rest
    writeAudit(tx, ctx, {
      action: 'contact.merge',
      entity: 'contact',
      entityId: goneId,
      before: { kept: told(kept), gone: told(gone) },
      after: { keepId, ...filled, ...counts },
    })
    return { done: true, ...counts }
  })
}
