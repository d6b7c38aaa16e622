import ICAL from 'ical.js'
import type { ReadLetter } from '../intake/letter-reader.ts'

/** What somebody's calendar says to an invitation of ours (RFC 5546 § 3.2.3, § 3.2.7). */
export interface CalendarReply {
  readonly uid: string
  /** Of the invitation that is answered. */
  readonly sequence: number
  readonly answer: 'accepted' | 'declined' | 'tentative' | 'counter'
  /** What the person wrote beside it; empty when nothing. */
  readonly comment: string
  /** The start that a counter proposes. */
  readonly startsAt: Date | null
}

const maxBytes = 256 * 1024
const types = new Set(['text/calendar', 'application/ics'])
type Attachment = ReadLetter['attachments'][number]

/** A part of a letter that calendars read, not people. */
export const isCalendarPart = (part: Pick<Attachment, 'contentType'>): boolean => types.has(part.contentType)

const answers: { readonly [partstat: string]: CalendarReply['answer'] } = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
}

function calendarOf(text: string): ICAL.Component | undefined {
  try {
    return ICAL.Component.fromString(text)
  } catch {
    return undefined
  }
}

function replyOf(part: Attachment): CalendarReply | undefined {
  const calendar = part.content.length > maxBytes ? undefined : calendarOf(part.content.toString('utf8'))
  const event = calendar?.getFirstSubcomponent('vevent')
  if (!calendar || !event) return undefined
  const method = String(calendar.getFirstPropertyValue('method') ?? '').toUpperCase()
  const partstat = event.getFirstProperty('attendee')?.getFirstParameter('partstat') ?? ''
  const answer = method === 'COUNTER' ? 'counter' : method === 'REPLY' ? answers[partstat.toUpperCase()] : undefined
  if (answer === undefined) return undefined
  const start = event.getFirstPropertyValue('dtstart')
  const comment = event.getFirstPropertyValue('comment') ?? event.getFirstProperty('attendee')?.getFirstParameter('x-response-comment')
  return {
    uid: String(event.getFirstPropertyValue('uid') ?? ''),
    // Nobody need repeat what is 0 (RFC 5545 § 3.8.7.4).
    sequence: Number(event.getFirstPropertyValue('sequence') ?? 0),
    answer,
    comment: typeof comment === 'string' ? comment.trim() : '',
    startsAt: answer === 'counter' && start instanceof ICAL.Time ? start.toJSDate() : null,
  }
}

/** The calendar's answer in a letter; undefined when it has none that can be read. */
export const calendarReply = (letter: Pick<ReadLetter, 'attachments'>): CalendarReply | undefined =>
  letter.attachments
    .filter(isCalendarPart)
    .map(replyOf)
    .find((reply) => reply !== undefined)
