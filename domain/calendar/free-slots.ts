import type { BusinessCalendar } from './calendar-data.ts'
import { dayMs, minuteMs } from './local-date.ts'
import { workingDaysOf } from './working-days.ts'
import type { Span } from './working-days.ts'
import { wallTime } from './zone.ts'

/** Between the starts that are proposed, by the wall clock. */
const stepMs = 30 * minuteMs
const farthestDays = 62
/** Nobody is proposed a time in their own night: minutes of the day. */
const awake = { fromMinute: 8 * 60, toMinute: 20 * 60 } as const

export interface SlotSearch {
  /** When the organization works, in the zone of whoever goes. */
  readonly calendar: BusinessCalendar
  /** Times that one of the two has given away, in any order; may overlap. */
  readonly busy: readonly Span[]
  /** IANA zone of whoever is visited, where it is known. */
  readonly visitedZone: string | undefined
  readonly durationMs: number
  /** No slot starts before; epoch milliseconds. */
  readonly fromAt: number
  readonly limit: number
}

const overlaps = (one: Span, other: Span): boolean => one.fromAt < other.toAt && one.toAt > other.fromAt

function isInTheirDay({ fromAt, toAt }: Span, zone: string | undefined): boolean {
  if (zone === undefined) return true
  const [from, to] = [wallTime(zone, fromAt), wallTime(zone, toAt)]
  const midnight = Math.floor(from / dayMs) * dayMs
  return from >= midnight + awake.fromMinute * minuteMs && to <= midnight + awake.toMinute * minuteMs
}

/**
 * The first free times from an instant on: inside working hours, apart from what is busy, and in the day of whoever is visited.
 * Fewer than asked for when two months hold no more.
 */
export function findFreeSlots({ calendar, busy, visitedZone, durationMs, fromAt, limit }: SlotSearch): readonly Span[] {
  const days = workingDaysOf(calendar)
  const first = days.dayAt(fromAt)
  const found: Span[] = []
  for (let day = first; day < first + farthestDays; day += 1) {
    for (const span of days.day(day).spans) {
      const held = busy.filter((one) => overlaps(one, span))
      for (
        let startAt = nextStep(calendar.zone, Math.max(span.fromAt, fromAt), span);
        startAt + durationMs <= span.toAt;
        startAt += stepMs
      ) {
        if (found.length === limit) return found
        const slot = { fromAt: startAt, toAt: startAt + durationMs }
        if (!held.some((one) => overlaps(one, slot)) && isInTheirDay(slot, visitedZone)) found.push(slot)
      }
    }
  }
  return found
}

/** The opening itself, or the next half hour that the wall clock shows. */
function nextStep(zone: string, at: number, { fromAt }: Span): number {
  if (at === fromAt) return at
  const late = wallTime(zone, at) % stepMs
  return late === 0 ? at : at + stepMs - late
}

/** What is busy, longer by the way there and back. */
export const withWay = (busy: Span, wayMs: number): Span => ({ fromAt: busy.fromAt - wayMs, toAt: busy.toAt + wayMs })
