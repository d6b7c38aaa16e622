import { expect, test } from 'vitest'
import { reportAsks, reportQuestions } from '../../domain/report-template.ts'
import { reportSuggested } from '../../domain/visit-fields.ts'
import { visit } from '../../domain/visit.ts'

const minuteMs = 60_000
const lasted = (minutes: number) => () => minutes * minuteMs

test('a report says already how long the visit lasted, and what it said before it was returned', () => {
  expect(reportSuggested({ data: { goals: 'Показать' }, spentMs: lasted(34.6) })).toEqual({ lastedMinutes: 35 })
  expect(reportSuggested({ data: { lastedMinutes: 20, notes: 'Ждёт', ordered: false, nextAt: null }, spentMs: lasted(34) })).toEqual({
    lastedMinutes: 20,
    notes: 'Ждёт',
    ordered: false,
  })
  // Ended by time days later, or by a click: a length nobody would believe is no help.
  expect(reportSuggested({ data: {}, spentMs: lasted(2_000) })).toEqual({})
  expect(reportSuggested({ data: {}, spentMs: lasted(0.2) })).toEqual({})
})

test('reactions are asked to the products of the visit, by their names; goals, length and photos always', () => {
  const form = reportAsks(visit.forms.report, { product2: 'Цинк', reportQuestions: ['reactions', 'gone'] })
  expect(Object.keys(form)).toEqual(['goalsReached', 'reaction2', 'lastedMinutes', 'photos', 'fillSeconds'])
  expect(form['reaction2']?.label).toEqual({ ru: 'Отношение: Цинк', en: 'Reaction: Цинк' })
  const whole = { product1: 'А', product2: 'Б', product3: 'В', reportQuestions: [...reportQuestions] }
  expect(Object.keys(reportAsks(visit.forms.report, whole))).toEqual(Object.keys(visit.forms.report))
})
