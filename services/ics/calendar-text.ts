import ICAL from 'ical.js'

/** What a calendar does with it (RFC 5546): ask for an answer, take it out again, or only show it. */
export type IcsMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH'

export interface IcsPerson {
  readonly name: string
  readonly address: string
}

/** One meeting, as calendars know it. */
export interface IcsEvent {
  /** The same for ever. */
  readonly uid: string
  /** Grows with each new time. */
  readonly sequence: number
  readonly stampedAt: Date
  readonly startsAt: Date
  readonly endsAt: Date
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED'
  readonly summary: string
  readonly description: string
  /** Empty where nobody goes anywhere. */
  readonly location: string
  readonly url?: string
  /** Whom the answer goes to. */
  readonly organizer?: IcsPerson
  /** Whose answer is asked for. */
  readonly attendee?: IcsPerson
}

const utc = (at: Date): ICAL.Time => ICAL.Time.fromJSDate(at, true)

function addPerson(to: ICAL.Component, name: string, person: IcsPerson, parameters: Readonly<Record<string, string>>): void {
  const property = new ICAL.Property(name, to)
  if (person.name !== '') property.setParameter('cn', person.name)
  for (const [key, value] of Object.entries(parameters)) property.setParameter(key, value)
  property.setValue(`mailto:${person.address}`)
  to.addProperty(property)
}

function addEvent(calendar: ICAL.Component, method: IcsMethod, event: IcsEvent): void {
  const entry = new ICAL.Component('vevent', calendar)
  const values = {
    uid: event.uid,
    sequence: event.sequence,
    dtstamp: utc(event.stampedAt),
    dtstart: utc(event.startsAt),
    dtend: utc(event.endsAt),
    status: event.status,
    summary: event.summary,
    ...(event.description === '' ? {} : { description: event.description }),
    ...(event.location === '' ? {} : { location: event.location }),
    ...(event.url === undefined ? {} : { url: event.url }),
  }
  for (const [name, value] of Object.entries(values)) entry.addPropertyWithValue(name, value)
  if (event.organizer) addPerson(entry, 'organizer', event.organizer, {})
  const answer = { cutype: 'INDIVIDUAL', role: 'REQ-PARTICIPANT', partstat: 'NEEDS-ACTION', rsvp: method === 'REQUEST' ? 'TRUE' : 'FALSE' }
  if (event.attendee) addPerson(entry, 'attendee', event.attendee, answer)
  calendar.addSubcomponent(entry)
}

/**
 * Writes iCalendar (RFC 5545): times in UTC, so that no reader needs our zone's rules; no alarms, which are the reader's own.
 * @param name what a subscribed calendar is called; left out of letters
 */
export function calendarText(method: IcsMethod, events: readonly IcsEvent[], name?: string): string {
  const calendar = new ICAL.Component('vcalendar')
  const head = { version: '2.0', prodid: '-//Vekha//Visits//RU', calscale: 'GREGORIAN', method }
  for (const [key, value] of Object.entries(head)) calendar.addPropertyWithValue(key, value)
  if (name !== undefined) {
    calendar.addPropertyWithValue('name', name)
    calendar.addPropertyWithValue('x-wr-calname', name)
  }
  for (const event of events) addEvent(calendar, method, event)
  return `${calendar.toString()}\r\n`
}
