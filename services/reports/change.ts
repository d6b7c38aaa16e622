import { eq } from 'drizzle-orm'
import { daysOfReport, nextSending } from '../../domain/saved-report.ts'
import type { ReportFilter, ReportSchedule } from '../../domain/saved-report.ts'
import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import { Problem, wrongField } from '../problem.ts'
import { staffOnly } from '../staff-only.ts'
import { visibleVisits } from '../visit/figures/filter.ts'
import { receiversOf } from './receivers.ts'
import { lockReport, running } from './saved.ts'
import type { ReportRow } from './saved.ts'
import { writeReportLetters } from './write-letters.ts'

export interface SaveReportInput extends ReportSchedule, Pick<ReportRow, 'name' | 'by' | 'period' | 'format'> {
  /** To change one; a new one when left out. */
  readonly id?: string | undefined
  readonly filter: ReportFilter
  readonly receiverIds: readonly string[]
}

const mostReports = 200

/** A report as the audit keeps it. */
const told = ({ name, filter, by, period, format, rhythm, weekday, hour, receiverIds, nextAt }: Omit<ReportRow, 'id'>): Json => ({
  ...{ name, by, period, format, rhythm, weekday, hour, receiverIds: [...receiverIds], paused: nextAt === null },
  ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
})

async function checkReceivers(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  if (wanted.length === 0) throw wrongField('receiverIds', { ru: 'Выберите, кому отправлять', en: 'Choose whom to send it to' })
  const found = await receiversOf(tx, ctx.tenantId, wanted)
  if (found.length < wanted.length)
    throw wrongField('receiverIds', {
      ru: 'Кто-то из получателей не видит показателей визитов. Уберите его из списка.',
      en: 'One of the receivers may not see the figures of visits. Take them out.',
    })
  return wanted
}

/**
 * Saves figures to be sent again and again to colleagues who may see them; one that is paused stays so.
 * @throws Problem Forbidden, NotFound, BadInput by field
 */
export async function saveReport({ ctx, input }: { readonly ctx: Ctx; readonly input: SaveReportInput }): Promise<{ readonly id: string }> {
  const staff = staffOnly(ctx)
  visibleVisits(ctx)
  const { tenantId } = ctx
  return ctx.db.tenant(tenantId, async (tx) => {
    const before = input.id === undefined ? undefined : await lockReport(tx, ctx, input.id)
    const { name, filter, by, period, format, rhythm, weekday, hour } = input
    const { calendar } = await organizationRules(tx, tenantId)
    const nextAt = before?.nextAt === null ? null : new Date(nextSending(calendar, input, ctx.now.getTime()))
    const receiverIds = await checkReceivers(tx, ctx, input.receiverIds)
    const set = { name, filter, by, period, format, rhythm, weekday, hour, receiverIds, nextAt }
    const id = before?.id ?? newId()
    const after = { tenantId, ownerId: before?.ownerId ?? staff.id, createdAt: before?.createdAt ?? ctx.now, endedAt: null, ...set }
    if (before) await tx.update(savedReports).set(set).where(eq(savedReports.id, id))
    else {
      if ((await tx.$count(savedReports, running(tenantId))) >= mostReports)
        throw new Problem('TooMany', {
          ru: `Отчётов уже ${String(mostReports)}: удалите лишние`,
          en: `There are ${String(mostReports)} reports already: delete some`,
        })
      await tx.insert(savedReports).values({ id, ...after })
    }
    writeAudit(tx, ctx, { action: 'report.save', entity: 'report', entityId: id, before: before ? told(before) : null, after: told(after) })
    return { id }
  })
}

/** Sends a report no more until it is resumed, from the next turn on. @throws Problem Forbidden, NotFound */
export async function pauseReport({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly paused: boolean }
}): Promise<void> {
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await lockReport(tx, ctx, input.id)
    if ((before.nextAt === null) === input.paused) return
    const { calendar } = await organizationRules(tx, ctx.tenantId)
    const nextAt = input.paused ? null : new Date(nextSending(calendar, before, ctx.now.getTime()))
    await tx.update(savedReports).set({ nextAt }).where(eq(savedReports.id, before.id))
    const action = input.paused ? 'report.pause' : 'report.resume'
    writeAudit(tx, ctx, { action, entity: 'report', entityId: before.id, before: told(before), after: told({ ...before, nextAt }) })
  })
}

/** Ends a report; of its letters that have not left none does. @throws Problem Forbidden, NotFound */
export async function removeReport({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<void> {
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await lockReport(tx, ctx, input.id)
    await tx.update(savedReports).set({ nextAt: null, endedAt: ctx.now }).where(eq(savedReports.id, before.id))
    writeAudit(tx, ctx, { action: 'report.remove', entity: 'report', entityId: before.id, before: told(before), after: null })
  })
}

/**
 * Sends a report out of its turn; the same request again sends nothing more.
 * @returns to how many it goes
 * @throws Problem Forbidden, NotFound
 */
export async function sendReport({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly requestId: string }
}): Promise<{ readonly receivers: number }> {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const report = await lockReport(tx, ctx, input.id)
    const rules = await organizationRules(tx, ctx.tenantId)
    const days = daysOfReport(rules.calendar, report, report.period, ctx.now.getTime())
    const { receivers, written } = await writeReportLetters(tx, report, rules, { turn: `now:${input.requestId}`, days, at: ctx.now })
    if (written > 0)
      writeAudit(tx, ctx, { action: 'report.send', entity: 'report', entityId: report.id, before: null, after: { ...days, receivers } })
    return { receivers }
  })
}
