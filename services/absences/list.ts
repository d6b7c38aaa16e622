import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { AbsenceAssignment } from '../../domain/absence.ts'
import { absences } from '../../db/schema/absence.ts'
import type { Ctx } from '../context.ts'
import type { PersonName } from '../people/names.ts'
import { namesOf } from '../people/names.ts'
import { staffOnly } from '../staff-only.ts'

export interface AbsenceView {
  readonly id: string
  readonly person: PersonName
  readonly delegate: PersonName | null
  readonly fromAt: Date
  readonly toAt: Date
  readonly assignments: AbsenceAssignment
  /** For the person and managers alone. */
  readonly reason: string | null
  readonly mayEnd: boolean
}
const mostShown = 500

/** Who is away or will be, by when it begins. @throws Problem Forbidden */
export async function listAbsences({
  ctx,
}: {
  readonly ctx: Ctx
}): Promise<{ readonly items: readonly AbsenceView[]; readonly maySetOthers: boolean }> {
  const staff = staffOnly(ctx)
  const manages = actsAs(staff, ['manager'])
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(absences)
      .where(and(eq(absences.tenantId, ctx.tenantId), isNull(absences.endedAt), gt(absences.toAt, ctx.now)))
      .orderBy(asc(absences.fromAt), asc(absences.id))
      .limit(mostShown)
    const names = await namesOf(
      tx,
      rows.flatMap(({ userId, delegateId }) => [userId, delegateId]),
    )
    const named = (id: string): PersonName => ({ id, name: names.get(id) ?? '' })
    const items = rows.map(({ id, userId, delegateId, fromAt, toAt, assignments, reason }) => {
      const own = userId === staff.id || manages
      const delegate = delegateId === null ? null : named(delegateId)
      return { id, person: named(userId), delegate, fromAt, toAt, assignments, reason: own ? reason : null, mayEnd: own }
    })
    return { items, maySetOthers: manages }
  })
}
