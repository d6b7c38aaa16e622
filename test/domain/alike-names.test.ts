import { expect, test } from 'vitest'
import { alikeNames } from '../../domain/text/alike-names.ts'

test.each([
  ['Семёнова Анна Ильинична', 'семенова анна ильинична', true],
  ['Анна Семёнова', 'Семёнова Анна Ильинична', true],
  ['Семёнова А. И.', 'Анна Ильинична Семёнова', true],
  ['Семёнова', 'Семёнова Анна', true],
  ['Семёнова А.', 'Семёнова Борислава', false],
  ['Семёнова Анна', 'Семёнова Алла', false],
  ['А. И.', 'Анна Ильинична', false],
  ['Иван Иванов', 'Иван Петров', false],
  ['', 'Иван', false],
])('«%s» and «%s»: %s', (one, other, alike) => {
  expect([alikeNames(one, other), alikeNames(other, one)]).toEqual([alike, alike])
})
