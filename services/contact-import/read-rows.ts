import { importColumns, modeOf, zoneOf } from '../../domain/contact-import.ts'
import type { ImportColumn, ImportMapping } from '../../domain/contact-import.ts'
import { contactForm, contactOrganizationForm } from '../../domain/directory.ts'
import { checkForm } from '../../domain/form.ts'
import type { FormValues } from '../../domain/form.ts'
import type { Label, Lang } from '../../domain/label.ts'
import { weekOfHours, wrongHours } from '../../domain/visit-hours.ts'
import type { TextTable } from '../spreadsheet/read-table.ts'

/** One thing wrong with a row, in words that say what to do. */
export interface RowProblem {
  /** As the spreadsheet numbers it. */
  readonly row: number
  readonly column: ImportColumn
  readonly message: Label
}
export interface ImportRow {
  readonly row: number
  readonly values: FormValues<typeof contactForm>
  readonly organization: string | undefined
}

const placeName = { name: { ...contactOrganizationForm.name, optional: true } } as const
const unknownZone: Label = {
  ru: 'Такого города в списке нет. Напишите ближайший крупный город или пояс: Москва, Омск, МСК+3',
  en: 'This city is not in the list. Write the nearest large city or the zone: Moscow, Omsk, MSK+3',
}
const unknownMode: Label = {
  ru: 'Напишите «дистанционно» или «очно», или оставьте ячейку пустой',
  en: 'Write “remote” or “in person”, or leave the cell empty',
}
const nobody: Label = {
  ru: 'Укажите почту или телефон: по ним контакт находят, когда загружают снова',
  en: 'State an e-mail or a phone: the contact is found by them when a file is uploaded again',
}
const noName: Label = { ru: 'Укажите имя', en: 'State the name' }
const isColumn = (name: string): name is ImportColumn => importColumns.some((column) => column === name)

function readRow(
  { number: row, cells }: TextTable['rows'][number],
  mapping: ImportMapping,
  language: Lang,
): { readonly read: ImportRow | undefined; readonly problems: readonly RowProblem[] } {
  const cell = (column: ImportColumn): string => cells[mapping[column] ?? -1]?.trim() ?? ''
  const zoneText = cell('zone')
  const zone = zoneText === '' ? '' : zoneOf(zoneText)
  const modeText = cell('onlyMode')
  const onlyMode = modeText === '' ? '' : modeOf(modeText)
  const visitHours = cell('visitHours')
  const form = {
    ...{ name: cell('name'), email: cell('email'), phone: cell('phone'), position: cell('position'), zone: zone ?? '', language },
    ...{ onlyMode: onlyMode ?? '', gapDays: cell('gapDays') === '' ? '' : Number(cell('gapDays')), visitHours },
  }
  const person = checkForm(contactForm, form)
  const place = checkForm(placeName, { name: cell('organization') })
  const problems: RowProblem[] = []
  if (form.name === '') problems.push({ row, column: 'name', message: noName })
  else if (form.email === '' && form.phone === '') problems.push({ row, column: 'email', message: nobody })
  if (zone === undefined) problems.push({ row, column: 'zone', message: unknownZone })
  if (onlyMode === undefined) problems.push({ row, column: 'onlyMode', message: unknownMode })
  if (visitHours !== '' && weekOfHours(visitHours) === undefined) problems.push({ row, column: 'visitHours', message: wrongHours })
  if (!person.ok)
    for (const { field, message } of person.problems)
      if (isColumn(field) && !(field === 'name' && form.name === '')) problems.push({ row, column: field, message })
  if (!place.ok) for (const { message } of place.problems) problems.push({ row, column: 'organization', message })
  const read = person.ok && place.ok && problems.length === 0 ? { row, values: person.value, organization: place.value.name } : undefined
  return { read, problems }
}

function twice(rows: readonly ImportRow[]): RowProblem[] {
  const emails = new Map<string, number>()
  const phones = new Map<string, { readonly row: number; readonly byEmail: boolean }>()
  const problems: RowProblem[] = []
  const same = (row: number, column: ImportColumn, other: number): void => {
    const message = {
      ru: `Тот же контакт, что в строке ${other}: оставьте одну из строк`,
      en: `The same contact as in row ${other}: keep one of the rows`,
    }
    problems.push({ row, column, message })
  }
  for (const { row, values } of rows) {
    const { email, phone } = values
    const [byEmail, byPhone] = [emails.get(email ?? ''), phones.get(phone ?? '')]
    if (byEmail !== undefined) same(row, 'email', byEmail)
    // Several people of one place share a phone; one who has nothing else is told by it.
    else if (byPhone && (email === undefined || !byPhone.byEmail)) same(row, 'phone', byPhone.row)
    if (email !== undefined) emails.set(email, row)
    if (phone !== undefined && !byPhone) phones.set(phone, { row, byEmail: email !== undefined })
  }
  return problems
}

/** Every row of the table as a contact, and everything wrong with them at once, in the order of the rows. */
export function readRows(
  { rows }: TextTable,
  mapping: ImportMapping,
  language: Lang,
): { readonly rows: readonly ImportRow[]; readonly problems: readonly RowProblem[] } {
  const read = rows.map((row) => readRow(row, mapping, language))
  const good = read.flatMap((one) => one.read ?? [])
  const problems = [...read.flatMap((one) => one.problems), ...twice(good)]
  return { rows: good, problems: problems.toSorted((a, b) => a.row - b.row) }
}
