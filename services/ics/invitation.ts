import type { Lang } from '../../domain/label.ts'
import type { CalendarPart } from '../../connectors/mail/port.ts'
import type { DeliveryRow } from '../messages/channel.ts'
import { calendarText } from './calendar-text.ts'
import type { IcsMethod } from './calendar-text.ts'
import { visitUid } from './visit-uid.ts'

/** What each letter about a visit tells the contact's calendar; the others tell it nothing. */
const methods: { readonly [letter: string]: Exclude<IcsMethod, 'PUBLISH'> } = {
  'visit.invitation': 'REQUEST',
  'visit.moved': 'REQUEST',
  'visit.cancelled': 'CANCEL',
}

const words = {
  ru: { meeting: (name: string) => `Встреча: ${name}`, remote: 'Дистанционно, по ссылке из письма', who: 'С кем', number: 'Номер' },
  en: { meeting: (name: string) => `Meeting: ${name}`, remote: 'Remotely, by the link in the letter', who: 'With', number: 'Number' },
} as const

export interface VisitFacts {
  readonly id: string
  readonly number: string
  readonly lang: Lang
  readonly mode: string
  readonly address: string | null
  readonly repName: string | null
}

/** What a contact's calendar shows of a visit. The private link stays out: calendars are shared with others. */
export function contactEvent(visit: VisitFacts, organization: { readonly name: string; readonly supportAddress: string }) {
  const say = words[visit.lang]
  return {
    uid: visitUid(visit.id, organization.supportAddress),
    summary: say.meeting(organization.name),
    description: [...(visit.repName === null ? [] : [`${say.who}: ${visit.repName}`]), `${say.number}: ${visit.number}`].join('\n'),
    location: visit.mode === 'remote' ? say.remote : (visit.address ?? ''),
    // For whoever invites it stands, by whichever way it came there; that its contact has yet to answer is the attendee's to say.
    status: 'CONFIRMED',
    organizer: { name: organization.name, address: organization.supportAddress },
  } as const
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The calendar part of a letter about a visit, from what its row keeps; undefined for other letters. */
export function invitationOf(
  row: DeliveryRow,
  organization: { readonly name: string; readonly supportAddress: string },
): CalendarPart | undefined {
  const method = methods[row.template]
  const { processId, vars } = row
  const [startsAt, endsAt] = [vars['startsAt'], vars['endsAt']]
  if (processId === null || method === undefined || typeof startsAt !== 'number' || typeof endsAt !== 'number') return undefined
  const sequence = typeof vars['moves'] === 'number' ? vars['moves'] : 0
  const visit = {
    id: processId,
    number: text(vars['number']) ?? '',
    lang: row.lang,
    mode: text(vars['mode']) ?? '',
    address: text(vars['address']),
    repName: text(vars['repName']),
  }
  const content = calendarText(method, [
    {
      ...contactEvent(visit, organization),
      // RFC 5546 § 4.2.9: a cancellation is the next version of what it cancels.
      sequence: method === 'CANCEL' ? sequence + 1 : sequence,
      stampedAt: row.createdAt,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      ...(method === 'CANCEL' ? { status: 'CANCELLED' } : {}),
      attendee: { name: row.toName, address: row.toAddress },
    },
  ])
  return { method, content }
}
