import { describe, expect, test } from 'vitest'
import { automaticReason } from '../../connectors/mail/automatic.ts'
import { letterMarks } from '../../domain/letters/letter-marks.ts'
import { letterNames } from '../../domain/letters/names.ts'
import { parseLetter } from '../../connectors/mail/parse-letter.ts'
import { rawLetter } from './raw-letter.ts'

const own = { messageIdDomain: 'mail.vekha.example', addresses: ['support@demo.example'] }

async function reasonOf(headers: readonly string[], envelopeFrom = 'ivan@client.example') {
  const all = [
    ...(headers.some((line) => line.startsWith('From:')) ? [] : ['From: ivan@client.example']),
    'To: support@demo.example',
    ...headers,
  ]
  return automaticReason(await parseLetter(rawLetter(all, 'text')), envelopeFrom, own)
}

describe('a robot is known by', () => {
  test.each([
    ['auto-reply', ['Auto-Submitted: auto-replied']],
    ['auto-reply', ['Auto-Submitted: auto-generated; owner-email="x@y.example"']],
    ['auto-reply', ['X-Auto-Response-Suppress: DR, OOF, AutoReply']],
    ['auto-reply', ['X-Autoreply: yes']],
    ['auto-reply', ['X-Autorespond: yes']],
    ['auto-reply', ['Precedence: auto_reply']],
    ['auto-reply', ['Subject: Automatic reply: [О-2026-000123] Printer']],
    ['auto-reply', ['Subject: =?utf-8?B?0JDQstGC0L7QvtGC0LLQtdGCOiDQv9GA0LjQvdGC0LXRgA==?=']],
    ['auto-reply', ['Subject: Автоматический ответ: RE: Принтер']],
    ['auto-reply', ['Subject: Вне офиса: до понедельника']],
    ['auto-reply', ['Subject: Out of Office: back on Monday']],
    ['auto-reply', ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b']],
    ['bounce', ['Content-Type: multipart/report; report-type=delivery-status; boundary=b']],
    ['bounce', ['From: MAILER-DAEMON@mx.client.example']],
    ['bounce', ['From: "Почта" <postmaster@client.example>']],
    ['bounce', ['X-Failed-Recipients: nobody@client.example']],
    ['mailing-list', ['List-Id: <news.client.example>']],
    ['mailing-list', ['Precedence: bulk']],
    ['mailing-list', ['Precedence: list']],
    ['mailing-list', ['List-Unsubscribe: <https://client.example/off>']],
    ['own-loop', ['X-Vekha-Loop: here']],
    ['own-loop', ['Message-ID: <0123456789abcdef@Mail.Vekha.Example>']],
    ['own-loop', ['From: Support <Support@demo.example>']],
  ] as const)('%s: %j', async (reason, headers) => {
    expect(await reasonOf(headers)).toBe(reason)
  })

  test('an empty envelope sender', async () => {
    expect(await reasonOf([], '')).toBe('bounce')
    expect(await reasonOf(['Subject: Undeliverable: x'], '')).toBe('bounce')
    expect(await reasonOf(['Auto-Submitted: auto-replied'], '')).toBe('auto-reply')
  })

  test('our own headers, whatever carries them back', async () => {
    for (const letter of letterNames) {
      const headers = Object.entries(letterMarks(letter, 'one')).map(([name, value]) => `${name}: ${value}`)
      expect(await reasonOf(headers)).toBe('own-loop')
    }
  })
})

describe('a person is known by', () => {
  test.each([
    [[]],
    [['Auto-Submitted: no']],
    [['Subject: Re: [О-2026-000123] Автоответчик не работает']],
    [['Subject: Автоответчик не работает']],
    [['Subject: Отпускные не начислены']],
    [['Subject: Не доставлено письмо клиенту']],
    [['Subject: The office printer is out']],
    [['Precedence: first-class']],
    [['In-Reply-To: <0123456789abcdef@mail.vekha.example>']],
    [['Message-ID: <4f6c2b1e-9a3d-4b7e-8c55-0123456789ab@mail.vekha.example>', 'From: colleague@mail.vekha.example']],
    [['From: postmasters-choice@client.example']],
  ])('%j', async (headers) => {
    expect(await reasonOf(headers)).toBeUndefined()
  })
})
