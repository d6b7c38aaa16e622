import type { BusinessCalendar } from '../../../domain/calendar/business-calendar.ts'
import { atMoscowHour, dayMs, hourMs, isWorkday, minuteMs } from '../hours.ts'
import type { Staff } from '../people.ts'
import type { Random } from '../random.ts'
import type { VisitedContact } from './contacts.ts'
import { visitedContacts } from './contacts.ts'
import type { Slots } from './slots.ts'

/** How far a visit is told: what stands there waits for somebody. */
export type VisitStop = 'planned' | 'confirmed' | 'inProgress' | 'reportDue' | 'review'

export interface VisitPlan {
  readonly bookAt: number
  readonly startsAt: number
  readonly minutes: number
  readonly rep: Staff
  readonly contact: VisitedContact
  readonly mode: 'remote' | 'inPerson'
  readonly stop?: VisitStop
}

const daysAhead = 12
// What was held on the last days waits: for its report, for the manager.
const waiting = ['review', 'reportDue', 'review', 'review', 'reportDue'] as const

/** The visits of two months and the next days: on a working day each representative has `aDay` of them on average. */
export function planVisits(options: {
  readonly calendar: BusinessCalendar
  readonly random: Random
  readonly slots: Slots
  readonly reps: readonly Staff[]
  readonly now: number
  readonly days: number
  readonly aDay: number
}): readonly VisitPlan[] {
  const { calendar, random, slots, reps, now, days, aDay } = options
  const [first] = reps
  const plans: VisitPlan[] = []
  const plan = (rep: Staff, at: number, more: Partial<VisitPlan> = {}): void => {
    const contact = random.pick(visitedContacts)
    const startsAt = more.startsAt ?? slots.take(rep.id, contact.email, atMoscowHour(at, 0))
    if (startsAt === undefined) return
    const bookAt = Math.min(
      atMoscowHour(startsAt - random.whole(3, 8) * dayMs, random.between(9.2, 17.5)),
      now - random.between(2, 20) * hourMs,
    )
    const mode = random.chance(0.55) ? 'remote' : 'inPerson'
    plans.push({ bookAt, startsAt, minutes: random.pick([20, 30, 30, 45, 60]), rep, contact, mode, ...more })
  }
  for (const rep of reps) slots.keepDay(rep.id, now)
  for (let at = now - days * dayMs; at < now + daysAhead * dayMs; at += dayMs) {
    if (!isWorkday(calendar, at) || atMoscowHour(at, 0) === atMoscowHour(now, 0)) continue
    for (const rep of reps) if (random.chance(aDay)) plan(rep, at)
  }
  // One is going on whenever one looks.
  if (first) plan(first, now, { startsAt: now - 12 * minuteMs, minutes: 45, mode: 'remote', stop: 'inProgress' })
  const held = plans.filter(({ startsAt, stop }) => startsAt < now - hourMs && stop === undefined)
  const last = held.toSorted((a, b) => b.startsAt - a.startsAt).slice(0, waiting.length)
  return plans.map((one) => {
    const turn = last.indexOf(one)
    const stop = waiting[turn]
    if (stop !== undefined) return { ...one, stop }
    return one.startsAt > now && random.chance(0.35) ? { ...one, stop: 'planned' } : one
  })
}
