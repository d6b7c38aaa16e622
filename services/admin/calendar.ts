import { eq } from 'drizzle-orm'
import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import { checkCalendar } from '../../domain/calendar/check-calendar.ts'
import { organizations } from '../../db/schema/organization.ts'
import type { Ctx } from '../context.ts'
import { Problem, notFound } from '../problem.ts'
import { requestRecompute } from '../process/request-recompute.ts'
import { followCalendar } from '../reports/follow-calendar.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

/** When the organization works. @throws Problem Forbidden */
export async function getCalendar({ ctx }: { readonly ctx: Ctx }): Promise<BusinessCalendar> {
  requireRole(ctx, administrators)
  const [row] = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx.select({ calendar: organizations.calendar }).from(organizations).where(eq(organizations.id, ctx.tenantId)),
  )
  if (!row) throw notFound()
  return row.calendar
}

/** Replaces the calendar; due dates are counted anew. @throws Problem Forbidden, BadInput with each wrong place */
export async function setCalendar({ ctx, input }: { readonly ctx: Ctx; readonly input: BusinessCalendar }): Promise<void> {
  requireRole(ctx, administrators)
  const problems = checkCalendar(input)
  if (problems.length > 0)
    throw new Problem(
      'BadInput',
      { ru: 'Проверьте календарь', en: 'Check the calendar' },
      { problems: problems.map(({ path, message }) => ({ field: path, message })) },
    )
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({ calendar: organizations.calendar })
      .from(organizations)
      .where(eq(organizations.id, ctx.tenantId))
      .for('update')
    if (!row) throw notFound()
    await tx.update(organizations).set({ calendar: input }).where(eq(organizations.id, ctx.tenantId))
    await followCalendar(tx, ctx.tenantId, input, ctx.now)
    await requestRecompute(tx, ctx.tenantId, ctx.requestId)
    const before: BusinessCalendar = row.calendar
    writeAudit(tx, ctx, {
      action: 'calendar.set',
      entity: 'organization',
      entityId: ctx.tenantId,
      before: plain(before),
      after: plain(input),
    })
  })
}

/** A calendar as the audit keeps it. */
function plain(calendar: BusinessCalendar) {
  const { zone, week, holidays, exceptions } = calendar
  return {
    zone,
    week: Object.fromEntries(
      Object.entries(week).map(([day, spans]) => [day, spans.map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute }))]),
    ),
    holidays,
    exceptions: Object.fromEntries(
      Object.entries(exceptions).map(([date, { kind, intervals }]) => [
        date,
        { kind, intervals: intervals?.map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute })) ?? null },
      ]),
    ),
  }
}
