import { calendarIn } from './calendar/calendar-data.ts'
import type { BusinessCalendar } from './calendar/calendar-data.ts'
import { findFreeSlots, withWay } from './calendar/free-slots.ts'
import { isoDateOfDay } from './calendar/local-date.ts'
import { workingDaysOf } from './calendar/working-days.ts'
import type { Span } from './calendar/working-days.ts'
import { nextDay } from './spread-days.ts'
import type { VisitMode } from './visit-fields.ts'
import { keptApart, visitedCalendar } from './visit-terms.ts'
import type { VisitTerms } from './visit-terms.ts'

/** A target for which visits are left to book. */
export interface ShortTarget {
  readonly id: string
  readonly repId: string
  readonly contactId: string
  /** IANA zones of the contact and of the representative, where they are known. */
  readonly zone: string | undefined
  readonly repZone: string | undefined
  /** On what terms the contact may be visited; undefined where nobody asks for any. */
  readonly terms: VisitTerms | undefined
  readonly wanted: number
  readonly left: number
  /** Day numbers of the visits that count for it. */
  readonly days: readonly number[]
}

export interface ProposalSearch {
  readonly calendar: BusinessCalendar
  readonly mode: VisitMode
  /** The cycle, in day numbers of the organization's clock. */
  readonly cycle: { readonly fromDay: number; readonly toDay: number }
  /** No visit is proposed on an earlier day. */
  readonly earliestDay: number
  readonly durationMs: number
  /** What a representative needs between two of the proposed visits. */
  readonly wayMs: number
  readonly targets: readonly ShortTarget[]
  /** Times that a representative or a contact has given away, by their id. */
  readonly busy: ReadonlyMap<string, readonly Span[]>
  /** Visits of contacts that are over, from which the next one is kept apart where they ask for that, by contact. */
  readonly held: ReadonlyMap<string, readonly Span[]>
  /** How many more visits a contact agrees to in a month `2026-11`. */
  readonly budgetLeft: (contactId: string, month: string) => number
}

/**
 * Why no date is proposed: the cycle has no day left, both are never free, the contact agrees to no more visits or not to such ones, or
 * their place admits no representatives.
 */
export const noProposalReasons = ['day', 'time', 'budget', 'mode', 'refused'] as const
export type Proposal =
  | { readonly targetId: string; readonly slot: Span; readonly why: null }
  | { readonly targetId: string; readonly slot: null; readonly why: (typeof noProposalReasons)[number] }

const monthOf = (day: number): string => isoDateOfDay(day).slice(0, 7)

function* phases(targets: readonly ShortTarget[]): Generator<readonly [ShortTarget, number]> {
  const all = new Map<string, number>()
  for (const { repId } of targets) all.set(repId, (all.get(repId) ?? 0) + 1)
  const seen = new Map<string, number>()
  for (const target of targets) {
    const at = seen.get(target.repId) ?? 0
    seen.set(target.repId, at + 1)
    yield [target, at / (all.get(target.repId) ?? 1)]
  }
}

/**
 * The next visit of each target: spread over what is left of the cycle, at a time when the representative and the contact are
 * both free, also of each other's proposals, and within what the contact agrees to.
 */
export function proposeVisits(search: ProposalSearch): readonly Proposal[] {
  const { calendar, cycle, durationMs, wayMs } = search
  const days = workingDaysOf(calendar)
  const fromDay = Math.max(cycle.fromDay, search.earliestDay)
  const given = new Map<string, Span[]>([...search.busy].map(([id, spans]) => [id, [...spans]]))
  const spent = new Map<string, number>()
  // What is counted from a calendar is kept with it: one a zone.
  const calendars = new Map<string, BusinessCalendar>()
  const byClockOf = (zone: string | undefined): BusinessCalendar => {
    const known = calendars.get(zone ?? calendar.zone) ?? calendarIn(calendar, zone)
    calendars.set(known.zone, known)
    return known
  }
  const give = (id: string, span: Span): void => void given.set(id, [...(given.get(id) ?? []), span])

  const proposalOf = (target: ShortTarget, phase: number): Proposal => {
    const { id: targetId, repId, contactId, terms } = target
    if (terms?.place?.refusal) return { targetId, slot: null, why: 'refused' }
    if (terms?.onlyMode && terms.onlyMode !== search.mode) return { targetId, slot: null, why: 'mode' }
    const idealDays = Math.floor((cycle.toDay - cycle.fromDay + 1) / target.wanted)
    const day = nextDay({ fromDay, toDay: cycle.toDay, taken: target.days, left: target.left, idealDays, phase })
    if (day === undefined) return { targetId, slot: null, why: 'day' }
    const gapDays = terms?.gapDays ?? 0
    const ofContact = given.get(contactId) ?? []
    const near = gapDays === 0 ? [] : [...ofContact, ...(search.held.get(contactId) ?? [])]
    const apart = near.map((one) => keptApart(calendar, one, gapDays))
    const busy = [...(given.get(repId) ?? []), ...ofContact, ...apart]
    const own = byClockOf(target.repZone)
    const zone = target.zone ?? target.repZone ?? calendar.zone
    const visited = visitedCalendar(byClockOf(zone), zone, terms, search.mode)
    let why: 'time' | 'budget' = 'time'
    // Where nothing is free from the best day on, any day is better than none.
    for (const start of [day, fromDay])
      for (let from = start; from <= cycle.toDay;) {
        const [slot] = findFreeSlots({ calendar: own, visited, busy, durationMs, fromAt: days.day(from).fromAt, limit: 1 })
        const slotDay = slot === undefined ? Infinity : days.dayAt(slot.fromAt)
        if (slot === undefined || slotDay > cycle.toDay) break
        const month = monthOf(slotDay)
        const key = `${contactId} ${month}`
        if (search.budgetLeft(contactId, month) > (spent.get(key) ?? 0)) {
          spent.set(key, (spent.get(key) ?? 0) + 1)
          give(repId, withWay(slot, wayMs))
          give(contactId, slot)
          return { targetId, slot, why: null }
        }
        why = 'budget'
        for (from = slotDay; monthOf(from) === month;) from += 1
      }
    return { targetId, slot: null, why }
  }
  return [...phases(search.targets)].map(([target, phase]) => proposalOf(target, phase))
}
