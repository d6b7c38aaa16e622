import { setImmediate } from 'node:timers/promises'
import { and } from 'drizzle-orm'
import type { Reading } from '../../domain/display.ts'
import type { ExportFormat } from '../../domain/export-formats.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import { dayIn } from '../../domain/calendar/day-in.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { namesOf } from '../people/names.ts'
import { Problem } from '../problem.ts'
import type { Cell, Table } from '../spreadsheet/cell.ts'
import { csvParts } from '../spreadsheet/csv.ts'
import { contentTypes, fileOf } from '../spreadsheet/file.ts'
import type { Export } from '../spreadsheet/file.ts'
import { staffOnly } from '../staff-only.ts'
import { isRowId } from '../cursor.ts'
import type { ExportColumn } from './export-columns.ts'
import { exportColumns, headsOf } from './export-columns.ts'
import { conditionsOf, exactUpTo } from './filter.ts'
import { countRows } from './list.ts'
import type { ListInput } from './list.ts'
import { listRow, rowColumns } from './list-row.ts'
import { orderOf } from './sorts.ts'
import { matchText } from './text-match.ts'

// What is read at once is held at once; while rows are written everybody else waits.
const batchRows = 100
const rowsAtOnce = 20

const peopleFields = (definition: ProcessDefinition): string[] =>
  Object.entries(definition.data).flatMap(([name, field]) => (field.type === 'person' ? [name] : []))

async function* rowsOf(
  ctx: Ctx,
  definition: ProcessDefinition,
  rules: OrganizationRules,
  columns: readonly ExportColumn[],
  input: ListInput,
): AsyncGenerator<Cell[][]> {
  const zone = readerZone(ctx, rules)
  const order = orderOf(input.sort, input.kind)
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
        .where(and(where, order.where, after))
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
    const reading: Reading = { lang: ctx.lang, zone, nameOf: (id) => names.get(id) }
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      yield rows.slice(from, from + rowsAtOnce).map(({ data, sortKey: _, ...row }) => {
        const exported = { row: listRow(ctx, rules, names, row), data }
        return columns.map((column) => column.cell(exported, reading))
      })
      await setImmediate()
    }
    const last = rows.length === batchRows ? rows.at(-1) : undefined
    cursor = last && order.cursorOf(last)
  } while (cursor !== undefined)
}

export interface ExportInput extends Omit<ListInput, 'cursor' | 'limit'> {
  readonly kind: string
}

/** The list as a table, and what its file is called without an ending. @throws Problem BadInput, Forbidden */
async function exportTable(ctx: Ctx, input: ExportInput): Promise<{ readonly table: Table; readonly name: string }> {
  staffOnly(ctx)
  const definition = definitionOf(input.kind)
  if (!definition) throw new Problem('BadInput', { ru: 'Такого процесса нет', en: 'There is no such process' })
  const rules = await ctx.db.tenantRead(ctx.tenantId, (tx) => organizationRules(tx, ctx.tenantId))
  const zone = readerZone(ctx, rules)
  conditionsOf(ctx, zone, input, undefined)
  orderOf(input.sort, input.kind)
  const columns = exportColumns(definition)
  const name = definition.pluralLabel[ctx.lang]
  const today = dayIn(zone, ctx.now.getTime())
  const rows = rowsOf(ctx, definition, rules, columns, input)
  return { table: { name, columns: headsOf(columns, { lang: ctx.lang, zone }), rows }, name: `${name} ${today}` }
}

/**
 * The filtered list as a file, every data field of the kind a column. Read in batches that continue each other, so a file
 * of any length takes the memory of one; a row changed meanwhile stands where the batch finds it.
 * @throws Problem BadInput, Forbidden, before the stream begins
 */
export async function exportProcesses({
  ctx,
  input,
  format,
}: {
  readonly ctx: Ctx
  readonly input: ExportInput
  readonly format: ExportFormat
}): Promise<Export> {
  const { table, name } = await exportTable(ctx, input)
  return fileOf(table, name, format, ctx.lang)
}

/**
 * The same as CSV in one piece, for a caller that can't take it in parts.
 * @throws Problem TooLarge for a list of over 10,000 rows, and what `exportProcesses` throws
 */
export async function exportText({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: ExportInput
}): Promise<{ readonly fileName: string; readonly contentType: string; readonly text: string }> {
  const { table, name } = await exportTable(ctx, input)
  const { countIsMore } = await ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rules = await organizationRules(tx, ctx.tenantId)
    return countRows(tx, conditionsOf(ctx, readerZone(ctx, rules), input, await matchText(tx, ctx, input.text)))
  })
  if (countIsMore)
    throw new Problem('TooLarge', {
      ru: `В списке больше ${exactUpTo} строк. Скачайте его файлом или сузьте фильтр.`,
      en: `The list has over ${exactUpTo} rows. Download it as a file or narrow the filter.`,
    })
  let text = ''
  for await (const part of csvParts(table, ctx.lang)) text += part
  return { fileName: `${name}.csv`, contentType: contentTypes.csv, text }
}
