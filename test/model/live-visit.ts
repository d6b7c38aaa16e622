import type { Actor } from '../../domain/actor.ts'
import { isJsonObject } from '../../domain/json.ts'
import { visit } from '../../domain/visit.ts'
import { newId } from '../../db/id.ts'
import { beginVisit } from '../support/visits.ts'
import { booking, visitWalker, visitors } from '../workflows/visit-walk.ts'
import type { LiveKind } from './live-kind.ts'
import { createTimekeeper } from './promises.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'

const minuteMs = 60_000
/** A next visit is so far off that it meets no other one: what meets another is refused, which tests of bookings prove. */
const nextMs = 1_000 * 60 * minuteMs

export const liveVisit: LiveKind = {
  definition: visit,
  policies: (random) => visitWalker.policies(random),
  async hire({ ground, org, policies }) {
    const shared = {
      [visitors.analyst.id]: (await org.person('analyst')).actor,
      [visitors.trainer.id]: (await org.person('trainer')).actor,
      [visitors.manager.id]: (await org.person('manager')).actor,
      [visitors.admin.id]: (await org.person('admin')).actor,
      [visitors.line1.id]: (await org.person('support1')).actor,
      [visitors.tester.id]: (await org.person('tester')).actor,
    }
    const time = createTimekeeper({ calendar: russianCalendar, policies })
    return async (random) => {
      // Nobody is in two visits at once: each seed has representatives of its own.
      const staff = {
        ...shared,
        [visitors.rep.id]: (await org.person('rep')).actor,
        [visitors.otherRep.id]: (await org.person('rep')).actor,
      }
      const real = (actor: Actor): Actor => staff[actor.id] ?? actor
      const walks = new Map(Object.entries(staff).map(([name, { id }]) => [id, name]))
      const now = await ground.nowMs()
      // Half of them are nearly over, so that the clock ends them meanwhile.
      const overInMs = random.below(20) * 1_000
      const startsAt = random.chance(0.5)
        ? time.back(time.policy('visit.overdue'), now + overInMs) - 45 * minuteMs
        : now + random.pick([-20, 10, 90, 1_200]) * minuteMs
      const rep = real(visitors.rep)
      const form = booking(startsAt, random.pick(['remote', 'remote', 'inPerson']))
      const booked = { ...form, repId: rep.id, contactEmail: `${newId()}@apteka.example` }
      const { id } = await beginVisit(ground, org.ctx(rep, undefined, new Date(now)), booked)
      return {
        id,
        request(snapshot, at) {
          const known = { ...snapshot, assigneeId: walks.get(snapshot.assigneeId ?? '') ?? null }
          const { form: given, actor, inputHash: _, ...rest } = visitWalker.request(random, known, at, newId())
          if (!isJsonObject(given)) return { ...rest, form: given, actor: real(actor) }
          const assignee = staff[String(given['assigneeId'])]
          const { nextAt } = given
          return {
            ...rest,
            actor: real(actor),
            form: {
              ...given,
              ...(assignee ? { assigneeId: assignee.id } : {}),
              ...(typeof nextAt === 'string' ? { nextAt: new Date(Date.parse(nextAt) + nextMs).toISOString() } : {}),
            },
          }
        },
      }
    }
  },
  keepsBack: () => false,
  // Representatives see their own, analysts and trainers the remote ones, managers and administrators all.
  hides(actor, { assigneeId, data }) {
    if (actor.kind !== 'staff') return false
    const [role] = actor.roles
    if (role === 'rep') return assigneeId !== actor.id
    if (role === 'analyst' || role === 'trainer') return data['mode'] !== 'remote'
    return role !== 'manager' && role !== 'admin'
  },
}
