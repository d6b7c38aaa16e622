import { and, eq } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { WatchExtent } from '../../domain/watching.ts'
import type { Tx } from '../../db/client.ts'
import { watchers } from '../../db/schema/desk.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { memberOf } from '../people/member.ts'
import { Problem, forbidden } from '../problem.ts'
import { readableRow } from '../process/row-of.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { maySee } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'
import { watchersOf } from './tell.ts'

export interface Watching {
  readonly items: readonly { readonly id: string; readonly name: string; readonly extent: WatchExtent }[]
  /** What the reader is told; null for who does not watch. */
  readonly mine: WatchExtent | null
  /** May the reader add and remove others? */
  readonly mayAdd: boolean
}
export interface SetWatchInput {
  /** The process. */
  readonly id: string
  /** Null ends it. */
  readonly extent: WatchExtent | null
  /** Somebody else, whom only a manager may add or remove; oneself when left out. */
  readonly userId?: string | undefined
}

async function watchingOf(tx: Tx, ctx: Ctx, staff: Staff, row: ProcessRow): Promise<Watching> {
  const shown = (await watchersOf(tx, ctx.tenantId, row.id)).filter(({ actor }) => maySee(actor, row))
  return {
    items: shown.map(({ actor: { id, name }, extent }) => ({ id, name, extent })),
    mine: shown.find(({ actor }) => actor.id === staff.id)?.extent ?? null,
    mayAdd: actsAs(staff, ['manager']),
  }
}

/** Who watches a process. @throws Problem NotFound, Forbidden */
export async function listWatchers({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<Watching> {
  const staff = staffOnly(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => watchingOf(tx, ctx, staff, await readableRow(tx, ctx, input.id)))
}

/** @throws Problem BadInput for somebody who could not look at the process */
async function checkMayWatch(tx: Tx, ctx: Ctx, userId: string, row: ProcessRow): Promise<void> {
  const person = await memberOf(tx, ctx.tenantId, userId)
  if (!person || !maySee({ kind: 'staff', ...person }, row))
    throw new Problem('BadInput', {
      ru: 'Этот человек не может открыть процесс. Выберите другого из списка.',
      en: 'This person may not open the process. Choose somebody else from the list.',
    })
}

/**
 * Begins, changes or ends watching. Being mentioned is told once and makes nobody a watcher: whoever wants to hear more says so.
 * @throws Problem NotFound, Forbidden, BadInput
 */
export async function setWatch({ ctx, input }: { readonly ctx: Ctx; readonly input: SetWatchInput }): Promise<Watching> {
  const staff = staffOnly(ctx)
  const userId = input.userId?.toLowerCase() ?? staff.id
  const { extent } = input
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    if (userId !== staff.id) {
      if (!actsAs(staff, ['manager'])) throw forbidden()
      if (extent !== null) await checkMayWatch(tx, ctx, userId, row)
    }
    const its = and(eq(watchers.tenantId, ctx.tenantId), eq(watchers.processId, row.id), eq(watchers.userId, userId))
    const [before] = await tx.select({ extent: watchers.extent }).from(watchers).where(its).for('update')
    if ((before?.extent ?? null) !== extent) {
      if (extent === null) await tx.delete(watchers).where(its)
      else
        await tx
          .insert(watchers)
          .values({ tenantId: ctx.tenantId, processId: row.id, userId, extent, addedBy: staff.id, createdAt: ctx.now })
          .onConflictDoUpdate({ target: [watchers.processId, watchers.userId], set: { extent } })
      publishProcess(tx, row)
      writeAudit(tx, ctx, {
        action: `${row.kind}.${extent === null ? 'unwatch' : 'watch'}`,
        entity: 'process',
        entityId: row.id,
        before: before ? { userId, extent: before.extent } : null,
        after: extent === null ? null : { userId, extent },
      })
    }
    return watchingOf(tx, ctx, staff, row)
  })
}
