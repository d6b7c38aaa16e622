import { describe, expect, test } from 'vitest'
import { langs } from '../../domain/label.ts'
import { letterTemplates } from '../../domain/letters/letter-templates.ts'
import { letterNames } from '../../domain/letters/names.ts'
import { renderLetter } from '../../domain/letters/render-letter.ts'
import { makeMessageId, threadCandidates } from '../../domain/letters/threading.ts'
import { ticketAck, ticketQuestion } from '../../domain/letters/ticket-progress.ts'
import { ticketSolution } from '../../domain/letters/ticket-end.ts'
import { LetterVarsError } from '../../domain/letters/variables.ts'

const dueAt = Date.UTC(2026, 10, 23, 9, 0)
const common = {
  number: 'О-2026-000123',
  subject: 'Не печатает принтер',
  organization: 'Демо',
  zone: 'Europe/Moscow',
  pageUrl: 'https://desk.example/r#token',
  requesterName: 'Иван Петрович',
}

/** A value for every variable of a template, by its declared type. */
function everyVar(spec: Readonly<Record<string, string>>, text: string): Record<string, unknown> {
  const values: Readonly<Record<string, unknown>> = {
    text,
    lines: `${text}\nвторая строка`,
    url: 'https://desk.example/x?a=1&b=2',
    urls: [1, 2, 3, 4, 5].map((mark) => `https://desk.example/rate#${String(mark)}`),
    at: dueAt,
    mode: 'remote',
  }
  const all = Object.fromEntries(Object.entries(spec).map(([name, type]) => [name, values[type.replace('?', '')]]))
  return { ...all, zone: 'Europe/Moscow', ...('number' in spec ? { number: common.number } : {}) }
}

describe.each(letterNames)('%s', (name) => {
  const spec: Readonly<Record<string, string>> = letterTemplates[name].vars
  const required = Object.fromEntries(Object.entries(everyVar(spec, 'Слово')).filter(([key]) => spec[key]?.endsWith('?') !== true))

  test.each(langs)('in %s has the number of its process in the subject, a text and an HTML of its own', (lang) => {
    for (const vars of [everyVar(spec, 'Слово'), required]) {
      const letter = renderLetter(letterTemplates[name], lang, vars)
      expect(letter.subject).toMatch('number' in spec ? /^\[О-2026-000123\] \S/u : /^\S/u)
      if ('number' in spec) expect(letter.text).toContain('О-2026-000123')
      expect(letter.text).not.toMatch(/undefined|\[object|NaN|<[a-z/]|&[a-z]+;|\u00a0|\n{3}/u)
      expect(letter.html).not.toMatch(/undefined|\[object|NaN/u)
      expect(letter.html).toContain(`<html lang="${lang}">`)
    }
  })

  test('in English has no Russian of its own', () => {
    const letter = renderLetter(letterTemplates[name], 'en', everyVar(spec, 'word'))
    const rest = letter.text.replaceAll('О-2026-000123', '').replaceAll('вторая строка', '').replaceAll('Веха', '')
    expect(rest).not.toMatch(/\p{Script=Cyrillic}/u)
  })

  test.each(langs)('in %s escapes every variable', (lang) => {
    const evil = `<script>alert(1)</script>"'&<img src=x onerror=y>`
    const { html, subject } = renderLetter(letterTemplates[name], lang, everyVar(spec, evil))
    expect(html).not.toMatch(/<script|<img/u)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
    expect(html).not.toMatch(/href="[^"]*[<>][^"]*"/u)
    expect(subject).not.toMatch(/[\r\n]/u)
  })

  test('without one of its variables is not written, and says which', () => {
    for (const key of Object.keys(required)) {
      const { [key]: left, ...rest } = required
      expect(left).toBeDefined()
      expect(() => renderLetter(letterTemplates[name], 'ru', rest)).toThrow(`${key} is missing`)
      expect(() => renderLetter(letterTemplates[name], 'ru', { ...required, [key]: { a: 1 } })).toThrow(LetterVarsError)
    }
  })
})

describe('the acknowledgement', () => {
  test('reads as a letter', () => {
    const { subject, text } = renderLetter(ticketAck, 'ru', { ...common, answerDueAt: dueAt, officeHours: 'пн–пт с 9:00 до 18:00 (МСК)' })
    expect(subject).toBe('[О-2026-000123] Не печатает принтер')
    expect(text).toBe(`Здравствуйте, Иван Петрович!

Мы получили ваше обращение «Не печатает принтер» и присвоили ему номер О-2026-000123.

Ответим не позднее 23 ноября 2026, 12:00 (МСК).

Мы работаем пн–пт с 9:00 до 18:00 (МСК).

На странице обращения видно, что с ним происходит. Там же можно дополнить его и приложить файлы. Ссылка личная, пожалуйста, не пересылайте её.

Открыть обращение:
https://desk.example/r#token

-- 
С уважением,
служба поддержки, Демо

Чтобы написать нам ещё, просто ответьте на это письмо: ответ попадёт в обращение О-2026-000123. Номер в теме письма оставьте, по нему мы найдём вашу переписку.
`)
  })

  test('names the zone of the organization', () => {
    const text = (zone: string): string => renderLetter(ticketAck, 'en', { ...common, zone, answerDueAt: dueAt }).text
    expect(text('Asia/Yekaterinburg')).toContain('23 November 2026, 14:00 (UTC+5)')
    expect(text('Europe/Moscow')).toContain('12:00 (MSK)')
    expect(text('Asia/Kathmandu')).toContain('14:45 (UTC+5:45)')
  })

  test('keeps line breaks and control signs of a stranger out of the subject, and cuts it', () => {
    const { subject } = renderLetter(ticketAck, 'ru', { ...common, subject: `a\r\nBcc: x@y.example\u0000${'щ'.repeat(400)}` })
    expect(subject).toMatch(/^\[О-2026-000123\] a Bcc: x@y\.example щ+…$/u)
    expect([...subject]).toHaveLength(250)
  })
})

test('a solution has five marks, and links of its own are clickable', () => {
  const vars = {
    ...common,
    solution: 'Смотрите https://wiki.example/a?b=1&c="2".\nГотово <b>',
    agentName: 'Анна Смирнова',
    ratingUrls: [1, 2, 3, 4, 5].map((mark) => `https://desk.example/rate#${String(mark)}`),
    reopenUrl: 'https://desk.example/reopen#t',
    reopenUntilAt: dueAt,
  }
  const { html, text } = renderLetter(ticketSolution, 'ru', vars)
  for (const url of [...vars.ratingUrls, vars.reopenUrl]) {
    expect(html).toContain(`href="${url}"`)
    expect(text).toContain(url)
  }
  expect(html).toContain('<a class="link" href="https://wiki.example/a?b=1&amp;c=" style=')
  expect(html).toContain('&quot;2&quot;.<br>\nГотово &lt;b&gt;')
  expect(text).toContain('5 (отлично): https://desk.example/rate#5')
  expect(text).toContain('Анна Смирнова, служба поддержки:\n\nСмотрите https://wiki.example')
})

test('a link that is none is refused', () => {
  for (const pageUrl of ['javascript:alert(1)', 'https://x.example/"onclick="y', '/relative', '']) {
    expect(() => renderLetter(ticketQuestion, 'ru', { ...common, question: 'x', pageUrl })).toThrow(LetterVarsError)
  }
})

describe('threads', () => {
  test('a Message-ID is the same for the same key, whatever a gateway does to its case', () => {
    const hash = 'aGVsbG8-d29ybGQ_x'
    const id = makeMessageId(hash, 'Mail.Vekha.example')
    expect(id).toMatch(/^<[0-9a-f]+@mail\.vekha\.example>$/u)
    expect(makeMessageId(hash, 'mail.vekha.example')).toBe(id)
    expect(makeMessageId(hash.toUpperCase(), 'mail.vekha.example')).not.toBe(id)
    expect(makeMessageId('0123456789abcdef', 'a.b')).toBe('<0123456789abcdef@a.b>')
  })

  test.each([
    ['short', 'a.b'],
    ['0123456789abcdef>', 'a.b'],
    ['0123456789abcdef', 'a b'],
    ['0123456789abcdef', ''],
  ])('%s at %s is no Message-ID', (hash, domain) => {
    expect(() => makeMessageId(hash, domain)).toThrow(RangeError)
  })

  test('candidates: the answered letter, then references from the newest, then the subject’s numbers', () => {
    const trail = {
      inReplyTo: ['<c@x>'],
      references: ['<a@x>', '<b@x>', '<c@x>'],
      subject: 'Re: [О-2026-000123] Принтер (см. О-2026-000007)',
    }
    const { messageIds, numbers } = threadCandidates(trail)
    expect(messageIds).toEqual(['<c@x>', '<b@x>', '<a@x>'])
    expect(numbers.map(({ number }) => number)).toEqual(['О-2026-000123', 'О-2026-000007'])
  })

  test('a letter that names thousands', () => {
    const references = Array.from({ length: 5000 }, (_, index) => `<${String(index)}@x>`)
    const { messageIds } = threadCandidates({ inReplyTo: [], references, subject: 'x' })
    expect(messageIds).toHaveLength(50)
    expect(messageIds[0]).toBe('<4999@x>')
  })
})
