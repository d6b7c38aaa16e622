import type { GuestSeat } from '../../domain/guest-page.ts'
import { formatRelativeDate } from '../../domain/text/relative-date.ts'
import type { VideoPort } from '../../connectors/video/port.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'
import { contactCame } from '../visit/contact-came.ts'
import { zonesOfVisit } from '../visit/zones.ts'
import { guestAct } from './act.ts'
import type { Guest } from './act.ts'
import { hasConsented } from './consent.ts'
import { isRoomOpen, meetingOf, roomKeyOf } from './meeting.ts'
import type { Meeting } from './meeting.ts'
import { seatsOf, takeSeat } from './seat.ts'

const refused = (ru: string, en: string): Problem => new Problem('Refused', { ru, en })

/** The time from which it is open is told by the contact's clock. */
async function checkOpen(tx: Tx, { row, rules, hours }: Meeting, { tenantId, now: at }: Ctx): Promise<{ readonly closesAt: number }> {
  const now = at.getTime()
  if (hours === null) throw refused('Эта встреча проходит очно', 'This meeting is held in person')
  if (isRoomOpen(row.state, hours.closesAt, hours.opensAt, now)) return hours
  if (row.state === 'planned') throw refused('Сначала подтвердите встречу', 'Confirm the meeting first')
  if (now >= hours.opensAt) throw refused('Встреча уже закончилась', 'The meeting is over')
  const whose = { repId: row.assigneeId, contactId: row.contactId }
  const { contactZone } = await zonesOfVisit(tx, tenantId, rules.calendar.zone, whose)
  throw refused(
    `Ещё рано: войти можно ${formatRelativeDate(hours.opensAt, now, contactZone, 'ru')}`,
    `Too early: you can join ${formatRelativeDate(hours.opensAt, now, contactZone, 'en')}`,
  )
}

/**
 * Lets a browser in, or keeps it in: the same request again is its heartbeat. Whoever comes in first starts the visit; the room
 * itself opens once the representative is there.
 * @throws Problem Refused outside the hours and without consent, NotConfirmed
 */
export async function enter({
  video,
  ...guest
}: Guest<{ readonly device: string }> & { readonly video: VideoPort | undefined }): Promise<GuestSeat> {
  const { visitor, input } = guest
  const { ctx } = visitor
  const now = ctx.now.getTime()
  const { row, seat, isRepIn, closesAt } = await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const meeting = await meetingOf(tx, visitor)
    const { closesAt: until } = await checkOpen(tx, meeting, ctx)
    if (!(await hasConsented(tx, visitor)))
      throw refused('Чтобы войти, нужно согласие на обработку данных', 'To join, agree to the processing of your data')
    const taken = await takeSeat(tx, visitor, meeting.row, input.device)
    if (taken === 'inside' && meeting.row.state === 'inProgress') await contactCame(tx, ctx, meeting.row.id)
    const reps = (await seatsOf(tx, { tenantId: ctx.tenantId, processId: meeting.row.id })).filter((one) => one.party === 'rep')
    return { row: meeting.row, seat: taken, isRepIn: reps.length > 0 || meeting.row.data['startedBy'] === 'rep', closesAt: until }
  })
  if (seat !== 'inside') return { seat, room: null }
  if (row.state === 'confirmed') await guestAct(guest, { action: 'join' })
  if (!isRepIn) return { seat, room: null }
  const url = video?.addressOf({ key: roomKeyOf(row), name: ctx.actor.name, moderator: false, now, closesAt }) ?? null
  return { seat, room: { url } }
}
