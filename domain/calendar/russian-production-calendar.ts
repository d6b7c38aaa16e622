import type { Label } from '../label.ts'
import type { BusinessCalendar, DayException, WorkInterval } from './calendar-data.ts'

/** A day off moved from one date to another, `YYYY-MM-DD`. */
export interface MovedDayOff {
  readonly from: string
  readonly to: string
}

interface ProductionYear {
  /** Non-working Mondays to Fridays, `MM-DD`. */
  readonly off: readonly string[]
  /** Working Saturdays and Sundays. */
  readonly work: readonly string[]
  /** Days an hour shorter; may be among `work`. */
  readonly short: readonly string[]
  /** Days off moved by the Government or by art. 112 of the Labour Code: from, to. */
  readonly moves: readonly (readonly [from: string, to: string])[]
}

const dates = (list: string): readonly string[] => list.trim().split(/\s+/u)

/** Sources: xmlcalendar of 01.12.2024 and 30.09.2025; 2027 by the Government's decree, its short days derived. */
const years: { readonly [year: number]: ProductionYear } = {
  2025: {
    off: dates(`
      01-01 01-02 01-03 01-06 01-07 01-08
      05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31
    `),
    work: ['11-01'],
    short: ['03-07', '04-30', '06-11', '11-01'],
    moves: [
      ['01-04', '05-02'],
      ['02-23', '05-08'],
      ['03-08', '06-13'],
      ['11-01', '11-03'],
      ['01-05', '12-31'],
    ],
  },
  2026: {
    off: dates(`
      01-01 01-02 01-05 01-06 01-07 01-08 01-09
      02-23 03-09 05-01 05-11 06-12 11-04 12-31
    `),
    work: [],
    short: ['04-30', '05-08', '06-11', '11-03'],
    moves: [
      ['01-03', '01-09'],
      ['01-04', '12-31'],
      ['03-08', '03-09'],
      ['05-09', '05-11'],
    ],
  },
  2027: {
    off: dates(`
      01-01 01-04 01-05 01-06 01-07 01-08
      02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31
    `),
    work: ['02-20'],
    short: ['02-20', '04-30', '06-11', '11-03'],
    moves: [
      ['02-20', '02-22'],
      ['01-02', '11-05'],
      ['01-03', '12-31'],
      ['05-01', '05-03'],
      ['05-09', '05-10'],
      ['06-12', '06-14'],
    ],
  },
}

/** The years whose days are known exactly; others have weekends and the holidays of art. 112 alone. */
export const productionYears: readonly number[] = Object.keys(years).map(Number)

const newYear: Label = { ru: 'Новогодние каникулы', en: 'New Year holidays' }

/** The holidays of every year, `MM-DD`. Source: Labour Code of Russia, art. 112. */
export const russianHolidays: { readonly [monthDay: string]: Label } = {
  '01-01': newYear,
  '01-02': newYear,
  '01-03': newYear,
  '01-04': newYear,
  '01-05': newYear,
  '01-06': newYear,
  '01-07': { ru: 'Рождество Христово', en: 'Orthodox Christmas' },
  '01-08': newYear,
  '02-23': { ru: 'День защитника Отечества', en: 'Defender of the Fatherland Day' },
  '03-08': { ru: 'Международный женский день', en: 'International Women’s Day' },
  '05-01': { ru: 'Праздник Весны и Труда', en: 'Spring and Labour Day' },
  '05-09': { ru: 'День Победы', en: 'Victory Day' },
  '06-12': { ru: 'День России', en: 'Russia Day' },
  '11-04': { ru: 'День народного единства', en: 'National Unity Day' },
}

/** The days off that were moved in a known year, in the order of the decree; none for other years. */
export function movedDaysOff(year: number): readonly MovedDayOff[] {
  return (years[year]?.moves ?? []).map(([from, to]) => ({ from: `${year}-${from}`, to: `${year}-${to}` }))
}

const dayMonth = (monthDay: string): string => monthDay.split('-').toReversed().join('.')

function exceptionsOf(year: number, days: ProductionYear): [string, DayException][] {
  const movedFrom = new Map(days.moves.map(([from, to]) => [to, from]))
  const movedTo = new Map(days.moves)
  const exceptions = new Map<string, DayException>()
  for (const date of days.off) {
    const from = movedFrom.get(date)
    const moved: Label | undefined =
      from === undefined ? undefined : { ru: `Выходной перенесён с ${dayMonth(from)}`, en: `Day off moved from ${dayMonth(from)}` }
    const note = russianHolidays[date] ?? moved
    exceptions.set(date, { kind: 'off', ...(note && { note }) })
  }
  for (const date of [...days.work, ...days.short]) {
    const to = movedTo.get(date)
    const note = to !== undefined && {
      note: { ru: `Выходной перенесён на ${dayMonth(to)}`, en: `Day off moved to ${dayMonth(to)}` },
    }
    exceptions.set(date, { kind: days.short.includes(date) ? 'short' : 'work', ...note })
  }
  return [...exceptions].map(([date, exception]) => [`${year}-${date}`, exception])
}

const nineToSix: readonly WorkInterval[] = [{ fromMinute: 9 * 60, toMinute: 18 * 60 }]

/**
 * The default calendar: Mon-Fri 9:00-18:00 Europe/Moscow with the days off, moves and short days
 * of the production calendar. In years without data days off are weekends and art. 112 alone.
 */
export const russianCalendar: BusinessCalendar = {
  zone: 'Europe/Moscow',
  week: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix, sat: [], sun: [] },
  holidays: Object.keys(russianHolidays),
  exceptions: Object.fromEntries(
    productionYears.flatMap((year) => {
      const days = years[year]
      return days ? exceptionsOf(year, days) : []
    }),
  ),
}
