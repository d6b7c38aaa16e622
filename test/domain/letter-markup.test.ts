import { describe, expect, it } from 'vitest'
import { letterContent, renderLetter } from '../../domain/letters/render-letter.ts'
import { alwaysIn, parseMarkup, unguarded } from '../../domain/letters/markup.ts'
import type { LetterTemplate } from '../../domain/letters/template.ts'

const template: LetterTemplate = {
  vars: { number: 'text', words: 'lines?', place: 'text?', pageUrl: 'url', marks: 'urls' },
  text: { ru: { subject: '', body: '' }, en: { subject: '', body: '' } },
  preview: { ru: '', en: '' },
  footer: { ru: 'мелко', en: 'small' },
}
const vars = { number: 'О-1', pageUrl: 'https://a.example/x', marks: [1, 2, 3, 4, 5].map((mark) => `https://a.example/${String(mark)}`) }
const laid = (body: string, more: object = {}) => letterContent(template, 'ru', { ...vars, ...more }, { subject: 's', body })

describe('the markup of letters', () => {
  it('parts paragraphs, tables, quotes, buttons, scales and the signature', () => {
    const { blocks, signature } = laid(
      '  Первый\nв две строки\n\n| Номер | {number}\n| Где | тут | там\n> Анна\n> {words}\n\n[Открыть {number}]({pageUrl})\n{marks}\nконец\n\n--\nМы,\n\n{number}',
      { words: 'раз\n\nдва' },
    )
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'facts', 'words', 'button', 'scale', 'paragraph'])
    expect(blocks[0]).toMatchObject({ text: 'Первый\nв две строки' })
    expect(blocks[1]).toMatchObject({
      rows: [
        ['Номер', 'О-1'],
        ['Где', 'тут | там'],
      ],
    })
    expect(blocks[2]).toMatchObject({ author: 'Анна', text: 'раз\n\nдва' })
    expect(blocks[3]).toEqual({ kind: 'button', text: 'Открыть О-1', url: 'https://a.example/x' })
    expect(signature).toEqual(['Мы,', 'О-1'])
  })

  it('leaves no gap where a condition does not hold', () => {
    const body = '| а | 1\n{if place}| б | {place}{end}\n| в | 3\n\n{if place}\n> {place}\n{end}\n\n{if place}есть{else}нет{end}'
    expect(laid(body).blocks).toEqual([
      {
        kind: 'facts',
        rows: [
          ['а', '1'],
          ['в', '3'],
        ],
      },
      { kind: 'paragraph', text: 'нет' },
    ])
    expect(laid(body, { place: 'тут' }).blocks).toMatchObject([{ rows: { length: 3 } }, { kind: 'words', text: 'тут' }, { text: 'есть' }])
    expect(laid('{if place}а {if words}б{end}{end}', { place: 'x', words: 'y' }).blocks).toMatchObject([{ text: 'а б' }])
  })

  it('never reads a value as markup', () => {
    const evil = '--\n| a | b\n> c\n[x](https://evil.example)\n{number}\n{if place}\uE000number\uE001\n\n<b>&'
    const { blocks, signature } = laid('{words}\n\n> {words}', { words: evil })
    expect(blocks).toEqual([
      { kind: 'paragraph', text: evil },
      { kind: 'words', text: evil },
    ])
    expect(signature).toEqual([])
    const { html } = renderLetter(
      template,
      'ru',
      { ...vars, words: evil },
      { subject: 's', body: '{words} <i>сам</i>\n\n[{words}]({pageUrl})' },
    )
    expect(html).not.toMatch(/<b>|<i>|href="https:\/\/evil/u)
    expect(html).toContain('&lt;i&gt;сам&lt;/i&gt;')
  })

  it.each([
    ['{if place}да', 'не закрыт'],
    ['да{end}', 'лишний'],
    ['{else}', 'не внутри'],
    ['{if place}а{else}б{else}в{end}', 'не внутри'],
    ['а { б', 'без пары'],
    ['а } б', 'без пары'],
    ['{}', 'Непонятно'],
    ['{if}', 'Непонятно'],
    ['{constructor.name}', 'Непонятно'],
    ['{1 + 1}', 'Непонятно'],
  ])('refuses %s', (source, why) => {
    const parsed = parseMarkup(source)
    expect(parsed.ok ? '' : parsed.problem.ru).toMatch(new RegExp(why, 'u'))
  })

  it('knows what is always there, and what is named where it may be missing', () => {
    const of = (source: string) => {
      const parsed = parseMarkup(source)
      if (!parsed.ok) throw new Error(parsed.problem.en)
      return { always: [...alwaysIn(parsed.pieces)], bare: unguarded(parsed.pieces, new Set(['a'])) }
    }
    expect(of('{a}{if b}{b}{c}{else}{c}{a}{end}')).toEqual({ always: ['a', 'c'], bare: ['c', 'c'] })
    expect(of('{if b}{if c}{b}{c}{end}{else}{b}{end}')).toEqual({ always: [], bare: ['b'] })
  })
})
