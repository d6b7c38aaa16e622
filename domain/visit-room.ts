import type { TimeRules } from './deadlines.ts'
import type { Json, JsonObject } from './json.ts'
import { instantOf } from './timing.ts'

/** When the room of a remote visit may be entered, epoch milliseconds. */
export interface RoomHours {
  /** From when on by the contact, and by the representative. */
  readonly opensAt: number
  readonly opensToRepAt: number
  /** Nobody enters from then on. */
  readonly closesAt: number
}

const instant = (value: Json | undefined): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN)

/**
 * The hours of a visit's room by the organization's policies; they move with the visit. Once the representative has begun it, early
 * or not, the contact need not wait outside.
 */
export function roomHours({ state, data }: { readonly state: string; readonly data: JsonObject }, rules: TimeRules): RoomHours {
  const [startsAt, endsAt] = [instant(data['startsAt']), instant(data['endsAt'])]
  const opensToRepAt = instantOf(rules, { policy: 'visit.checkIn', before: 'startsAt' }, startsAt)
  return {
    opensAt: state === 'inProgress' ? opensToRepAt : instantOf(rules, { policy: 'visit.linkOpens', before: 'startsAt' }, startsAt),
    opensToRepAt,
    closesAt: instantOf(rules, { policy: 'visit.overdue', since: 'endsAt' }, endsAt),
  }
}
