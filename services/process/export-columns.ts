import { displayValue } from '../../domain/display.ts'
import type { Reading } from '../../domain/display.ts'
import type { Field } from '../../domain/form.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { Label } from '../../domain/label.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { partyLabels } from '../../domain/roles.ts'
import { wallTime } from '../../domain/calendar/zone.ts'
import { zoneCity } from '../../domain/zone-field.ts'
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
  /** Its cells are times, by the reader's clock. */
  readonly isTime?: boolean
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

const time = (of: (exported: ExportedRow) => Date | null): Omit<ExportColumn, 'label'> => ({
  width: instantWidth,
  isTime: true,
  cell: (exported, reading) => instant(of(exported), reading),
})

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
  { label: { ru: 'Срок', en: 'Due' }, ...time(({ row }) => row.dueAt) },
  { label: { ru: 'Создано', en: 'Started' }, ...time(({ row }) => row.startedAt) },
  { label: { ru: 'Изменено', en: 'Changed' }, ...time(({ row }) => row.changedAt) },
  { label: { ru: 'Завершено', en: 'Ended' }, ...time(({ row }) => row.endedAt) },
  { label: { ru: 'Почему ждёт', en: 'Why it waits' }, width: 40, cell: ({ row }) => row.why },
]

/** What every list has, then each data field of the kind. */
export const exportColumns = (definition: ProcessDefinition): readonly ExportColumn[] => [
  ...common,
  ...Object.entries(definition.data).map(([name, field]) => ({
    label: field.label,
    width: widths[field.type],
    isTime: field.type === 'instant',
    cell: ({ data }: ExportedRow, reading: Reading) => fieldCell(field, data[name], reading),
  })),
]

/** The columns as their heads name them in the reader's language; those of times say by which clock. */
export const headsOf = (columns: readonly ExportColumn[], { lang, zone }: Pick<Reading, 'lang' | 'zone'>): readonly Column[] =>
  columns.map(({ label, width, isTime }) => {
    const head = isTime ? `${label[lang]} (${zoneCity(zone, lang)})` : label[lang]
    // Room for the filter's button beside the name.
    return { label: head, width: Math.max(width, head.length + 4) }
  })
