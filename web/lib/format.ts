import { createSignal } from 'solid-js'
import { formatDuration } from '../../domain/text/duration.ts'
import { formatFileSize } from '../../domain/text/file-size.ts'
import { groupDigits } from '../../domain/text/digits.ts'
import { formatFullDate, formatRelativeDate, formatRelativeDay, formatTime } from '../../domain/text/relative-date.ts'
import { lang } from './preferences.ts'

const tickMs = 30_000
const [clock, setClock] = createSignal(Date.now())
setInterval(() => setClock(Date.now()), tickMs)
document.addEventListener('visibilitychange', () => setClock(Date.now()))

/** The present instant, epoch milliseconds, refreshed twice a minute, so that relative times stay true. */
export const now = clock

const [zone, setZoneSignal] = createSignal(Intl.DateTimeFormat().resolvedOptions().timeZone)

/** The zone that times are shown in. */
export const zoneName = zone

/** Shows times in this zone, the person's own or the organization's, wherever they sit. */
export const setZone = (name: string): void => {
  setZoneSignal(name)
}

/** A zone as people say it: `Москва, стандартное время`. */
export function formatZone(name: string): string {
  const format = new Intl.DateTimeFormat(lang(), { timeZone: name, timeZoneName: 'longGeneric' })
  return format.formatToParts(now()).find((part) => part.type === 'timeZoneName')?.value ?? name
}

/** An instant as people say it: `сегодня в 12:05`, `пн 23 ноя, 9:40`. */
export const formatMoment = (iso: string): string => formatRelativeDate(Date.parse(iso), now(), zone(), lang())
/** The time alone when it is today, else as `formatMoment`. */
export function formatBrief(iso: string): string {
  const at = Date.parse(iso)
  const day = formatRelativeDay(at, now(), zone(), lang())
  return day === formatRelativeDay(now(), now(), zone(), lang()) ? formatTime(at, zone()) : formatMoment(iso)
}
/** The whole instant, for a tooltip. */
export const formatExact = (iso: string): string => formatFullDate(Date.parse(iso), zone(), lang())
/** A length of time: `3 ч 40 мин`. */
export const formatSpan = (lengthMs: number): string => formatDuration(Math.max(0, lengthMs), lang())
/** A whole number with its thousands apart. */
export const formatCount = (count: number): string => groupDigits(String(Math.round(count)))
/** A size in bytes: `240 КБ`. */
export const formatBytes = (sizeBytes: number): string => formatFileSize(sizeBytes, lang())
