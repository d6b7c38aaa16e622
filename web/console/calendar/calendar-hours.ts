import type { Calendar } from '@event-calendar/core'
import type { Span } from '../../../domain/calendar/working-days.ts'
import { wallText } from '../../../domain/calendar/wall-text.ts'

/** A date with its working time. */
interface DrawnDay extends Span {
  readonly date: string
  readonly working: readonly Span[]
}
interface Drawn {
  readonly zone: string
  readonly days: readonly DrawnDay[]
  readonly visits: readonly { readonly startsAt: string; readonly endsAt: string }[]
}

/** The day with the working time of somebody who goes by another clock, as much of it as falls on the day. */
export const withWorking = (day: DrawnDay, working: readonly Span[]): DrawnDay => ({
  ...day,
  working: working.flatMap((span) => {
    const [fromAt, toAt] = [Math.max(span.fromAt, day.fromAt), Math.min(span.toAt, day.toAt)]
    return fromAt < toAt ? [{ fromAt, toAt }] : []
  }),
})

/** The hours of a day outside of work, for shading; of a whole day off the day itself. */
export function shadesOf(day: DrawnDay, zone: string, repIds: readonly string[]): Calendar.EventInput[] {
  const edges = [day.fromAt, ...day.working.flatMap((span) => [span.fromAt, span.toAt]), day.toAt]
  const pieces: Calendar.EventInput[] = []
  for (let index = 0; index + 1 < edges.length; index += 2) {
    const [from = 0, to = 0] = [edges[index], edges[index + 1]]
    if (to <= from) continue
    pieces.push({
      id: `off-${day.date}-${index}-${repIds.join('.')}`,
      start: wallText(zone, from),
      // To the last minute of the same date: a background that ends at midnight would touch the next day.
      end: wallText(zone, to - 1000),
      display: 'background',
      resourceIds: [...repIds],
      classNames: ['cal-off'],
    })
  }
  return pieces
}

const hourOf = (zone: string, at: number): number => Number(wallText(zone, at).slice(11, 13))

/** The hours worth drawing: those of work and an hour around, of whoever goes by another clock too, and all that holds a visit. */
export function hoursOf(range: Drawn, others: readonly Span[] = []): { readonly from: number; readonly to: number } {
  const { zone } = range
  const working = [...range.days.flatMap((day) => day.working), ...range.days.flatMap((day) => withWorking(day, others).working)]
  const starts = [
    ...working.map((span) => hourOf(zone, span.fromAt) - 1),
    ...range.visits.map((one) => hourOf(zone, Date.parse(one.startsAt))),
  ]
  const ends = [
    ...working.map((span) => hourOf(zone, span.toAt - 1) + 2),
    ...range.visits.map((one) => hourOf(zone, Date.parse(one.endsAt) - 1) + 1),
  ]
  const crosses = range.visits.some(
    (one) => wallText(zone, Date.parse(one.startsAt)).slice(0, 10) !== wallText(zone, Date.parse(one.endsAt) - 1).slice(0, 10),
  )
  return crosses ? { from: 0, to: 24 } : { from: Math.max(0, Math.min(8, ...starts)), to: Math.min(24, Math.max(19, ...ends)) }
}

/** Days off, for shading them in the month. */
export const daysOff = (range: Drawn): string[] => range.days.filter((day) => day.working.length === 0).map((day) => day.date)
