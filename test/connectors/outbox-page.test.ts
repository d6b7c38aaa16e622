import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSmtpListener } from '../../api/hooks/smtp-listener.ts'
import { parseLetter } from '../../connectors/mail/parse-letter.ts'
import type { OutboxDesk, OutboxRequest, OutboxResponse } from '../../simulators/mail-outbox/respond.ts'
import { respondOutbox } from '../../simulators/mail-outbox/respond.ts'
import { openOutboxStore } from '../../simulators/mail-outbox/store.ts'
import { multipart, rawLetter } from './raw-letter.ts'

const evil = '<script>alert(1)</script>"'
const cleanups: (() => unknown)[] = []
let desk: OutboxDesk
let arrived: Buffer[]

beforeEach(async () => {
  arrived = []
  const directory = await mkdtemp(path.join(tmpdir(), 'vekha-outbox-'))
  const listener = await startSmtpListener({
    port: 0,
    host: '127.0.0.1',
    acceptsRecipient: async (address) => address === 'support@demo.example',
    onLetter: async ({ raw }) => void arrived.push(raw),
    log: { info: () => undefined, warn: () => undefined },
  })
  cleanups.push(
    () => rm(directory, { recursive: true, force: true }),
    () => listener.close(),
  )
  desk = { store: await openOutboxStore(directory), basePath: '/outbox', replyTo: { host: '127.0.0.1', port: listener.port } }
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function put(to: string, subject: string): Promise<string> {
  const headers = [
    'From: Support <support@demo.example>',
    `To: ${to}`,
    `Subject: ${subject}`,
    'Message-ID: <0123456789abcdef@mail.vekha.example>',
  ]
  const parts = [
    'Content-Type: text/plain; charset=utf-8\n\nЗдравствуйте!',
    `Content-Type: text/html; charset=utf-8\n\n<p>Здравствуйте! <a href="https://x.example">ссылка</a>${evil}</p>`,
    'Content-Type: text/html; name="страница.html"\nContent-Disposition: attachment; filename="a b.html"\n\n<b>x</b>',
  ]
  const raw = rawLetter([...headers, 'Content-Type: multipart/mixed; boundary=b'], multipart('b', parts))
  return (await desk.store.saveLetter({ envelopeFrom: 'support@demo.example', recipients: [to], raw })).id
}

function ask(place: string, more: Partial<OutboxRequest> = {}): Promise<OutboxResponse> {
  const url = new URL(place, 'http://x')
  return respondOutbox(desk, { method: 'GET', path: url.pathname, query: url.searchParams, form: new URLSearchParams(), ...more })
}

const post = (place: string, fields: Record<string, string>): Promise<OutboxResponse> =>
  ask(place, { method: 'POST', form: new URLSearchParams(fields) })

describe('the page', () => {
  test('is empty at first, and says what will be there', async () => {
    const { status, body } = await ask('/')
    expect(status).toBe(200)
    expect(String(body)).toContain('Писем пока нет')
  })

  test('lists, filters and pages', async () => {
    for (let n = 0; n < 60; n += 1) await put(n % 2 === 0 ? 'anna@client.example' : 'ivan@client.example', `Letter ${String(n)}`)
    const first = String((await ask('/')).body)
    expect(first.match(/<li>/gu)).toHaveLength(50)
    expect(first).toContain('Letter 59')
    const older = /href="([^"]*before=[^"]*)"/u.exec(first)?.[1]?.replace('/outbox', '/') ?? ''
    expect(String((await ask(older)).body).match(/<li>/gu)).toHaveLength(10)
    const ivan = String((await ask('/?to=IVAN')).body)
    expect(ivan.match(/<li>/gu)).toHaveLength(30)
    expect(ivan).not.toContain('anna@')
  })

  test('escapes what letters and people bring', async () => {
    const id = await put('ivan@client.example', evil)
    for (const place of ['/', `/${id}`, `/?to=${encodeURIComponent(evil)}`]) {
      const { body, headers } = await ask(place)
      expect(String(body)).not.toContain('<script')
      expect(String(body)).not.toMatch(/ on\w+=| style=/u)
      expect(headers['Content-Security-Policy']).toContain("default-src 'none'")
    }
  })

  test('shows a letter’s HTML only inside a sandbox, its links in a new tab', async () => {
    const id = await put('ivan@client.example', 'x')
    expect(String((await ask(`/${id}`)).body)).toMatch(
      new RegExp(`<iframe [^>]*src="/outbox/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"`, 'u'),
    )
    const { body, headers } = await ask(`/${id}/html`)
    expect(String(body)).toContain('<a target="_blank" rel="noopener noreferrer" href="https://x.example">')
    expect(headers['Content-Security-Policy']).toMatch(/default-src 'none'.*sandbox allow-popups/u)
  })

  test('gives files and the letter itself as downloads', async () => {
    const id = await put('ivan@client.example', 'x')
    const file = await ask(`/${id}/file/0`)
    expect(file.headers['Content-Disposition']).toBe("attachment; filename*=UTF-8''a%20b.html")
    expect(file.headers['Content-Security-Policy']).toContain('sandbox')
    expect(String(file.body).trim()).toBe('<b>x</b>')
    expect(String((await ask(`/${id}/raw`)).body)).toContain('Message-ID: <0123456789abcdef@mail.vekha.example>')
  })

  test.each(['/nothing', '/1763600000000-000001-00000000', '/../../etc/passwd', '/..%2f..%2fetc'])('%s is not there', async (place) => {
    expect((await ask(place)).status).toBe(404)
  })

  test('parts that are not there', async () => {
    const id = await put('ivan@client.example', 'x')
    for (const part of ['file/9', 'file/x', 'other']) expect((await ask(`/${id}/${part}`)).status).toBe(404)
    expect((await post(`/${id}/html`, {})).status).toBe(404)
  })
})

describe('an answer', () => {
  test('arrives from the recipient, and a reload sends nothing', async () => {
    const id = await put('ivan@client.example', '[О-2026-000123] Принтер')
    const { status, headers } = await post(`/${id}/reply?to=ivan`, { text: 'Спасибо, помогло!\r\nИван', from: 'someone@else.example' })
    expect([status, headers['Location']]).toEqual([303, `/outbox/${id}?to=ivan&sent=1`])
    expect(String((await ask(`/${id}?sent=1`)).body)).toContain('Ответ отправлен')
    expect(arrived).toHaveLength(1)
    expect(await parseLetter(arrived[0] ?? Buffer.alloc(0))).toMatchObject({
      from: { address: 'ivan@client.example' },
      inReplyTo: ['<0123456789abcdef@mail.vekha.example>'],
      subject: 'Re: [О-2026-000123] Принтер',
      replyText: 'Спасибо, помогло!\nИван',
    })
  })

  test('that is empty or can’t be sent keeps what was typed', async () => {
    const id = await put('ivan@client.example', 'x')
    expect((await post(`/${id}/reply`, { text: '  ' })).status).toBe(422)
    const nowhere = { ...desk, replyTo: { host: '127.0.0.1', port: 1 } }
    const failed = await respondOutbox(nowhere, {
      method: 'POST',
      path: `/${id}/reply`,
      query: new URLSearchParams(),
      form: new URLSearchParams({ text: 'Мой ответ' }),
    })
    expect(failed.status).toBe(422)
    expect(String(failed.body)).toContain('Ответ не отправлен')
    expect(String(failed.body)).toContain('>Мой ответ</textarea>')
  })
})
