import { and, asc, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { holds, workedFor } from '../../domain/actor.ts'
import { dueGroup, dueWindow } from '../../domain/calendar/due-window.ts'
import type { DueGroup, DueWindow } from '../../domain/calendar/due-window.ts'
import { isStaffParty, parties } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { processes, steps } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import type { PersonName } from '../people/names.ts'
import { namesOf } from '../people/names.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { exactUpTo } from '../process/filter.ts'
import { countOf, pageSize } from '../process/list.ts'
import type { Counted } from '../process/list.ts'
import { listRow, rowColumns } from '../process/list-row.ts'
import type { ProcessListRow } from '../process/list-row.ts'
import { readableRows } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'
import { openStepsOf } from './whose.ts'
import type { InboxScope } from './whose.ts'

export interface InboxInput {
  readonly scope?: InboxScope | undefined
  readonly kind?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** A task, or a process of mine that waits for somebody outside. */
export interface InboxItem extends ProcessListRow {
  readonly group: DueGroup | 'waiting'
  /** The ball is with somebody outside. */
  readonly waiting: boolean
  /** Who holds the task: the assignee, or who claimed this one task. */
  readonly assignee: PersonName | null
  readonly mine: boolean
  /** Of somebody away, for whom the reader stands in. */
  readonly standIn: boolean
  readonly openedAt: Date
}
/** `count` is of tasks to do; what waits for others is not among them. */
export interface Inbox extends Counted {
  readonly items: readonly InboxItem[]
  readonly nextCursor: string | null
  readonly groups: Readonly<Record<InboxItem['group'], number>>
}

const keyShape = /^(?:infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::?\d{2})?)$/
const staffParties = parties.filter(isStaffParty)

interface Found {
  readonly row: {
    readonly openedAt: Date
    readonly holderId: string | null
    /** When the task itself has to be done. */
    readonly neededAt: Date | null
    readonly sortKey: string
    readonly cursorId: string
  }
  readonly shown: Parameters<typeof listRow>[3]
}
interface Part {
  readonly name: 'tasks' | 'waiting'
  readonly where: SQL | undefined
  read(tx: Tx, after: SQL | undefined, take: number): Promise<Found[]>
  after(key: string, id: string): SQL
}

const ofKind = (kind: string | undefined): SQL | undefined => (kind === undefined ? undefined : eq(processes.kind, kind))

function taskPart(ctx: Ctx, staff: Staff, input: InboxInput): Part {
  const { kind } = input
  const where = and(
    openStepsOf(ctx, staff, input.scope ?? 'all'),
    kind === undefined
      ? undefined
      : sql`EXISTS (SELECT FROM processes p WHERE p.id = steps.process_id AND p.tenant_id = steps.tenant_id AND p.kind = ${kind})`,
  )
  return {
    name: 'tasks',
    where,
    after: (key, id) => sql`(steps.due_key, steps.id) > (${key}::timestamptz, ${id}::uuid)`,
    async read(tx, after, take) {
      const rows = await tx
        .select({
          ...rowColumns,
          stepId: steps.id,
          holderId: steps.assigneeId,
          openedAt: steps.openedAt,
          neededAt: steps.dueAt,
          sortKey: sql<string>`steps.due_key::text`,
        })
        .from(steps)
        .innerJoin(processes, eq(processes.id, steps.processId))
        .where(and(where, eq(processes.tenantId, ctx.tenantId), after))
        .orderBy(sql`steps.due_key`, asc(steps.id))
        .limit(take)
      return rows.map(({ stepId, holderId, openedAt, neededAt, sortKey, ...shown }) => ({
        row: { holderId, openedAt, neededAt, sortKey, cursorId: stepId },
        shown,
      }))
    },
  }
}

/** What I work on and somebody outside must answer now. */
function waitingPart(ctx: Ctx, staff: Staff, input: InboxInput): Part {
  const where = and(
    eq(processes.tenantId, ctx.tenantId),
    inArray(processes.assigneeId, [...workedFor(staff)]),
    isNull(processes.endedAt),
    isNotNull(processes.waitsFor),
    notInArray(processes.waitsFor, staffParties),
    readableRows(staff),
    ofKind(input.kind),
  )
  return {
    name: 'waiting',
    where,
    after: (key, id) => sql`(processes.waits_since, processes.id) > (${key}::timestamptz, ${id}::uuid)`,
    async read(tx, after, take) {
      const rows = await tx
        .select({ ...rowColumns, sortKey: sql<string>`processes.waits_since::text` })
        .from(processes)
        .where(and(where, after))
        .orderBy(asc(processes.waitsSince), asc(processes.id))
        .limit(take)
      return rows.map(({ sortKey, ...shown }) => ({
        row: { holderId: shown.assigneeId, openedAt: shown.waitsSince, neededAt: null, sortKey, cursorId: shown.id },
        shown,
      }))
    },
  }
}

/** Where the page starts: in which part, and after which of its rows. @throws Problem BadInput */
function startOf(
  parts: readonly [Part, ...Part[]],
  cursor: string | undefined,
): { readonly index: number; readonly after: SQL | undefined } {
  if (cursor === undefined) return { index: 0, after: undefined }
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const index = Math.max(
    0,
    parts.findIndex((part) => text.startsWith(`["${part.name}"`)),
  )
  const part = parts[index] ?? parts[0]
  const { key, id } = decodeCursor(cursor, part.name, keyShape)
  return { index, after: part.after(key, id) }
}

async function countGroups(
  tx: Tx,
  ctx: Ctx,
  where: SQL | undefined,
  window: DueWindow,
): Promise<Record<DueGroup, number> & { readonly all: number }> {
  const instant = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`
  const some = tx
    .select({ dueKey: sql<string>`steps.due_key`.as('due_key') })
    .from(steps)
    .where(where)
    .orderBy(sql`steps.due_key`)
    .limit(exactUpTo + 1)
    .as('some')
  const [now, tomorrow, nextWeek] = [instant(ctx.now.getTime()), instant(window.tomorrowAt), instant(window.nextWeekAt)]
  const [row] = await tx
    .select({
      all: sql<number>`count(*)::int`,
      overdue: sql<number>`count(*) FILTER (WHERE due_key <= ${now})::int`,
      today: sql<number>`count(*) FILTER (WHERE due_key > ${now} AND due_key < ${tomorrow})::int`,
      week: sql<number>`count(*) FILTER (WHERE due_key > ${now} AND due_key >= ${tomorrow} AND due_key < ${nextWeek})::int`,
    })
    .from(some)
  const { all, overdue, today, week } = row ?? { all: 0, overdue: 0, today: 0, week: 0 }
  return { all, overdue, today, week, later: all - overdue - today - week }
}

/**
 * The tasks of a person by urgency: overdue, today, this week, later (by the reader's clock), then what they work
 * on and others must answer.
 * @throws Problem BadInput, Forbidden
 */
export async function listInbox({ ctx, input }: { readonly ctx: Ctx; readonly input: InboxInput }): Promise<Inbox> {
  const staff = staffOnly(ctx)
  const limit = pageSize(input.limit)
  const tasks = taskPart(ctx, staff, input)
  const waiting = waitingPart(ctx, staff, input)
  // What nobody holds is not mine to wait with.
  const parts: [Part, ...Part[]] = input.scope === 'free' ? [tasks] : [tasks, waiting]
  const start = startOf(parts, input.cursor)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rules = await organizationRules(tx, ctx.tenantId)
    const window = dueWindow(readerZone(ctx, rules), ctx.now.getTime())
    const found: (Found & { readonly part: Part['name'] })[] = []
    for (const [index, part] of parts.entries()) {
      if (index < start.index || found.length > limit) continue
      const read = await part.read(tx, index === start.index ? start.after : undefined, limit + 1 - found.length)
      found.push(...read.map((one) => ({ ...one, part: part.name })))
    }
    const page = found.slice(0, limit)
    const names = await namesOf(
      tx,
      page.flatMap(({ row, shown }) => [row.holderId, shown.assigneeId]),
    )
    const counted = await countGroups(tx, ctx, tasks.where, window)
    const others = parts.includes(waiting) ? await tx.$count(processes, waiting.where) : 0
    const last = found.length > limit ? page.at(-1) : undefined
    const { all, ...groups } = counted
    return {
      items: page.map(({ part, row, shown }) => ({
        ...listRow(ctx, rules, names, shown),
        group: part === 'waiting' ? 'waiting' : dueGroup(row.neededAt?.getTime() ?? null, ctx.now.getTime(), window),
        waiting: part === 'waiting',
        assignee: row.holderId === null ? null : { id: row.holderId, name: names.get(row.holderId) ?? '' },
        mine: row.holderId === staff.id,
        standIn: row.holderId !== staff.id && holds(staff, row.holderId),
        openedAt: row.openedAt,
      })),
      nextCursor: last ? encodeCursor({ sort: last.part, key: last.row.sortKey, id: last.row.cursorId }) : null,
      groups: { ...groups, waiting: others },
      ...countOf(all),
    }
  })
}
