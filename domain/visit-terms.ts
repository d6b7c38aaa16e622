import { calendarIn } from './calendar/calendar-data.ts'
import type { BusinessCalendar } from './calendar/calendar-data.ts'
import { isWorkedThrough, workingDaysOf } from './calendar/working-days.ts'
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

/** The first and the last day on which a visit is too near to one of these days for a contact who asks for days between two. */
export const tooNear = (firstDay: number, lastDay: number, gapDays: number): readonly [number, number] => [
  firstDay - gapDays + 1,
  lastDay + gapDays - 1,
]

/** Around a visit of such a contact: from when until when there is no other, in days of the calendar. */
export function keptApart(calendar: BusinessCalendar, { fromAt, toAt }: Span, gapDays: number): Span {
  const days = workingDaysOf(calendar)
  const [first, last] = tooNear(days.dayAt(fromAt), days.dayAt(toAt - 1), gapDays)
  return { fromAt: days.day(first).fromAt, toAt: days.day(last).toAt }
}

/** A visit as terms are asked of it; instants are epoch milliseconds. */
export interface AskedVisit extends Span {
  readonly mode: VisitMode
  /** The contact's IANA zone. */
  readonly zone: string
}

const isIn = (hours: string, { zone, ...asked }: AskedVisit): boolean => {
  const week = weekOfHours(hours)
  return week === undefined || isWorkedThrough({ zone, week, holidays: [], exceptions: {} }, asked)
}

const mend = {
  ru: 'Отметку снимают аналитик, тренер или руководитель: «Контакты», «Организации».',
  en: 'Analysts, trainers and managers take the mark off: “Contacts”, “Organizations”.',
} as const

/** A name that brings quotation marks of its own needs none. */
const inQuotes = (name: string): Label => (name.includes('«') ? { ru: name, en: name } : { ru: `«${name}»`, en: `“${name}”` })

function closedDoor({ place }: VisitTerms): Label | undefined {
  if (place === null || place.refusal === null) return undefined
  const name = inQuotes(place.name)
  return {
    ru: `${name.ru} не принимает представителей: ${place.refusal}. ${mend.ru}`,
    en: `${name.en} admits no representatives: ${place.refusal}. ${mend.en}`,
  }
}

function otherWay({ onlyMode }: VisitTerms, mode: VisitMode): Label | undefined {
  const asked = onlyMode === mode ? undefined : modeField.options.find(({ value }) => value === onlyMode)
  return (
    asked && {
      ru: `Контакт просит только так: ${asked.label.ru.toLowerCase()}.`,
      en: `The contact asks for this alone: ${asked.label.en.toLowerCase()}.`,
    }
  )
}

/** What stands against a visit held in this way, at whatever time it is. */
export const againstAnyTime = (terms: VisitTerms, mode: VisitMode): Label | undefined => closedDoor(terms) ?? otherWay(terms, mode)

/**
 * Why a visit cannot be: the place admits no representatives, or not then. It is the place's own rule, which federal law 323-FZ
 * (art. 74) leaves to its administration: no reason of ours stands against it, so a booking is refused until whoever keeps the directory
 * hears otherwise there and says so, which is audited. Hours hold of visits in person: a remote one brings nobody to the door.
 */
export function refusedBy(terms: VisitTerms, visit: AskedVisit): Label | undefined {
  const closed = closedDoor(terms)
  if (closed || terms.place === null) return closed
  const { name: placeName, hours } = terms.place
  if (hours === null || visit.mode !== 'inPerson' || isIn(hours, visit)) return undefined
  const name = inQuotes(placeName)
  return {
    ru: `${name.ru} принимает представителей только в свои часы: ${hours}. Выберите другое время.`,
    en: `${name.en} admits representatives at its own hours alone: ${hours}. Choose another time.`,
  }
}

/** What the contact asks for and a visit would not keep to; whether another one is too near is for the caller to know. */
export function unwished(terms: VisitTerms, visit: AskedVisit, isNear: boolean): readonly Label[] {
  const { hours, gapDays } = terms
  const other = otherWay(terms, visit.mode)
  const told = other ? [other] : []
  if (hours !== null && !isIn(hours, visit))
    told.push({ ru: `Контакт просит приходить в другие часы: ${hours}.`, en: `The contact asks for other hours: ${hours}.` })
  if (gapDays !== null && isNear)
    told.push({
      ru: `Контакт просит не чаще раза в ${gapDays} дн., рядом уже есть визит.`,
      en: `The contact asks for ${gapDays} days between visits, and another one is nearer.`,
    })
  return told
}
