import { dayStart } from '../../domain/calendar/day-in.ts'
import { fewTimes } from '../../domain/calendar/few-times.ts'
import type { GuestTimes } from '../../domain/guest-page.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import { isRemote } from '../../domain/visit-actions.ts'
import { isAhead } from '../../domain/visit-states.ts'
import type { Visitor } from '../links/visitor.ts'
import { instantOf } from '../visit/data.ts'
import { freeTimes, slotOf } from '../visit/free-slots.ts'
import { meetingOf } from './meeting.ts'

const shown = 6
/** Half hours of a week and more: enough to choose several days from. */
const looked = 160

/**
 * A few times from the visit's own day on, and not before tomorrow, at which the representative is free, for a contact who asks for another one; none once the visit
 * has begun or ended. Nothing else of the representative's calendar is told.
 */
export function otherTimes(visitor: Visitor): Promise<GuestTimes> {
  const { ctx } = visitor
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { row, rules } = await meetingOf(tx, visitor)
    const { data, assigneeId: repId, contactId } = row
    const [startsAt, endsAt] = [instantOf(data['startsAt']), instantOf(data['endsAt'])]
    if (!isAhead(row.state) || repId === null || startsAt === null || endsAt === null) return { items: [] }
    const times = await freeTimes(tx, {
      tenantId: ctx.tenantId,
      repId,
      contactId,
      mode: isRemote(data) ? 'remote' : 'inPerson',
      durationMs: endsAt - startsAt,
      fromAt: Math.max(ctx.now.getTime() + dayMs, dayStart(rules.calendar.zone, startsAt)),
      limit: looked,
      // The time that it has is no other one.
      except: undefined,
    })
    return { items: fewTimes(times, rules.calendar.zone, shown).map(slotOf) }
  })
}
