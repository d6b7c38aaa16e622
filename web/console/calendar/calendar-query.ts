import { createMemo } from 'solid-js'
import { useSearchParams } from '@solidjs/router'
import { dayIn } from '../../../domain/calendar/day-in.ts'
import { dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import type { VisitMode } from '../../../domain/visit-fields.ts'
import { visitModes } from '../../../domain/visit-fields.ts'
import { now, zoneName } from '../../lib/format.ts'
import { isPhone } from '../../lib/phone.ts'
import type { CalendarViewName } from './calendar-span.ts'
import { calendarViews } from './calendar-span.ts'

/** What the calendar shows, as its address says. */
export interface CalendarQuery {
  readonly view: CalendarViewName
  /** `2026-11-26`, by the reader's clock. */
  readonly date: string
  readonly reps: readonly string[]
  readonly mode: VisitMode | undefined
  readonly states: readonly string[]
}

type Raw = string | string[] | undefined
const one = (raw: Raw): string | undefined => (Array.isArray(raw) ? raw[0] : raw === '' ? undefined : raw)
const several = (raw: Raw): readonly string[] => one(raw)?.split('.').filter(Boolean) ?? []

/** The calendar's place and filters live in the address, so that a link shows the same to a colleague. */
export function useCalendarQuery() {
  const [params, setParams] = useSearchParams()
  const today = createMemo(() => dayIn(zoneName(), now()))
  // A week of columns does not fit a phone.
  const usual = (): CalendarViewName => (isPhone() ? 'day' : 'week')
  const query = createMemo((): CalendarQuery => {
    const date = one(params['date'])
    return {
      view: calendarViews.find((view) => view === one(params['view'])) ?? usual(),
      date: date !== undefined && dayOfIsoDate(date) !== undefined ? date : today(),
      reps: several(params['rep']),
      mode: visitModes.find((mode) => mode === one(params['mode'])),
      states: several(params['state']),
    }
  })
  const toggled = (held: readonly string[], name: string): string | null => {
    const next = held.includes(name) ? held.filter((other) => other !== name) : [...held, name]
    return next.length === 0 ? null : next.join('.')
  }
  const patch = (next: Readonly<Record<string, string | null>>): void => setParams(next, { scroll: false })
  return {
    zone: zoneName,
    today,
    query,
    setDate: (date: string): void => patch({ date: date === today() ? null : date }),
    setView: (view: CalendarViewName): void => patch({ view: view === usual() ? null : view }),
    openDay: (date: string): void => patch({ date: date === today() ? null : date, view: usual() === 'day' ? null : 'day' }),
    toggleRep: (id: string): void => patch({ rep: toggled(query().reps, id) }),
    setMode: (mode: VisitMode | undefined): void => patch({ mode: mode ?? null }),
    toggleState: (state: string): void => patch({ state: toggled(query().states, state) }),
    /** The visit whose card is open, and the action chosen on it. */
    open: (): string | undefined => one(params['visit']),
    setOpen: (id: string | undefined): void => setParams({ visit: id ?? null }, { replace: true, scroll: false }),
  }
}
export type CalendarState = ReturnType<typeof useCalendarQuery>
