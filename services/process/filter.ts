import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { dueWindow } from '../../domain/calendar/due-window.ts'
import { momentWindow } from '../../domain/calendar/moment-window.ts'
import type { MomentPeriod } from '../../domain/calendar/moment-window.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Party } from '../../domain/roles.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { checkReadable, readableRows } from '../readable.ts'
import { isRowId } from '../cursor.ts'
import { dataField, moment } from './data-columns.ts'
import type { TextMatch } from './text-match.ts'

export const dueFilters = ['late', 'today', 'week'] as const

/** What a list can be narrowed by; everything given must hold. */
export interface ProcessFilter {
  readonly kind?: string | undefined
  readonly states?: readonly string[] | undefined
  /** `me`, `none` for nobody, or the id of a person. */
  readonly assignee?: string | undefined
  readonly waitsFor?: Party | undefined
  /** Already late; or due by the end of today or of this week and not late yet. */
  readonly due?: (typeof dueFilters)[number] | undefined
  readonly priority?: readonly string[] | undefined
  readonly channel?: readonly string[] | undefined
  readonly requestType?: readonly string[] | undefined
  readonly mode?: readonly string[] | undefined
  /** The instant that the process is about lies in this period by the reader's clock. */
  readonly moment?: MomentPeriod | undefined
  /** Words, or a number as people say it. */
  readonly text?: string | undefined
  readonly open?: boolean | undefined
  readonly trouble?: boolean | undefined
}

/** Counts are exact up to this many. */
export const exactUpTo = 10_000

const badFilter = (ru: string, en: string): Problem => new Problem('BadInput', { ru, en })

const supportLines = ['support', 'support1', 'support2', 'support3'] as const satisfies readonly Party[]

// The generated column that lists are sorted by has an index; the name has none.
const priorityRanks: ReadonlyMap<string, number> = new Map([
  ['critical', 0],
  ['high', 1],
  ['normal', 2],
  ['low', 3],
])

const oneOf = (column: SQL, values: readonly (string | number)[] | undefined): SQL | undefined =>
  values === undefined || values.length === 0 ? undefined : sql`${column} IN ${[...values]}`

function assigneeIs(ctx: Ctx, assignee: string | undefined): SQL | undefined {
  if (assignee === undefined) return undefined
  if (assignee === 'none') return isNull(processes.assigneeId)
  const id = assignee === 'me' ? ctx.actor.id : assignee.toLowerCase()
  if (!isRowId(id)) throw badFilter('Выберите исполнителя из списка', 'Choose the assignee from the list')
  return eq(processes.assigneeId, id)
}

function dueIs(ctx: Ctx, zone: string, due: ProcessFilter['due']): SQL | undefined {
  if (due === undefined) return undefined
  const window = dueWindow(zone, ctx.now.getTime())
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  if (due === 'late') return sql`processes.due_key <= ${now} AND processes.ended_at IS NULL`
  const until = new Date(due === 'today' ? window.tomorrowAt : window.nextWeekAt).toISOString()
  return sql`processes.due_key > ${now} AND processes.due_key < ${until}::timestamptz AND processes.ended_at IS NULL`
}

function momentIs(ctx: Ctx, zone: string, period: MomentPeriod | undefined): SQL | undefined {
  if (period === undefined) return undefined
  const { fromAt, toAt } = momentWindow(zone, ctx.now.getTime(), period)
  // Said so that the index of those that have one can be used.
  return sql`${moment} <> '' AND ${moment} >= ${new Date(fromAt).toISOString()} AND ${moment} < ${new Date(toAt).toISOString()}`
}

/** The filter as conditions, with what its text asks for. @throws Problem BadInput for a kind, state or person that can't be */
export function conditionsOf(ctx: Ctx, zone: string, filter: ProcessFilter, text: TextMatch | undefined): SQL | undefined {
  const definition = filter.kind === undefined ? undefined : definitionOf(filter.kind)
  if (filter.kind !== undefined && !definition) throw badFilter('Такого процесса нет', 'There is no such process')
  if (definition) checkReadable(ctx.actor, definition)
  const unknown = filter.states?.find((state) => definition && !Object.hasOwn(definition.states, state))
  if (unknown !== undefined) throw badFilter(`Такого состояния нет: ${unknown}`, `There is no such state: ${unknown}`)
  const waiting = filter.waitsFor === 'support' ? [...supportLines] : filter.waitsFor === undefined ? undefined : [filter.waitsFor]
  return and(
    // Row security says the same; said here it opens the indexes that begin with the tenant.
    eq(processes.tenantId, ctx.tenantId),
    readableRows(ctx.actor, definition?.kind),
    oneOf(sql`processes.state`, filter.states),
    assigneeIs(ctx, filter.assignee),
    waiting && and(inArray(processes.waitsFor, waiting), isNull(processes.endedAt)),
    dueIs(ctx, zone, filter.due),
    oneOf(
      sql`processes.priority_rank`,
      filter.priority?.map((name) => priorityRanks.get(name) ?? -1),
    ),
    ...(['channel', 'requestType', 'mode'] as const).map((field) => oneOf(dataField(field), filter[field])),
    momentIs(ctx, zone, filter.moment),
    text?.condition,
    filter.open === undefined ? undefined : filter.open ? isNull(processes.endedAt) : isNotNull(processes.endedAt),
    filter.trouble === true ? isNotNull(processes.trouble) : undefined,
  )
}
