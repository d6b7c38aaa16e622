import { isAhead } from '../../domain/visit-states.ts'
import type { Visitor } from '../links/visitor.ts'
import { calendarText } from '../ics/calendar-text.ts'
import { contactEvent } from '../ics/invitation.ts'
import { namesOf } from '../people/names.ts'
import { notFound } from '../problem.ts'
import { instantOf, textOf } from '../visit/data.ts'
import { meetingOf } from './meeting.ts'

/**
 * The meeting for the contact's own calendar (iCalendar), under the name that the invitation by mail gives it: both are one there, of one version and as certain.
 * @throws Problem NotFound once it has ended
 */
export function meetingCalendar(visitor: Visitor): Promise<string> {
  const { ctx } = visitor
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { row, rules } = await meetingOf(tx, visitor)
    const { id, number, data, assigneeId } = row
    const [startsAt, endsAt] = [instantOf(data['startsAt']), instantOf(data['endsAt'])]
    if (!isAhead(row.state) || startsAt === null || endsAt === null) throw notFound()
    const names = await namesOf(tx, [assigneeId])
    const visit = {
      ...{ id, number, lang: ctx.lang, mode: textOf(data['mode']), address: textOf(data['address']) || null },
      repName: (assigneeId === null ? undefined : names.get(assigneeId)) ?? null,
    }
    return calendarText('PUBLISH', [
      {
        ...contactEvent(visit, rules),
        sequence: Number(data['moves'] ?? 0),
        stampedAt: row.changedAt,
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
      },
    ])
  })
}
