import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { AbsenceAssignment } from '../../domain/absence.ts'
import type { Json } from '../../domain/json.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { absences } from '../../db/schema/absence.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { memberOf } from '../people/member.ts'
import { Problem, forbidden, notFound, wrongField } from '../problem.ts'
import { isRowId } from '../cursor.ts'
import { staffOnly } from '../staff-only.ts'

export interface SetAbsenceInput {
  /** Somebody else, for a manager; oneself when left out. */
  readonly userId?: string | undefined
  readonly fromAt: Date
  readonly toAt: Date
  readonly delegateId: string | null
  readonly assignments: AbsenceAssignment
  readonly reason: string
}

const longestDays = 366
const wrong = (field: 'toAt' | 'delegateId', ru: string, en: string): Problem => wrongField(field, { ru, en })

function checkSpan({ now }: Ctx, { fromAt, toAt }: SetAbsenceInput): void {
  if (toAt <= fromAt) throw wrong('toAt', 'Конец должен быть позже начала', 'The end must be after the beginning')
  if (toAt <= now) throw wrong('toAt', 'Это время уже прошло', 'This time has passed already')
  if (toAt.getTime() - fromAt.getTime() > longestDays * dayMs) throw wrong('toAt', 'Не длиннее года', 'At most a year')
}

/** Who stands in must be there, and who is stood in for stays: so nobody can end up standing in for themselves in a circle. */
async function checkFree(tx: Tx, ctx: Ctx, userId: string, { fromAt, toAt, delegateId }: SetAbsenceInput): Promise<void> {
  const during = and(
    eq(absences.tenantId, ctx.tenantId),
    isNull(absences.endedAt),
    lt(absences.fromAt, toAt),
    gt(absences.toAt, fromAt),
    or(eq(absences.userId, userId), eq(absences.delegateId, userId), delegateId === null ? undefined : eq(absences.userId, delegateId)),
  )
  for (const other of await tx.select().from(absences).where(during)) {
    if (other.userId === userId)
      throw new Problem('Conflict', { ru: 'На это время отсутствие уже отмечено', en: 'An absence is set for this time already' })
    if (other.userId === delegateId)
      throw wrong('delegateId', 'Заместителя тоже не будет. Выберите другого.', 'The stand-in is away too. Choose another.')
    throw new Problem('Conflict', {
      ru: 'В это время человек замещает другого. Сначала смените там заместителя.',
      en: 'At this time the person stands in for another. Change the stand-in there first.',
    })
  }
}

function write(tx: Tx, ctx: Ctx, userId: string, action: 'absence.set' | 'absence.end', before: Json, after: Json): void {
  writeAudit(tx, ctx, { action, entity: 'user', entityId: userId, before, after })
}

const told = ({
  fromAt,
  toAt,
  delegateId,
  assignments,
}: Pick<SetAbsenceInput, 'fromAt' | 'toAt' | 'delegateId' | 'assignments'>): Json => ({
  fromAt: fromAt.toISOString(),
  toAt: toAt.toISOString(),
  delegateId,
  assignments,
})

/** Says that somebody will be away: oneself, or as a manager anybody. It ends by itself. @throws Problem Forbidden, BadInput, Conflict */
export async function setAbsence({ ctx, input }: { readonly ctx: Ctx; readonly input: SetAbsenceInput }): Promise<{ readonly id: string }> {
  const staff = staffOnly(ctx)
  const userId = input.userId?.toLowerCase() ?? staff.id
  if (userId !== staff.id && !actsAs(staff, ['manager'])) throw forbidden()
  checkSpan(ctx, input)
  const delegateId = input.delegateId?.toLowerCase() ?? null
  if (delegateId === userId) throw wrong('delegateId', 'Заместить должен кто-то другой', 'Somebody else must stand in')
  if (delegateId === null && input.assignments === 'delegate')
    throw wrong('delegateId', 'Выберите заместителя или верните новые дела в общие', 'Choose a stand-in, or let new tasks go to everybody')
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    // Two of one organization at once: each must see what the other set.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`absences ${ctx.tenantId}`}, 0))`)
    const person = await memberOf(tx, ctx.tenantId, userId)
    if (!person) throw notFound()
    const delegate = delegateId === null ? undefined : await memberOf(tx, ctx.tenantId, delegateId)
    if (delegateId !== null && !delegate?.roles.some((role) => person.roles.includes(role)))
      throw wrong('delegateId', 'У заместителя должна быть та же роль', 'The stand-in must hold the same role')
    await checkFree(tx, ctx, userId, { ...input, delegateId })
    const { fromAt, toAt, assignments, reason } = input
    const id = newId()
    const set = { fromAt, toAt, delegateId, assignments }
    await tx.insert(absences).values({ id, tenantId: ctx.tenantId, userId, ...set, reason, setBy: staff.id, createdAt: ctx.now })
    write(tx, ctx, userId, 'absence.set', null, told(set))
    return { id }
  })
}

/** Ends an absence now, or takes back one that has not begun. @throws Problem NotFound, Forbidden */
export async function endAbsence({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<void> {
  const staff = staffOnly(ctx)
  const id = input.id.toLowerCase()
  if (!isRowId(id)) throw notFound()
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const its = and(eq(absences.tenantId, ctx.tenantId), eq(absences.id, id), isNull(absences.endedAt))
    const [row] = await tx.select().from(absences).where(its).for('update')
    if (!row) throw notFound()
    if (row.userId !== staff.id && !actsAs(staff, ['manager'])) throw forbidden()
    await tx.update(absences).set({ endedAt: ctx.now }).where(its)
    write(tx, ctx, row.userId, 'absence.end', told(row), null)
  })
}
