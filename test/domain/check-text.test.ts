import { describe, expect, it } from 'vitest'
import { langs } from '../../domain/label.ts'
import { meaningOf, offeredNames, sampleVars } from '../../domain/letters/letter-variables.ts'
import { textProblems, writingProblems } from '../../domain/messages/check-text.ts'
import type { MessageName } from '../../domain/messages/message-names.ts'
import { messageNames } from '../../domain/messages/message-names.ts'
import { usualText, varsOf } from '../../domain/messages/message-texts.ts'

const setting = {
  lang: 'ru',
  organization: 'Альфа',
  zone: 'Europe/Moscow',
  publicUrl: 'https://vekha.example.ru',
  now: Date.UTC(2026, 10, 23, 9),
} as const
const body = 'Здравствуйте!\n\n[Открыть]({pageUrl})'
const of = (name: MessageName, text: { subject?: string; body?: string }) =>
  textProblems(name, { ...usualText(name, 'ru'), ...text }, setting).map(({ field, message }) => `${field}: ${message.ru}`)

describe('a text of an organization', () => {
  it.each(messageNames.flatMap((name) => langs.map((lang) => [name, lang] as const)))(
    'may be the product’s own: %s in %s',
    (name, lang) => {
      expect(textProblems(name, usualText(name, lang), { ...setting, lang })).toEqual([])
      for (const one of offeredNames(varsOf(name))) expect(meaningOf(one)[lang]).not.toBe('')
      expect(Object.keys(sampleVars(varsOf(name), setting)).sort()).toEqual(Object.keys(varsOf(name)).sort())
    },
  )

  it.each([
    ['an unknown variable', { body: `${body}\n\n{nunber}` }, 'body: Такой переменной здесь нет: {nunber}'],
    ['the zone, which is nobody’s word', { body: `${body}\n\n{zone}` }, 'body: Такой переменной здесь нет: {zone}'],
    ['what belongs to another letter', { body: `${body}\n\n{solution}` }, 'body: Такой переменной здесь нет: {solution}'],
    ['a variable of every object', { body: `${body}\n\n{constructor}` }, 'body: Такой переменной здесь нет: {constructor}'],
    ['a value that may be missing', { body: `${body}\n\nДо {answerDueAt}` }, 'body: {answerDueAt} бывает пустым'],
    ['no link', { body: 'Здравствуйте!' }, 'body: Нужна ссылка {pageUrl}'],
    ['a link that is not always there', { body: '{if officeHours}[Открыть]({pageUrl}){end}' }, 'body: Нужна ссылка {pageUrl}'],
    ['a link in a sentence', { body: 'Страница: {pageUrl}' }, 'body: Ссылка ставится отдельной строкой'],
    ['a link in a table', { body: '| Страница | {pageUrl}' }, 'body: Ссылка ставится отдельной строкой'],
    ['a subject without the number', { subject: 'Ваше обращение' }, 'subject: В теме нужен {number}'],
    ['a link in the subject', { subject: '{number} {pageUrl}' }, 'subject: В теме не может быть {pageUrl}'],
    ['nothing at all', { subject: ' ', body: '' }, 'subject: Напишите текст'],
    ['too much', { body: 'а'.repeat(5_001) }, 'body: Слишком длинно: 5001 знаков из 5000'],
    ['an open condition', { body: `${body}{if officeHours}` }, 'body: {if officeHours} не закрыт'],
  ])('is refused with %s', (_what, text, expected) => {
    expect(of('ticket.ack', text)[0]).toContain(expected)
  })

  it('may say as much as it likes of what there is', () => {
    const own =
      '{if requesterName}{requesterName}, в{else}В{end}аше обращение «{subject}» у нас.\n\n[Посмотреть {number}]({pageUrl})\n\n--\n{organization}'
    expect(of('ticket.ack', { subject: '{number}: принято', body: own })).toEqual([])
    expect(of('ticket.solution', { body: '> {solution}\n\n{ratingUrls}\n\n[Ещё]({reopenUrl})' })).toEqual([])
    // The scale is not demanded, its place is.
    expect(of('ticket.solution', { body: '> {solution}\n\n[Ещё]({reopenUrl})' })).toEqual([])
    expect(of('ticket.solution', { body: 'Оцените: {ratingUrls}\n\n[Ещё]({reopenUrl})' })[0]).toContain('шкала оценки')
  })

  it('of an SMS may cost two parts and names its link anywhere', () => {
    expect(of('sms.ticket.ack', { body: 'Номер {number}. {pageUrl} Спасибо!' })).toEqual([])
    expect(of('sms.ticket.ack', { body: `Номер {number}. {pageUrl} ${'Спасибо! '.repeat(9)}` })).toEqual([
      expect.stringMatching(/^body: Получается 3\sчасти, можно не больше 2/u),
    ])
    expect(of('sms.ticket.ack', { body: 'Номер {number}' })[0]).toContain('Нужна ссылка {pageUrl}')
    expect(writingProblems('sms.visit.missed', 'ru', { subject: '', body: 'Жаль, {nextAt}' })).toMatchObject([{ field: 'body' }])
  })
})
