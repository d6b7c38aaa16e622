import { calendarIn } from './calendar/calendar-data.ts'
import type { BusinessCalendar } from './calendar/calendar-data.ts'
import { workingDaysOf } from './calendar/working-days.ts'
import type { Span } from './calendar/working-days.ts'
import type { Label } from './label.ts'
import { inBothWeeks, weekOfHours } from './visit-hours.ts'
import { mode as modeField } from './visit-fields.ts'
import type { VisitMode } from './visit-fields.ts'

/** On what terms a contact may be visited: what they ask for, and what holds where they work. */
export interface VisitTerms {
  readonly onlyMode: VisitMode | null
  /** No visit is closer to another one than so many days. */
  readonly gapDays: number | null
  /** As `weekOfHours` reads them. */
  readonly hours: string | null
  /** Where they work; null where nobody knows. */
  readonly place: {
    readonly name: string
    /** Why it admits no representatives; null where it does. */
    readonly refusal: string | null
    readonly hours: string | null
  } | null
}

/**
 * When a contact can be visited: the working days of the organization that visits, by the contact's clock; where there are hours, those that
 * they ask for, and of a visit in person those of where they work, instead of the organization's own.
 */
export function visitedCalendar(
  calendar: BusinessCalendar,
  zone: string,
  terms: VisitTerms | undefined,
  mode: VisitMode,
): BusinessCalendar {
  const own = calendarIn(calendar, zone)
  const said = [terms?.hours, mode === 'inPerson' ? terms?.place?.hours : null]
  const weeks = said.flatMap((hours) => (hours ? (weekOfHours(hours) ?? []) : []))
  return weeks.length === 0 ? own : { ...own, week: weeks.reduce(inBothWeeks) }
}

/** Around a visit of a contact who asks for days between two: from when until when there is no other, in days of the calendar. */
export function keptApart(calendar: BusinessCalendar, { fromAt, toAt }: Span, gapDays: number): Span {
  const days = workingDaysOf(calendar)
  return { fromAt: days.day(days.dayAt(fromAt) - gapDays + 1).fromAt, toAt: days.day(days.dayAt(toAt - 1) + gapDays - 1).toAt }
}

/** A visit as terms are asked of it; instants are epoch milliseconds. */
export interface AskedVisit extends Span {
  readonly mode: VisitMode
  /** The contact's IANA zone. */
  readonly zone: string
}

const isIn = (hours: string, zone: string, { fromAt, toAt }: Span): boolean => {
  const week = weekOfHours(hours)
  if (week === undefined) return true
  const days = workingDaysOf({ zone, week, holidays: [], exceptions: {} })
  return days.day(days.dayAt(fromAt)).spans.some((span) => span.fromAt <= fromAt && toAt <= span.toAt)
}

const mend = {
  ru: 'Отметку снимают аналитик, тренер или руководитель: «Контакты», «Организации».',
  en: 'Analysts, trainers and managers take the mark off: “Contacts”, “Organizations”.',
} as const

/** A name that brings quotation marks of its own needs none. */
const inQuotes = (name: string): Label => (name.includes('«') ? { ru: name, en: name } : { ru: `«${name}»`, en: `“${name}”` })

const refusalOf = (placeName: string, refusal: string): Label => {
  const name = inQuotes(placeName)
  return {
    ru: `${name.ru} не принимает представителей: ${refusal}. ${mend.ru}`,
    en: `${name.en} admits no representatives: ${refusal}. ${mend.en}`,
  }
}

function otherWay(onlyMode: VisitMode | null, mode: VisitMode): Label | undefined {
  if (onlyMode === null || onlyMode === mode) return undefined
  const { label } = modeField.options[onlyMode === 'remote' ? 0 : 1]
  return {
    ru: `Контакт просит только так: ${label.ru.toLowerCase()}.`,
    en: `The contact asks for this alone: ${label.en.toLowerCase()}.`,
  }
}

/** What stands against a visit held in this way, at whatever time it is. */
export const againstAnyTime = ({ onlyMode, place }: VisitTerms, mode: VisitMode): Label | undefined =>
  place !== null && place.refusal !== null ? refusalOf(place.name, place.refusal) : otherWay(onlyMode, mode)

/**
 * Why a visit cannot be: the place admits no representatives, or not then. It is the place's own rule, which federal law 323-FZ
 * (art. 74) leaves to its administration: no reason of ours stands against it, so a booking is refused until whoever keeps the directory
 * hears otherwise there and says so, which is audited. Hours hold of visits in person: a remote one brings nobody to the door.
 */
export function refusedBy({ place }: VisitTerms, visit: AskedVisit): Label | undefined {
  if (place === null) return undefined
  const { name: placeName, refusal, hours } = place
  if (refusal !== null) return refusalOf(placeName, refusal)
  if (hours === null || visit.mode !== 'inPerson' || isIn(hours, visit.zone, visit)) return undefined
  const name = inQuotes(placeName)
  return {
    ru: `${name.ru} принимает представителей только в свои часы: ${hours}. Выберите другое время.`,
    en: `${name.en} admits representatives at its own hours alone: ${hours}. Choose another time.`,
  }
}

/** What the contact asks for and a visit would not keep to; whether another one is too near is for the caller to know. */
export function unwished({ onlyMode, hours, gapDays }: VisitTerms, visit: AskedVisit, isNear: boolean): readonly Label[] {
  const told: Label[] = []
  const other = otherWay(onlyMode, visit.mode)
  if (other) told.push(other)
  if (hours !== null && !isIn(hours, visit.zone, visit))
    told.push({ ru: `Контакт просит приходить в другие часы: ${hours}.`, en: `The contact asks for other hours: ${hours}.` })
  if (gapDays !== null && isNear)
    told.push({
      ru: `Контакт просит не чаще раза в ${gapDays} дн., рядом уже есть визит.`,
      en: `The contact asks for ${gapDays} days between visits, and another one is nearer.`,
    })
  return told
}
