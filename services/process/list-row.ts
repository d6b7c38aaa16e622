import { sql } from 'drizzle-orm'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Party } from '../../domain/roles.ts'
import type { PlanItem } from '../../domain/snapshot.ts'
import type { VisitEvidence } from '../../domain/visit-evidence.ts'
import { visit } from '../../domain/visit.ts'
import { whyLine } from '../../domain/why.ts'
import type { WhyTone } from '../../domain/why.ts'
import { processes } from '../../db/schema/process.ts'
import type { StoredTrouble } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import type { PersonName } from '../people/names.ts'
import { listed } from './data-columns.ts'

/** The columns a row is made of; the data, which can be long, stay in the database. */
export const rowColumns = {
  id: processes.id,
  kind: processes.kind,
  number: processes.number,
  title: processes.title,
  state: processes.state,
  seq: processes.seq,
  enteredSeq: processes.enteredSeq,
  clocks: processes.clocks,
  plan: processes.plan,
  fired: processes.fired,
  waitsFor: processes.waitsFor,
  waitsSince: processes.waitsSince,
  assigneeId: processes.assigneeId,
  priority: processes.priority,
  dueAt: processes.dueAt,
  trouble: processes.trouble,
  startedAt: processes.startedAt,
  enteredAt: processes.enteredAt,
  changedAt: processes.changedAt,
  endedAt: processes.endedAt,
  listed,
  evidence: sql<VisitEvidence | null>`CASE WHEN processes.kind = ${visit.kind} THEN (SELECT visits.evidence FROM visits WHERE visits.process_id = processes.id) END`,
  requestType: sql<string | null>`processes.request_type`,
  channel: sql<string | null>`processes.channel`,
  requesterName: sql<
    string | null
  >`coalesce(nullif(processes.data ->> 'requesterName', ''), nullif(processes.data ->> 'requesterEmail', ''), processes.data ->> 'requesterPhone', '')`,
}
type Stored = typeof processes.$inferSelect
export interface SelectedRow extends Pick<Stored, keyof typeof rowColumns & keyof Stored> {
  readonly listed: JsonObject
  readonly evidence: VisitEvidence | null
  readonly requestType: string | null
  readonly channel: string | null
  readonly requesterName: string | null
}

/** A process as a row of a list. */
export interface ProcessListRow {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly title: string
  readonly state: string
  readonly stateLabel: string
  readonly seq: number
  readonly waitsFor: Party | null
  readonly waitsSince: Date
  readonly dueAt: Date | null
  readonly late: boolean
  /** What happens next by itself. */
  readonly nextStep: { readonly at: Date; readonly kind: PlanItem['kind'] } | null
  readonly assignee: PersonName | null
  readonly priority: string
  /** The fields of the data that the list of its kind shows; of what is marked whether it is there. */
  readonly listed: JsonObject
  /** How sure it is that a visit was held; null before it, and of what is no visit. */
  readonly evidence: VisitEvidence | null
  readonly requestType: string | null
  readonly channel: string | null
  readonly requesterName: string | null
  readonly trouble: (Omit<StoredTrouble, 'nextTryAt'> & { readonly nextTryAt: Date }) | null
  /** Why it stands where it stands, in one sentence of the reader's language. */
  readonly why: string
  readonly tone: WhyTone
  readonly startedAt: Date
  readonly enteredAt: Date
  readonly changedAt: Date
  readonly endedAt: Date | null
}

/** @throws when a row's kind has no definition, which a migration forgot */
export function listRow(ctx: Ctx, rules: OrganizationRules, names: ReadonlyMap<string, string>, row: SelectedRow): ProcessListRow {
  const definition = definitionOf(row.kind)
  if (!definition) throw new Error(`No process is called ${row.kind}`)
  const assigneeName = row.assigneeId === null ? null : (names.get(row.assigneeId) ?? null)
  const why = whyLine({
    definition,
    row: { ...row, waitsSince: row.waitsSince.getTime(), endedAt: row.endedAt?.getTime() ?? null },
    now: ctx.now.getTime(),
    calendar: calendarIn(rules.calendar, ctx.zone),
    assigneeName,
    readerId: ctx.actor.id,
    lang: ctx.lang,
  })
  const { enteredSeq: _, clocks: __, plan, fired: ___, assigneeId, trouble, ...shown } = row
  return {
    ...shown,
    stateLabel: definition.states[row.state]?.label[ctx.lang] ?? row.state,
    late: row.endedAt === null && row.dueAt !== null && row.dueAt <= ctx.now,
    nextStep: plan[0] ? { at: new Date(plan[0].at), kind: plan[0].kind } : null,
    trouble: trouble === null ? null : { ...trouble, nextTryAt: new Date(trouble.nextTryAt) },
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    why: why.short,
    tone: why.tone,
  }
}
