import { zoneOfCity } from './city-zones.ts'
import { contactForm } from './directory.ts'
import type { Label } from './label.ts'
import { visitModes } from './visit-fields.ts'
import type { VisitMode } from './visit-fields.ts'

/** What a column of a table of contacts may hold. */
export const importColumns = [
  ...(['name', 'email', 'phone', 'organization', 'position', 'zone'] as const),
  ...(['onlyMode', 'gapDays', 'visitHours'] as const),
] as const
export type ImportColumn = (typeof importColumns)[number]

/** Which column of the table, from zero, holds what; null for what the table does not have. */
export type ImportMapping = { readonly [column in ImportColumn]: number | null }

export const importColumnLabels = {
  name: contactForm.name.label,
  email: contactForm.email.label,
  phone: contactForm.phone.label,
  organization: { ru: 'Организация', en: 'Organization' },
  position: contactForm.position.label,
  zone: { ru: 'Город или часовой пояс', en: 'City or time zone' },
  onlyMode: contactForm.onlyMode.label,
  gapDays: contactForm.gapDays.label,
  visitHours: contactForm.visitHours.label,
} as const satisfies Record<ImportColumn, Label>

/** By the head's words, in lower case and with е for ё. The first column that fits is taken. */
const heads: Readonly<Record<ImportColumn, RegExp>> = {
  email: /почта|e-?mail|^мейл|^имейл/,
  phone: /телефон|^тел\b|^тел\.|мобильн|phone|mobile/,
  organization: /организац|компани|учрежден|место работы|аптека|клиника|organi[sz]ation|company|employer/,
  position: /должност|специальност|position|job|title|speciality|specialty/,
  zone: /город|пояс|зона|^city|zone/,
  onlyMode: /только|как проход|only|mode/,
  gapDays: /не чаще|дней|between|days|often/,
  visitHours: /часы|^когда|hours|^when/,
  name: /^имя|фио|ф\. ?и\. ?о|контакт|name|contact/,
}
/** The words of a name stand in other heads too: it takes what these leave. */
const guessed = [...importColumns.filter((column) => column !== 'name'), 'name'] as const

/** Which column is likely what, by the words in the head of the table. */
export function guessMapping(head: readonly string[]): ImportMapping {
  const words = head.map((cell) => cell.trim().toLowerCase().replaceAll('ё', 'е'))
  const taken = new Set<number>()
  const found: Record<ImportColumn, number | null> = {
    name: null,
    email: null,
    phone: null,
    organization: null,
    position: null,
    zone: null,
    onlyMode: null,
    gapDays: null,
    visitHours: null,
  }
  for (const column of guessed) {
    const at = words.findIndex((word, index) => !taken.has(index) && heads[column].test(word))
    if (at < 0) continue
    found[column] = at
    taken.add(at)
  }
  return found
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll('ё', 'е').replaceAll('-', '−')

/** The zone somebody wrote: its name, its city, `МСК+2`, or a large city that lies in it. Undefined when there is none such. */
export function zoneOf(text: string): string | undefined {
  const asked = plain(text)
  const own = contactForm.zone.options.find(({ value, label }) =>
    [value, ...label.ru.split(', '), ...label.en.split(', ')].some((one) => plain(one) === asked),
  )
  return own?.value ?? zoneOfCity(text)
}

const modeWords: Readonly<Record<VisitMode, RegExp>> = {
  remote: /дистанц|удал[её]нн|онлайн|remote|online/i,
  inPerson: /очн|лично|в кабинете|in person|in-person|face to face/i,
}

/** The way somebody wrote in which a contact agrees to visits alone. Undefined when it is none, or both. */
export function modeOf(text: string): VisitMode | undefined {
  const said = visitModes.filter((mode) => modeWords[mode].test(text))
  return said.length === 1 ? said[0] : undefined
}
