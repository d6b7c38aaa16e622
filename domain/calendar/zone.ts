import { dayMs } from './local-date.ts'

const blockMs = 8 * dayMs
const maxCachedBlocks = 5_000
const firstAt = Date.UTC(1900, 0, 1)
const lastAt = Date.UTC(9999, 11, 1)

interface Zone {
  readonly format: Intl.DateTimeFormat
  readonly offsets: Map<number, Block>
}

/** The offset of a stretch of time, and what it becomes at `changesAt`. */
interface Block {
  readonly offsetMs: number
  readonly changesAt: number
  readonly nextOffsetMs: number
}

const zones = new Map<string, Zone>()

function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const made: Zone = { format, offsets: new Map() }
  zones.set(name, made)
  return made
}

/** Whether the name is an IANA zone this machine knows, as `Europe/Moscow`. */
export function isZone(name: string): boolean {
  if (zones.has(name)) return true
  try {
    zoneOf(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** @throws RangeError unless the instant is a number of milliseconds in the years 1900-9999 */
export function checkInstant(at: number, name: string): void {
  if (!Number.isFinite(at)) throw new RangeError(`${name} must be a number of milliseconds, not ${at}`)
  if (at < firstAt || at > lastAt) throw new RangeError(`${name} must lie in the years 1900-9999, not ${at}`)
}

function askedOffset(zone: Zone, at: number): number {
  const values = new Map<string, number>()
  for (const part of zone.format.formatToParts(at)) values.set(part.type, Number(part.value))
  const value = (type: string): number => values.get(type) ?? 0
  const wall = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'))
  return wall - Math.floor(at / 1000) * 1000
}

// Asking Intl takes microseconds, and a year's walk asks hundreds of times: the answer is kept per
// stretch of eight days. No zone has changed its offset twice within one since 1970.
function blockOf(zone: Zone, at: number): Block {
  const index = Math.floor(at / blockMs)
  const known = zone.offsets.get(index)
  if (known) return known
  const [start, end] = [index * blockMs, (index + 1) * blockMs]
  const offsetMs = askedOffset(zone, start)
  const nextOffsetMs = askedOffset(zone, end)
  let [same, changed] = [start, end]
  while (offsetMs !== nextOffsetMs && changed - same > 1) {
    const middle = Math.floor((same + changed) / 2)
    if (askedOffset(zone, middle) === offsetMs) same = middle
    else changed = middle
  }
  const made: Block = { offsetMs, changesAt: changed, nextOffsetMs }
  if (zone.offsets.size >= maxCachedBlocks) zone.offsets.clear()
  zone.offsets.set(index, made)
  return made
}

const offsetIn = (block: Block, at: number): number => (at < block.changesAt ? block.offsetMs : block.nextOffsetMs)

/** Milliseconds the zone's wall clock is ahead of UTC at an instant. */
export function offsetAt(zoneName: string, at: number): number {
  return offsetIn(blockOf(zoneOf(zoneName), at), at)
}

/** What the wall clock shows at an instant, as milliseconds since 1970-01-01 00:00 of the wall clock. */
export function wallTime(zoneName: string, at: number): number {
  return at + offsetAt(zoneName, at)
}

/**
 * The first instant at which the wall clock shows this time or a later one: of an hour that
 * comes twice the first, for an hour that is skipped the moment of the skip.
 */
export function instantOfWallTime(zoneName: string, wall: number): number {
  const zone = zoneOf(zoneName)
  const [from, to] = [wall - dayMs, wall + dayMs]
  const before = offsetAt(zoneName, from)
  const after = offsetAt(zoneName, to)
  if (before === after) return wall - before
  // Two days never span three blocks: the change is in the block of one edge or the other.
  const early = blockOf(zone, from)
  const inEarly = early.offsetMs !== early.nextOffsetMs && early.changesAt > from
  const { changesAt } = inEarly ? early : blockOf(zone, to)
  const first = wall - before
  return first < changesAt ? first : Math.max(wall - after, changesAt)
}
