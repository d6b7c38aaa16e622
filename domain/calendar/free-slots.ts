import type { BusinessCalendar } from './calendar-data.ts'
import { minuteMs } from './local-date.ts'
import { isWorkedThrough, workingDaysOf } from './working-days.ts'
import type { Span } from './working-days.ts'
import { wallTime } from './zone.ts'

/** Between the starts that are proposed, by the wall clock. */
const stepMs = 30 * minuteMs
const farthestDays = 62

export interface SlotSearch {
  /** When the organization works, by the clock of whoever goes. */
  readonly calendar: BusinessCalendar
  /** The same by the clock of whoever is visited. */
  readonly visited: BusinessCalendar
  /** Times that one of the two has given away, in any order; may overlap. */
  readonly busy: readonly Span[]
  readonly durationMs: number
  /** No slot starts before; epoch milliseconds. */
  readonly fromAt: number
  readonly limit: number
}

const overlaps = (one: Span, other: Span): boolean => one.fromAt < other.toAt && one.toAt > other.fromAt

/**
 * The first free times from an instant on: in the working hours of both, each by their own clock, and apart from what is busy.
 * Fewer than asked for when two months hold no more, none where the working days of the two never meet.
 */
export function findFreeSlots({ calendar, visited, busy, durationMs, fromAt, limit }: SlotSearch): readonly Span[] {
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
        if (!held.some((one) => overlaps(one, slot)) && isWorkedThrough(visited, slot)) found.push(slot)
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
