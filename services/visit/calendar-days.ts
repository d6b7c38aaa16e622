import type { BusinessCalendar, DayException } from '../../domain/calendar/calendar-data.ts'
import { isoDateOfDay } from '../../domain/calendar/local-date.ts'
import { workingDaysOf } from '../../domain/calendar/working-days.ts'
import type { Span } from '../../domain/calendar/working-days.ts'
import type { Lang } from '../../domain/label.ts'

/** One date of the organization's calendar, in epoch milliseconds: `[fromAt, toAt)` and the working time within it. */
export interface CalendarDay extends Span {
  /** `2026-11-26` */
  readonly date: string
  readonly working: readonly Span[]
  /** Why it differs from its weekday; null when it does not, or nobody wrote it. */
  readonly note: string | null
}

const noteOf = (exception: DayException | undefined, lang: Lang): string | null => exception?.note?.[lang] ?? null

/** The dates from one instant to another, as the organization works. */
export function calendarDays(calendar: BusinessCalendar, from: Date, to: Date, lang: Lang): CalendarDay[] {
  const days = workingDaysOf(calendar)
  const [first, last] = [days.dayAt(from.getTime()), days.dayAt(to.getTime() - 1)]
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { fromAt, toAt, spans } = days.day(first + index)
    const date = isoDateOfDay(first + index)
    return { date, fromAt, toAt, working: spans, note: noteOf(calendar.exceptions[date], lang) }
  })
}
