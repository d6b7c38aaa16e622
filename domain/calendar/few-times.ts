import { dayIn } from './day-in.ts'
import { hourMs } from './local-date.ts'
import type { Span } from './working-days.ts'

const perDay = 2
/** Between two times of one day, so that the second is another part of it. */
const apartMs = 3 * hourMs

/** A few of many free times in order: on several days, and far apart within one; so few say little of whose times they are. */
export function fewTimes(spans: readonly Span[], zone: string, limit: number): readonly Span[] {
  const chosen: Span[] = []
  for (const span of spans) {
    if (chosen.length === limit) break
    const day = dayIn(zone, span.fromAt)
    const sameDay = chosen.filter((one) => dayIn(zone, one.fromAt) === day)
    const last = sameDay.at(-1)
    if (sameDay.length < perDay && (last === undefined || span.fromAt - last.fromAt >= apartMs)) chosen.push(span)
  }
  return chosen
}
