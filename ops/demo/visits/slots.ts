import type { BusinessCalendar } from '../../../domain/calendar/business-calendar.ts'
import { atMoscowHour, dayMs, isWorkday } from '../hours.ts'
import type { Random } from '../random.ts'

const hours = [9.5, 11, 12.5, 14, 15.5, 17] as const
const mostDaysAhead = 21

/** Free times of people: nobody is in two visits at once, and no contact is visited twice a day. */
export interface Slots {
  /** A time on this day, or the first working day after it, that suits both; taken with the answer. */
  take(repId: string, contact: string, at: number): number | undefined
  /** Keeps the whole day of a representative for what is arranged otherwise. */
  keepDay(repId: string, at: number): void
}

export function createSlots(calendar: BusinessCalendar, random: Random): Slots {
  const taken = new Set<string>()
  const day = (at: number): string => String(atMoscowHour(at, 0))
  return {
    keepDay(repId, at) {
      for (const hour of hours) taken.add(`${repId} ${String(atMoscowHour(at, hour))}`)
    },
    take(repId, contact, at) {
      const first = random.whole(0, hours.length - 1)
      for (let days = 0; days < mostDaysAhead; days += 1) {
        const onDay = at + days * dayMs
        if (!isWorkday(calendar, onDay) || taken.has(`${contact} ${day(onDay)}`)) continue
        for (const turn of hours.keys()) {
          const startsAt = atMoscowHour(onDay, hours[(first + turn) % hours.length] ?? hours[0])
          const key = `${repId} ${String(startsAt)}`
          if (taken.has(key) || startsAt < at) continue
          taken.add(key).add(`${contact} ${day(onDay)}`)
          return startsAt
        }
      }
      return undefined
    },
  }
}
