import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import { readOrKept } from '../offline/kept.ts'

export type CalendarRange = Outputs['calendar']['range']
export type CalendarVisit = CalendarRange['visits'][number]
export type RangeInput = Inputs['calendar']['range']
export type DayList = Outputs['calendar']['day']
export type DayVisit = DayList['visits'][number]

export const readRange = (input: RangeInput): Promise<CalendarRange> => api.calendar.range.query(input)
/** The reader's own visits of a date, `2026-11-26`. */
export const readDay = (date: string): Promise<DayList> => readOrKept('day', date, () => api.calendar.day.query({ date }))
