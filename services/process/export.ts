import { setImmediate } from 'node:timers/promises'
import { and } from 'drizzle-orm'
import { stringify } from 'csv-stringify/sync'
import { displayValue } from '../../domain/display.ts'
import type { Reading } from '../../domain/display.ts'
import type { Label, Lang } from '../../domain/label.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import { partyLabels } from '../../domain/roles.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import { wallTime } from '../../domain/calendar/zone.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { Problem } from '../problem.ts'
import { staffOnly } from '../staff-only.ts'
import { isRowId } from './cursor.ts'
import { conditionsOf, exactUpTo } from './filter.ts'
import { countRows } from './list.ts'
import type { ListInput } from './list.ts'
import { listRow, rowColumns } from './list-row.ts'
import type { ProcessListRow } from './list-row.ts'
import { orderOf } from './sorts.ts'
import { matchText } from './text-match.ts'

// What is read at once is held at once; while lines are written everybody else waits.
const batchRows = 100
const rowsAtOnce = 20
// Excel of each country expects its own, and knows UTF-8 only by this mark.
const delimiters: Readonly<Record<Lang, string>> = { ru: ';', en: ',' }
const byteOrderMark = '\uFEFF'

interface Column {
  readonly label: Label
  value(row: ProcessListRow, local: (at: Date | null) => string, lang: Lang): string
}

const columns: readonly Column[] = [
  { label: { ru: 'Номер', en: 'Number' }, value: (row) => row.number },
  { label: { ru: 'Название', en: 'Title' }, value: (row) => row.title },
  { label: { ru: 'Состояние', en: 'State' }, value: (row) => row.stateLabel },
  { label: { ru: 'Ждёт', en: 'Waits for' }, value: (row, _, lang) => (row.waitsFor === null ? '' : partyLabels[row.waitsFor][lang]) },
  { label: { ru: 'Исполнитель', en: 'Assignee' }, value: (row) => row.assignee?.name ?? '' },
  { label: { ru: 'Срок', en: 'Due' }, value: (row, local) => local(row.dueAt) },
  { label: { ru: 'Создано', en: 'Started' }, value: (row, local) => local(row.startedAt) },
  { label: { ru: 'Изменено', en: 'Changed' }, value: (row, local) => local(row.changedAt) },
  { label: { ru: 'Завершено', en: 'Ended' }, value: (row, local) => local(row.endedAt) },
  { label: { ru: 'Почему ждёт', en: 'Why it waits' }, value: (row) => row.why },
]

/** `2026-11-20 12:05` on the organization's wall clock: what a spreadsheet takes for a date and sorts by. */
const localTime = (zone: string) => (at: Date | null) =>
  at === null ? '' : new Date(wallTime(zone, at.getTime())).toISOString().slice(0, 16).replace('T', ' ')

const csv = (rows: readonly (readonly string[])[], lang: Lang): string =>
  // A cell that begins like a formula would be run by the spreadsheet that opens the file.
  stringify(
    rows.map((row) => [...row]),
    { delimiter: delimiters[lang], record_delimiter: 'windows', quoted_match: /[\r\n]/, escape_formulas: true },
  )

function fileName(ctx: Ctx, definition: ProcessDefinition, zone: string): string {
  const date = new Date(Math.floor(wallTime(zone, ctx.now.getTime()) / dayMs) * dayMs).toISOString().slice(0, 10)
  return `${definition.pluralLabel[ctx.lang]} ${date}.csv`
}

const peopleFields = (definition: ProcessDefinition): string[] =>
  Object.entries(definition.data).flatMap(([name, field]) => (field.type === 'person' ? [name] : []))

async function* lines(ctx: Ctx, definition: ProcessDefinition, rules: OrganizationRules, input: ListInput): AsyncGenerator<string> {
  const { lang } = ctx
  const { zone } = rules.calendar
  const local = localTime(zone)
  const fields = Object.entries(definition.data)
  yield byteOrderMark + csv([[...columns.map((column) => column.label[lang]), ...fields.map(([, field]) => field.label[lang])]], lang)
  const order = orderOf(input.sort)
  const text = await ctx.db.tenantRead(ctx.tenantId, (tx) => matchText(tx, ctx, input.text))
  const where = conditionsOf(ctx, zone, input, text)
  let cursor: string | undefined
  do {
    const after = cursor === undefined ? undefined : order.after(cursor)
    // A transaction a batch: a slow reader of the file must not hold a connection.
    const { rows, names } = await ctx.db.tenantRead(ctx.tenantId, async (tx) => {
      const found = await tx
        .select({ ...rowColumns, data: processes.data, sortKey: order.key })
        .from(processes)
        .where(and(where, after))
        .orderBy(order.orderBy)
        .limit(batchRows)
      const people = found.flatMap((row) => peopleFields(definition).map((name) => row.data[name]))
      return {
        rows: found,
        names: await namesOf(tx, [
          ...found.map((row) => row.assigneeId),
          ...people.flatMap((id) => (typeof id === 'string' && isRowId(id) ? [id] : [])),
        ]),
      }
    })
    const reading: Reading = { lang, zone, nameOf: (id) => names.get(id) }
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const table = rows.slice(from, from + rowsAtOnce).map(({ data, sortKey: _, ...row }) => {
        const shown = listRow(ctx, rules, names, row)
        return [
          ...columns.map((column) => column.value(shown, local, lang)),
          ...fields.map(([name, field]) => displayValue(field, data[name], reading)),
        ]
      })
      yield csv(table, lang)
      await setImmediate()
    }
    const last = rows.length === batchRows ? rows.at(-1) : undefined
    cursor = last && order.cursorOf(last)
  } while (cursor !== undefined)
}

export interface ExportInput extends Omit<ListInput, 'cursor' | 'limit'> {
  readonly kind: string
}
export interface Export {
  readonly fileName: string
  readonly contentType: string
  /** The file's parts as they are read; ends early when the reader stops. */
  readonly parts: AsyncGenerator<string>
}

/**
 * The filtered list as CSV, every data field of the kind a column. Read in batches that continue each other, so a file
 * of any length takes the memory of one; a row changed meanwhile stands where the batch finds it.
 * @throws Problem BadInput, Forbidden, before the first part
 */
export async function exportProcesses({ ctx, input }: { readonly ctx: Ctx; readonly input: ExportInput }): Promise<Export> {
  staffOnly(ctx)
  const definition = definitionOf(input.kind)
  if (!definition) throw new Problem('BadInput', { ru: 'Такого процесса нет', en: 'There is no such process' })
  const rules = await ctx.db.tenantRead(ctx.tenantId, (tx) => organizationRules(tx, ctx.tenantId))
  conditionsOf(ctx, rules.calendar.zone, input, undefined)
  return {
    fileName: fileName(ctx, definition, rules.calendar.zone),
    contentType: 'text/csv; charset=utf-8',
    parts: lines(ctx, definition, rules, input),
  }
}

/**
 * The same file in one piece, for a caller that can't take it in parts.
 * @throws Problem TooLarge for a list of over 10,000 rows, and what `exportProcesses` throws
 */
export async function exportText({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: ExportInput
}): Promise<{ readonly fileName: string; readonly contentType: string; readonly text: string }> {
  const { parts, ...file } = await exportProcesses({ ctx, input })
  const { countIsMore } = await ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { calendar } = await organizationRules(tx, ctx.tenantId)
    return countRows(tx, conditionsOf(ctx, calendar.zone, input, await matchText(tx, ctx, input.text)))
  })
  if (countIsMore)
    throw new Problem('TooLarge', {
      ru: `В списке больше ${exactUpTo} строк. Скачайте его файлом или сузьте фильтр.`,
      en: `The list has over ${exactUpTo} rows. Download it as a file or narrow the filter.`,
    })
  let text = ''
  for await (const part of parts) text += part
  return { ...file, text }
}
