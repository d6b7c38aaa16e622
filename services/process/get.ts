import { and, eq, isNull } from 'drizzle-orm'
import type { Ball } from '../../domain/ball.ts'
import { dataCard } from '../../domain/display.ts'
import type { DataLine } from '../../domain/display.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { findNumbers } from '../../domain/number.ts'
import type { Offer } from '../../domain/offers.ts'
import { offersFor } from '../../domain/offers.ts'
import { planLine } from '../../domain/plan-words.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { PlanItem } from '../../domain/snapshot.ts'
import { whyLine } from '../../domain/why.ts'
import type { WhyLine } from '../../domain/why.ts'
import type { Tx } from '../../db/client.ts'
import { processes, steps } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { linkOf } from '../links/read.ts'
import type { LinkView } from '../links/read.ts'
import { calendarIn } from '../../domain/calendar/calendar-data.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { Problem, notFound } from '../problem.ts'
import { checkReadableRow } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { roomOf } from '../visit/room.ts'
import type { RoomView } from '../visit/room.ts'
import { isRowId } from '../cursor.ts'
import { hooksOf } from './kinds.ts'
import { listRow, rowColumns } from './list-row.ts'
import type { ProcessListRow } from './list-row.ts'
import { filesOf, requesterOf, troubledMessagesOf, unreadOf } from './page-around.ts'
import type { FileView, RequesterView, TroubledMessage } from './page-around.ts'
import { ballOfProcess, pathOf, timesOf, whyEvents } from './page-record.ts'
import type { Stay, TimeShare } from './page-record.ts'
import { snapshotOf } from './snapshot-row.ts'
import type { ProcessRow } from './snapshot-row.ts'

export interface DeadlineView {
  readonly name: string
  readonly label: string
  readonly dueAt: Date | null
  readonly metAt: Date | null
  readonly spentMs: number
  readonly running: boolean
  readonly missed: boolean
  readonly fixed: boolean
}
export interface NextView {
  readonly key: string
  readonly at: Date
  readonly kind: PlanItem['kind']
  readonly text: string
}
/** A process as its page shows it, in the reader's language. */
export interface ProcessView extends ProcessListRow {
  readonly movedSeq: number
  readonly data: JsonObject
  readonly whyLine: WhyLine
  readonly offers: readonly Offer[]
  readonly deadlines: readonly DeadlineView[]
  readonly next: readonly NextView[]
  readonly card: readonly DataLine[]
  readonly path: readonly Stay[]
  readonly ball: Ball
  readonly times: readonly TimeShare[]
  readonly files: readonly FileView[]
  readonly requester: RequesterView | null
  /** The private link of the requester, while there is one. */
  readonly link: LinkView | null
  /** The room of a remote visit, while there is one to enter. */
  readonly room: RoomView | null
  readonly troubledMessages: readonly TroubledMessage[]
  /** Notifications about it that the reader has not read. */
  readonly unread: number
}

export interface GetInput {
  readonly id?: string | undefined
  /** As people write it, whatever its case and dashes. */
  readonly number?: string | undefined
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

async function findRow(tx: Tx, ctx: Ctx, input: GetInput): Promise<ProcessRow> {
  const number = input.number === undefined ? undefined : findNumbers(input.number)[0]?.number
  const id = input.id?.toLowerCase()
  const is = id !== undefined && isRowId(id) ? eq(processes.id, id) : number === undefined ? undefined : eq(processes.number, number)
  if (!is) throw notFound()
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), is))
  if (!row) throw notFound()
  checkReadableRow(ctx.actor, row)
  return row
}

const deadlinesOf = (definition: ProcessDefinition, row: ProcessRow, ctx: Ctx): DeadlineView[] =>
  Object.entries(definition.deadlines).flatMap(([name, { label }]) => {
    const clock = row.clocks[name]
    if (!clock) return []
    return {
      name,
      label: label[ctx.lang],
      dueAt: clock.dueAt === null ? null : new Date(clock.dueAt),
      metAt: clock.metAt === null ? null : new Date(clock.metAt),
      spentMs: clock.spentMs,
      running: clock.runningSince !== null,
      missed: clock.dueAt !== null && (clock.metAt ?? ctx.now.getTime()) > clock.dueAt,
      fixed: clock.fixedDueAt !== null,
    }
  })

async function holderOf(tx: Tx, processId: string): Promise<string | null> {
  const [step] = await tx
    .select({ holderId: steps.assigneeId })
    .from(steps)
    .where(and(eq(steps.processId, processId), isNull(steps.closedAt)))
  return step?.holderId ?? null
}

/**
 * A process by id or number, with all its page shows: why it waits, what the reader may do, what comes next.
 * @throws Problem NotFound, Forbidden
 */
export async function getProcess({ ctx, input }: { readonly ctx: Ctx; readonly input: GetInput }): Promise<ProcessView> {
  staffOnly(ctx)
  if (input.id === undefined && input.number === undefined)
    throw new Problem('BadInput', { ru: 'Укажите номер процесса', en: 'Give the number of a process' })
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const stored = await findRow(tx, ctx, input)
    // Whoever took the task has the ball, also where the process is nobody's yet.
    const row = { ...stored, assigneeId: stored.assigneeId ?? (await holderOf(tx, stored.id)) }
    const definition = definitionOf(row.kind)
    if (!definition) throw new Error(`No process is called ${row.kind}`)
    const rules = await organizationRules(tx, ctx.tenantId)
    const people = Object.entries(definition.data).flatMap(([name, field]) =>
      field.type === 'person' ? [text(row.data[name]) || null] : [],
    )
    const names = await namesOf(tx, [row.assigneeId, ...people.filter((id) => id !== null && isRowId(id))])
    const zone = readerZone(ctx, rules)
    const now = ctx.now.getTime()
    const ball = await ballOfProcess(tx, ctx, row, rules)
    const troubledMessages = await troubledMessagesOf(tx, ctx, row)
    const snapshot = snapshotOf(stored)
    const [selected] = await tx.select(rowColumns).from(processes).where(eq(processes.id, row.id))
    if (!selected) throw notFound()
    const reading = { lang: ctx.lang, zone, nameOf: (id: string) => names.get(id) }
    const card = dataCard(definition.data, row.data, reading)
    const shown = listRow(ctx, rules, names, { ...selected, assigneeId: row.assigneeId })
    return {
      ...shown,
      movedSeq: row.movedSeq,
      data: row.data,
      whyLine: whyLine({
        definition,
        row: { ...row, waitsSince: row.waitsSince.getTime(), endedAt: row.endedAt?.getTime() ?? null },
        events: await whyEvents(tx, ctx, row),
        now,
        calendar: calendarIn(rules.calendar, zone),
        assigneeName: shown.assignee?.name ?? null,
        readerId: ctx.actor.id,
        lang: ctx.lang,
      }),
      offers: offersFor(definition, snapshot, ctx.actor, now, row.trouble !== null || troubledMessages.length > 0),
      deadlines: deadlinesOf(definition, row, ctx),
      next: row.plan.map((item) => ({
        key: item.key,
        at: new Date(item.at),
        kind: item.kind,
        text: planLine({ definition, item, fired: row.fired, now, zone, lang: ctx.lang }),
      })),
      card: (await hooksOf(row.kind).card?.({ tx, row: stored, card, rules, reading })) ?? card,
      path: await pathOf(tx, ctx, row),
      ball,
      times: timesOf(ball),
      files: await filesOf(tx, ctx, row),
      requester: await requesterOf(tx, ctx, row, rules),
      link: await linkOf(tx, ctx, row),
      room: await roomOf(tx, ctx, stored, rules),
      troubledMessages,
      unread: await unreadOf(tx, ctx, row),
    }
  })
}
