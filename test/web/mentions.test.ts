import { expect, test } from 'vitest'
import { mentionedIn, splitMentions, typedMention } from '../../web/lib/mentions.ts'

const names = ['Анна', 'Анна Кравцова', 'Павел Зимин', 'A. B (c)']

test('the longest name wins, and a name ends where its word ends', () => {
  expect(splitMentions('Спроси @Анна Кравцова, не @Аннабель.', names)).toEqual([
    { text: 'Спроси ', mention: false },
    { text: '@Анна Кравцова', mention: true },
    { text: ', не @Аннабель.', mention: false },
  ])
  expect(mentionedIn('@Анна и @Павел Зимин, @Анна', names)).toEqual(['Анна', 'Павел Зимин'])
})

test('an e-mail address mentions nobody, and signs in a name are no pattern', () => {
  expect(mentionedIn('почта@Анна', names)).toEqual([])
  expect(mentionedIn('(@A. B (c))', names)).toEqual(['A. B (c)'])
  expect(mentionedIn('@AxxB (c)', names)).toEqual([])
})

test('the pieces give back the text', () => {
  for (const text of ['', '@', '@Анна', 'x @Анна y @Павел Зимин'])
    expect(
      splitMentions(text, names)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
})

test('what is typed after an @ is a name of one or two words', () => {
  expect(typedMention('Спроси @кра', 11)).toEqual({ from: 7, typed: 'кра' })
  expect(typedMention('@анна кр дальше', 8)).toEqual({ from: 0, typed: 'анна кр' })
  expect(typedMention('@анна кр дальше', 15)).toBeUndefined()
  expect(typedMention('я@почта', 7)).toBeUndefined()
  expect(typedMention('@анна\nи', 7)).toBeUndefined()
})
