/** Days `YYYY-MM-DD` from one to another, both of them in it. */
export interface DayRange {
  readonly from: string
  readonly to: string
}
/** The same days as whole months `YYYY-MM` and the days before and after them. */
export interface MonthsAndDays {
  readonly months: DayRange | undefined
  readonly days: readonly DayRange[]
}

const dayOf = (year: number, monthIndex: number, day: number): string =>
  new Date(Date.UTC(year, monthIndex, day)).toISOString().slice(0, 10)
/** The day that is so many days of the month and so many months after the month that a day lies in. */
function shifted(day: string, months: number, dayOfMonth: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  return dayOf(at.getUTCFullYear(), at.getUTCMonth() + months, dayOfMonth)
}

/** Splits days so that as few rows as can be are read where months are summed already. */
export function wholeMonths({ from, to }: DayRange): MonthsAndDays {
  const begin = from.endsWith('-01') ? from : shifted(from, 1, 1)
  const end = to === shifted(to, 1, 0) ? shifted(to, 1, 1) : shifted(to, 0, 1)
  if (begin >= end) return { months: undefined, days: [{ from, to }] }
  const days = [
    { from, to: shifted(begin, 0, 0) },
    { from: end, to },
  ]
  return { months: { from: begin.slice(0, 7), to: shifted(end, 0, 0).slice(0, 7) }, days: days.filter((range) => range.from <= range.to) }
}
