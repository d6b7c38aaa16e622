import { importColumns } from '../../domain/contact-import.ts'
import type { ImportColumn } from '../../domain/contact-import.ts'
import type { Label } from '../../domain/label.ts'
import { placeKey } from '../contacts/place.ts'
import type { KnownPlace } from '../contacts/place.ts'
import type { Known, KnownContact } from './known.ts'
import type { ImportRow, RowProblem } from './read-rows.ts'

/** What becomes of a row. Empty cells leave what is known as it is. */
export interface PlannedRow extends ImportRow {
  readonly kind: 'new' | 'changed' | 'same'
  readonly contact: KnownContact | undefined
  /** The place that exists already; the row may name a new one. */
  readonly place: KnownPlace | undefined
  readonly changes: readonly ImportColumn[]
}
export interface ImportPlan {
  readonly rows: readonly PlannedRow[]
  readonly problems: readonly RowProblem[]
  /** Names of places that nobody has added yet. */
  readonly newPlaces: readonly string[]
}

const manyPeople: Label = {
  ru: 'Этот телефон у нескольких контактов. Добавьте в строку почту или впишите имя так, как в справочнике',
  en: 'Several contacts have this phone. Add an e-mail to the row or write the name as the directory has it',
}
const manyPlaces: Label = {
  ru: 'Организаций с таким названием несколько. Переименуйте их в справочнике, чтобы они отличались, или уберите название из строки',
  en: 'Several organizations have this name. Rename them in the directory so that they differ, or take the name out of the row',
}

type Found<T> = { readonly one: T | undefined } | { readonly problem: Label }

function personOf({ values }: ImportRow, known: Known): Found<KnownContact> {
  const byEmail = values.email === undefined ? undefined : known.byEmail.get(values.email)
  if (byEmail || values.phone === undefined) return { one: byEmail }
  // A shared phone with another's e-mail on it is another person.
  const sharing = (known.byPhone.get(values.phone) ?? []).filter((one) => values.email === undefined || one.email === null)
  if (sharing.length <= 1) return { one: sharing[0] }
  const named = sharing.filter((one) => placeKey(one.name) === placeKey(values.name))
  return named.length === 1 ? { one: named[0] } : { problem: manyPeople }
}

function placeOf({ organization }: ImportRow, person: KnownContact | undefined, known: Known): Found<KnownPlace> {
  const places = organization === undefined ? [] : (known.places.get(placeKey(organization)) ?? [])
  if (places.length <= 1) return { one: places[0] }
  const theirs = places.find(({ id }) => id === person?.contactOrganizationId)
  return theirs ? { one: theirs } : { problem: manyPlaces }
}

function changesOf({ values, organization }: ImportRow, person: KnownContact, place: KnownPlace | undefined): ImportColumn[] {
  const columns = importColumns.filter((column) => column !== 'organization')
  const told: ImportColumn[] = columns.filter((column) => values[column] !== undefined && values[column] !== person[column])
  const moves = organization !== undefined && (place === undefined || place.id !== person.contactOrganizationId)
  return moves ? [...told, 'organization'] : told
}

function planRow(row: ImportRow, known: Known): PlannedRow | RowProblem {
  const person = personOf(row, known)
  if ('problem' in person) return { row: row.row, column: 'phone', message: person.problem }
  const place = placeOf(row, person.one, known)
  if ('problem' in place) return { row: row.row, column: 'organization', message: place.problem }
  const changes = person.one ? changesOf(row, person.one, place.one) : []
  const kind = person.one === undefined ? 'new' : changes.length > 0 ? 'changed' : 'same'
  return { ...row, kind, contact: person.one, place: place.one, changes }
}

/** What the rows make of what is known: by e-mail, then by phone. */
export function planImport(rows: readonly ImportRow[], known: Known): ImportPlan {
  const planned: PlannedRow[] = []
  const problems: RowProblem[] = []
  const owners = new Map<string, number>()
  const places = new Map<string, string>()
  for (const row of rows) {
    const one = planRow(row, known)
    if (!('kind' in one)) {
      problems.push(one)
      continue
    }
    const owner = one.contact && owners.get(one.contact.id)
    if (owner !== undefined) {
      const message = {
        ru: `В справочнике это тот же контакт, что в строке ${owner}: оставьте одну из строк`,
        en: `The directory has this contact as the one of row ${owner}: keep one of the rows`,
      }
      problems.push({ row: one.row, column: one.values.email === undefined ? 'phone' : 'email', message })
      continue
    }
    if (one.contact) owners.set(one.contact.id, one.row)
    const { organization } = one
    if (organization !== undefined && !one.place && !places.has(placeKey(organization))) places.set(placeKey(organization), organization)
    planned.push(one)
  }
  return { rows: planned, problems, newPlaces: [...places.values()] }
}
