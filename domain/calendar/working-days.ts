import type { BusinessCalendar, DayException, WorkInterval } from './calendar-data.ts'
import { checkCalendar } from './check-calendar.ts'
import { dayMs, isoDateOfDay, minuteMs, weekdayOfDay, weekdays } from './local-date.ts'
import { instantOfWallTime, wallTime } from './zone.ts'

const shorterByMinutes = 60
const maxCachedDays = 20_000

export interface Span {
  readonly fromAt: number
  readonly toAt: number
}

/** One date of a calendar in instants: `[fromAt, toAt)`, its spans in order and apart. */
export interface WorkingDay extends Span {
  readonly working: boolean
  readonly spans: readonly Span[]
}

/** A calendar made ready for counting. */
export interface WorkingDays {
  /** The number of the local date an instant falls on. */
  dayAt(at: number): number
  day(dayNumber: number): WorkingDay
  readonly standardDayMs: number
}

const minutesOf = (intervals: readonly WorkInterval[]): number =>
  intervals.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0)

function shorten(intervals: readonly WorkInterval[]): readonly WorkInterval[] {
  let restMinutes = minutesOf(intervals) - shorterByMinutes
  const kept: WorkInterval[] = []
  for (const { fromMinute, toMinute } of intervals) {
    const minutes = Math.min(toMinute - fromMinute, restMinutes)
    if (minutes > 0) kept.push({ fromMinute, toMinute: fromMinute + minutes })
    restMinutes -= minutes
  }
  return kept
}

/** The working weekday most common by its length; the longer one of two equally common. */
function standardIntervals(calendar: BusinessCalendar): readonly WorkInterval[] {
  const counts = new Map<number, number>()
  const working = weekdays.map((day) => calendar.week[day]).filter((intervals) => intervals.length > 0)
  for (const intervals of working) {
    counts.set(minutesOf(intervals), (counts.get(minutesOf(intervals)) ?? 0) + 1)
  }
  const rank = (intervals: readonly WorkInterval[]): number => (counts.get(minutesOf(intervals)) ?? 0) * 10_000 + minutesOf(intervals)
  return working.reduce((best, intervals) => (rank(intervals) > rank(best) ? intervals : best), working[0] ?? [])
}

function prepare(calendar: BusinessCalendar): WorkingDays {
  const problems = checkCalendar(calendar)
  if (problems.length > 0) {
    const list = problems.map(({ path, message }) => `${path}: ${message.en}`).join('; ')
    throw new Error(`The business calendar cannot be counted by. ${list}`)
  }
  const { zone } = calendar
  const standard = standardIntervals(calendar)
  const exceptions = new Map(Object.entries(calendar.exceptions))
  const holidays = new Set(calendar.holidays)
  const cache = new Map<number, WorkingDay>()

  const intervalsOf = (dayNumber: number): readonly WorkInterval[] => {
    const date = isoDateOfDay(dayNumber)
    const usual = calendar.week[weekdayOfDay(dayNumber)]
    const exception: DayException | undefined = exceptions.get(date) ?? (holidays.has(date.slice(-5)) ? { kind: 'off' } : undefined)
    if (!exception) return usual
    if (exception.kind === 'off') return []
    if (exception.intervals) return exception.intervals
    const full = usual.length > 0 ? usual : standard
    return exception.kind === 'short' ? shorten(full) : full
  }

  const compute = (dayNumber: number): WorkingDay => {
    const instant = (minute: number): number => instantOfWallTime(zone, dayNumber * dayMs + minute * minuteMs)
    const intervals = intervalsOf(dayNumber)
    const spans: Span[] = []
    for (const { fromMinute, toMinute } of intervals) {
      const span = { fromAt: instant(fromMinute), toAt: instant(toMinute) }
      // An interval that lies in an hour skipped in spring has no length.
      if (span.fromAt < span.toAt) spans.push(span)
    }
    return { fromAt: instant(0), toAt: instant(1440), working: spans.length > 0, spans }
  }

  const day = (dayNumber: number): WorkingDay => {
    const known = cache.get(dayNumber)
    if (known) return known
    const made = compute(dayNumber)
    if (cache.size >= maxCachedDays) cache.clear()
    cache.set(dayNumber, made)
    return made
  }

  return {
    day,
    // Where the clock goes back over midnight the old date comes again, but its day has ended.
    dayAt(at) {
      const shown = Math.floor(wallTime(zone, at) / dayMs)
      return at < day(shown).toAt ? shown : shown + 1
    },
    standardDayMs: minutesOf(standard) * minuteMs,
  }
}

const prepared = new WeakMap<BusinessCalendar, WorkingDays>()

/**
 * The calendar ready for counting; kept for as long as the calendar object lives.
 * @throws Error that lists what `checkCalendar` found
 */
export function workingDaysOf(calendar: BusinessCalendar): WorkingDays {
  const known = prepared.get(calendar)
  if (known) return known
  const made = prepare(calendar)
  prepared.set(calendar, made)
  return made
}

/** Whether the whole of a span lies in one stretch of working time. */
export function isWorkedThrough(calendar: BusinessCalendar, { fromAt, toAt }: Span): boolean {
  const days = workingDaysOf(calendar)
  return days.day(days.dayAt(fromAt)).spans.some((span) => span.fromAt <= fromAt && toAt <= span.toAt)
}
