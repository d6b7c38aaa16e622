import { expect, test } from 'vitest'
import { createFillClock } from '../../web/lib/fill-clock.ts'

test('a field is charged with what passed since the last change, an absence with a moment, and a draft goes on with what it had', () => {
  let at = 0
  const clock = createFillClock('photos:5 nonsense :7 notes', () => at)
  const change = (name: string, afterSeconds: number): string => {
    at += afterSeconds * 1000
    return clock(name)
  }
  expect(change('notes', 3)).toBe('photos:5 notes:3')
  expect(change('notes', 0.4)).toBe('photos:5 notes:3')
  expect(change('left', 0.3)).toBe('photos:5 notes:3')
  expect(change('notes', 3_600)).toBe('photos:5 notes:23')
  expect(createFillClock('photos:5 notes:23', () => at)('notes')).toBe('photos:5 notes:23')
})
