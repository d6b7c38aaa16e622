import { displayValue } from '../../domain/display.ts'
import type { Reading } from '../../domain/display.ts'
import type { Field } from '../../domain/form.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { Label } from '../../domain/label.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { partyLabels } from '../../domain/roles.ts'
import { wallTime } from '../../domain/calendar/zone.ts'
import type { Cell, Column } from '../spreadsheet/cell.ts'
import type { ProcessListRow } from './list-row.ts'

/** One process as an exported row sees it. */
export interface ExportedRow {
  readonly row: ProcessListRow
  readonly data: JsonObject
}
export interface ExportColumn {
  readonly label: Label
  readonly width: number
  cell(exported: ExportedRow, reading: Reading): Cell
}

const instantWidth = 17
const widths: Readonly<Record<Field['type'], number>> = {
  text: 30,
  email: 28,
  phone: 19,
  choice: 18,
  integer: 12,
  money: 14,
  flag: 8,
  instant: instantWidth,
  person: 24,
  contact: 36,
  reference: 17,
  files: 10,
}

const instant = (at: Date | null, { zone }: Reading): Cell => (at === null ? null : { wallMs: wallTime(zone, at.getTime()) })

/** A field's value as a spreadsheet sorts and adds it up; what no longer fits its field is shown as it is. */
function fieldCell(field: Field, value: Json | undefined, reading: Reading): Cell {
  if (field.type === 'integer' && typeof value === 'number') return value
  if (field.type === 'money' && Number.isSafeInteger(value)) return { kopecks: Number(value) }
  if (field.type === 'files' && Array.isArray(value)) return value.length
  if (field.type === 'instant' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) return instant(new Date(value), reading)
  return displayValue(field, value, reading)
}

const common: readonly ExportColumn[] = [
  { label: { ru: 'Номер', en: 'Number' }, width: 17, cell: ({ row }) => row.number },
  { label: { ru: 'Название', en: 'Title' }, width: 48, cell: ({ row }) => row.title },
  { label: { ru: 'Состояние', en: 'State' }, width: 20, cell: ({ row }) => row.stateLabel },
  {
    label: { ru: 'Ждёт', en: 'Waits for' },
    width: 16,
    cell: ({ row }, { lang }) => (row.waitsFor === null ? null : partyLabels[row.waitsFor][lang]),
  },
  { label: { ru: 'Исполнитель', en: 'Assignee' }, width: 24, cell: ({ row }) => row.assignee?.name ?? null },
  { label: { ru: 'Срок', en: 'Due' }, width: instantWidth, cell: ({ row }, reading) => instant(row.dueAt, reading) },
  { label: { ru: 'Создано', en: 'Started' }, width: instantWidth, cell: ({ row }, reading) => instant(row.startedAt, reading) },
  { label: { ru: 'Изменено', en: 'Changed' }, width: instantWidth, cell: ({ row }, reading) => instant(row.changedAt, reading) },
  { label: { ru: 'Завершено', en: 'Ended' }, width: instantWidth, cell: ({ row }, reading) => instant(row.endedAt, reading) },
  { label: { ru: 'Почему ждёт', en: 'Why it waits' }, width: 40, cell: ({ row }) => row.why },
]

/** What every list has, then each data field of the kind. */
export const exportColumns = (definition: ProcessDefinition): readonly ExportColumn[] => [
  ...common,
  ...Object.entries(definition.data).map(([name, field]) => ({
    label: field.label,
    width: widths[field.type],
    cell: ({ data }: ExportedRow, reading: Reading) => fieldCell(field, data[name], reading),
  })),
]

/** The columns as their heads name them in the reader's language. */
export const headsOf = (columns: readonly ExportColumn[], { lang }: Pick<Reading, 'lang'>): readonly Column[] =>
  // Room for the filter's button beside the name.
  columns.map(({ label, width }) => ({ label: label[lang], width: Math.max(width, label[lang].length + 4) }))
