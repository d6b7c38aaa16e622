import { dayIn } from '../../domain/calendar/day-in.ts'
import { offsetAt } from '../../domain/calendar/zone.ts'
import type { DataLine } from '../../domain/display.ts'
import type { Lang } from '../../domain/label.ts'
import { zoneName } from '../../domain/letters/letter-date.ts'
import { formatFullDate, formatTime } from '../../domain/text/relative-date.ts'
import { instantOf } from './data.ts'
import type { VisitZones } from './zones.ts'

const people = {
  repZone: { ru: 'у представителя', en: 'for the representative' },
  contactZone: { ru: 'у контакта', en: 'for the contact' },
} as const

/** The card of a visit, its start told also by the clocks of its two people where they show the reader another time. */
export const withClocks = (
  card: readonly DataLine[],
  zones: VisitZones,
  { zone, lang }: { readonly zone: string; readonly lang: Lang },
): readonly DataLine[] =>
  card.map((line) => {
    if (line.name !== 'startsAt') return line
    const at = instantOf(line.value)
    const told = (['repZone', 'contactZone'] as const).flatMap((whose) => {
      const theirs = zones[whose]
      if (at === null || offsetAt(theirs, at) === offsetAt(zone, at)) return []
      const when = dayIn(theirs, at) === dayIn(zone, at) ? formatTime(at, theirs) : formatFullDate(at, theirs, lang)
      return `${people[whose][lang]} ${when} (${zoneName(at, theirs, lang)})`
    })
    return told.length === 0 ? line : { ...line, display: [line.display, ...told].join('; ') }
  })
