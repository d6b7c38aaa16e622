import type { Calendar } from '@event-calendar/core'
import { actsAs } from '../../../domain/actor.ts'
import type { Actor } from '../../../domain/actor.ts'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { visit } from '../../../domain/visit.ts'
import { wallSpan } from './calendar-span.ts'
import type { CalendarVisit } from './calendar-source.ts'
import { busyWord, markOf, stateWord } from './state-mark.ts'

const states: ProcessDefinition['states'] = visit.states

/** Whether the reader may try to move it: the server decides, with the reader's own limits. */
function isMovable({ shown }: CalendarVisit, reader: Actor): boolean {
  const reschedule = shown === null ? undefined : states[shown.state]?.actions?.['reschedule']
  return reschedule !== undefined && actsAs(reader, reschedule.by)
}

/** Before a visit's id, among the classes of its element. */
export const visitClass = 'visit-'

/** The visit that an element of the calendar stands for; undefined for what is only busy, and for anything else. */
export function visitAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element) || target.classList.contains('cal-busy')) return undefined
  return [...target.classList].find((name) => name.startsWith(visitClass))?.slice(visitClass.length)
}

const shortMs = 30 * 60_000

/** A short visit has room for two lines, a brief one for a single line. */
const sizeClasses = (lengthMs: number): readonly string[] =>
  lengthMs < shortMs ? ['cal-short', 'cal-brief'] : lengthMs === shortMs ? ['cal-short'] : []

/** A visit as the calendar draws it. */
export function entryOf(visitShown: CalendarVisit, zone: string, reader: Actor, repName: string | undefined): Calendar.EventInput {
  const { id, repId, shown } = visitShown
  const lengthMs = Date.parse(visitShown.endsAt) - Date.parse(visitShown.startsAt)
  const movable = isMovable(visitShown, reader)
  return {
    id,
    ...wallSpan(zone, Date.parse(visitShown.startsAt), Date.parse(visitShown.endsAt)),
    resourceIds: [repId],
    title: shown === null ? busyWord() : shown.contactName,
    // Both by name: the library asks its own defaults before `editable`.
    startEditable: movable,
    durationEditable: movable,
    classNames: ['cal-visit', `${visitClass}${id}`, ...sizeClasses(lengthMs), shown === null ? 'cal-busy' : `cal-${shown.state}`],
    extendedProps: {
      state: shown === null ? '' : `${markOf(shown.state)} ${stateWord(shown.state)}`,
      place: [repName, shown?.organizationName].filter((part) => part !== undefined).join(' · '),
      known: shown !== null,
    },
  }
}
