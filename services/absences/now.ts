import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import type { AnyFormValues } from '../../domain/form.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Tx } from '../../db/client.ts'
import { absences } from '../../db/schema/absence.ts'
import type { Ctx } from '../context.ts'

export type Absence = typeof absences.$inferSelect

/** The absences that hold at an instant. */
export const holdsAt = (now: Date) => and(lte(absences.fromAt, now), gt(absences.toAt, now), isNull(absences.endedAt))

/** Who of these people is away now. */
export async function awayNow(tx: Tx, ctx: Ctx, userIds: readonly string[]): Promise<ReadonlyMap<string, Absence>> {
  if (userIds.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(absences)
    .where(and(eq(absences.tenantId, ctx.tenantId), inArray(absences.userId, [...userIds]), holdsAt(ctx.now)))
  return new Map(rows.map((row) => [row.userId, row]))
}

/**
 * The form of an assignment as it is meant while the person is away: to who stands in, or to nobody where nobody may be. One that
 * always has an assignee stays with the person when nobody stands in.
 */
export async function withoutAbsent(tx: Tx, ctx: Ctx, definition: ProcessDefinition, form: AnyFormValues): Promise<AnyFormValues> {
  const { assigneeId, ...rest } = form
  if (typeof assigneeId !== 'string') return form
  const away = (await awayNow(tx, ctx, [assigneeId])).get(assigneeId)
  if (!away) return form
  if (away.assignments === 'queue' && definition.assignee === undefined) return rest
  return away.delegateId === null ? form : { ...rest, assigneeId: away.delegateId }
}
