import { guestStage } from '../../domain/guest-page.ts'
import type { GuestPage } from '../../domain/guest-page.ts'
import { toldBy } from '../../domain/messages/ways.ts'
import { offersFor } from '../../domain/offers.ts'
import { isRemote } from '../../domain/visit-actions.ts'
import { visit } from '../../domain/visit.ts'
import { isAhead } from '../../domain/visit-states.ts'
import { asksOtherTime, wordsOfWish } from '../../domain/visit-wish.ts'
import type { Visitor } from '../links/visitor.ts'
import { comingTo } from '../coaching/people.ts'
import { chatOffer } from '../telegram/offer.ts'
import type { ChatDoor } from '../telegram/offer.ts'
import { namesOf } from '../people/names.ts'
import { snapshotOf } from '../process/snapshot-row.ts'
import { textOf } from '../visit/data.ts'
import { zonesOfVisit } from '../visit/zones.ts'
import { hasConsented } from './consent.ts'
import { isRoomOpen, meetingOf } from './meeting.ts'

const iso = (at: number): string => new Date(at).toISOString()

/** What the contact of a visit sees: when, where and with whom, and what may be done now; never goals, products, notes or the report. */
export async function readGuestPage(visitor: Visitor, door?: ChatDoor): Promise<GuestPage> {
  const { ctx } = visitor
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { row, rules, hours } = await meetingOf(tx, visitor)
    const { data, assigneeId } = row
    const now = ctx.now.getTime()
    const offers = offersFor(visit, snapshotOf(row), ctx.actor, now)
    const may = (action: string): boolean => offers.some((offer) => offer.action === action && offer.allowed)
    const { repZone } = await zonesOfVisit(tx, ctx.tenantId, rules.calendar.zone, { repId: assigneeId, contactId: row.contactId })
    const names = await namesOf(tx, [assigneeId])
    const observers = await comingTo(tx, row)
    const telegram = await chatOffer(tx, visitor, door)
    return {
      number: row.number,
      lang: ctx.lang,
      organization: { name: rules.name, supportAddress: rules.supportAddress },
      repZone,
      contactName: textOf(data['contactName']),
      toldBy: toldBy({ email: textOf(data['contactEmail']), phone: textOf(data['contactPhone']) }, telegram?.linked === true),
      telegram,
      repName: (assigneeId === null ? undefined : names.get(assigneeId)) ?? null,
      observers: observers.map(({ name }) => name),
      mode: hours === null ? 'inPerson' : 'remote',
      address: isRemote(data) ? null : textOf(data['address']) || null,
      startsAt: textOf(data['startsAt']),
      endsAt: textOf(data['endsAt']),
      stage: guestStage(row.state),
      room: hours === null ? null : { opensAt: iso(hours.opensAt), closesAt: iso(hours.closesAt) },
      now: ctx.now.toISOString(),
      may: {
        confirm: may('confirm'),
        decline: may('decline'),
        askOtherTime: may('askOtherTime'),
        enter: hours !== null && isRoomOpen(row.state, hours.closesAt, hours.opensAt, now),
        giveFeedback: may('feedback'),
      },
      wished: isAhead(row.state) && asksOtherTime(data) ? { startsAt: textOf(data['wishedAt']) || null, text: wordsOfWish(data) } : null,
      consented: await hasConsented(tx, visitor),
      rating: typeof data['rating'] === 'number' ? data['rating'] : null,
    }
  })
}
