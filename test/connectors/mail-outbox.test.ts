import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startSmtpListener } from '../../api/hooks/smtp-listener.ts'
import { parseLetter } from '../../connectors/mail/parse-letter.ts'
import type { OutgoingLetter } from '../../connectors/mail/port.ts'
import { MailUnavailable } from '../../connectors/mail/port.ts'
import type { SmtpClientOptions } from '../../connectors/mail/smtp-client.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { letterMarks } from '../../domain/letters/letter-marks.ts'
import { sendReply } from '../../simulators/mail-outbox/reply.ts'
import { startMailOutbox } from '../../simulators/mail-outbox/server.ts'
import { openOutboxStore } from '../../simulators/mail-outbox/store.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function directory(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'vekha-outbox-'))
  cleanups.push(() => rm(made, { recursive: true, force: true }))
  return made
}

async function world(options: Partial<SmtpClientOptions> = {}) {
  const outbox = await startMailOutbox({ directory: await directory(), host: '127.0.0.1', port: 0 })
  const client = createSmtpClient({ url: outbox.url, ...options })
  cleanups.push(
    () => outbox.close(),
    () => client.close(),
  )
  return { outbox, client }
}

const letter: OutgoingLetter = {
  from: { name: 'Поддержка «Демо»', address: 'support@demo.example' },
  to: { name: 'Иван, "Петров"', address: 'ivan@client.example' },
  replyTo: { name: '', address: 'support+reply@demo.example' },
  subject: '[О-2026-000123] Не печатает принтер',
  text: 'Здравствуйте!\n.\nТочка',
  html: '<p>Здравствуйте! <img src="cid:logo"></p>',
  messageId: '<0123456789abcdef@mail.vekha.example>',
  inReplyTo: '<b@client.example>',
  references: ['<a@client.example>', '<b@client.example>'],
  headers: letterMarks('ticket.ack', 'one'),
}

async function* chunks() {
  yield Buffer.from('первый ')
  yield Buffer.from('второй')
}

describe('sending', () => {
  test('a letter arrives as it was written', async () => {
    const { outbox, client } = await world()
    const attachments = [
      { filename: 'Ответ клиенту.txt', contentType: 'text/plain', content: chunks() },
      { filename: 'logo.png', contentType: 'image/png', content: Buffer.from([1, 2, 3]), contentId: '<logo>' },
    ]
    const sent = await client.send({ ...letter, attachments })
    const [entry] = await outbox.store.listLetters({ limit: 10 })
    expect(sent).toEqual({ kind: 'sent', providerId: entry?.id })
    expect(entry).toMatchObject({
      envelopeFrom: 'support@demo.example',
      recipients: ['ivan@client.example'],
      subject: letter.subject,
      messageId: letter.messageId,
      attachmentCount: 1,
    })

    const read = await parseLetter((await outbox.store.readRaw(entry?.id ?? '')) ?? Buffer.alloc(0))
    expect(read).toMatchObject({
      messageId: letter.messageId,
      inReplyTo: [letter.inReplyTo],
      references: letter.references,
      from: letter.from,
      to: [{ address: 'ivan@client.example' }],
      text: letter.text,
    })
    expect(read.attachments.map(({ filename, content, inline }) => [filename, content.length, inline])).toEqual([
      ['logo.png', 3, true],
      ['Ответ клиенту.txt', Buffer.byteLength('первый второй'), false],
    ])
    const names = read.headers.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['auto-submitted', 'x-auto-response-suppress', 'precedence', 'x-vekha-loop', 'reply-to']))
  })

  test('a greylisting server is unavailable, and takes the letter later', async () => {
    const { outbox, client } = await world()
    outbox.faults.refuseRecipients(1, 450, '<ivan@client.example> greylisted')
    const failed = client.send(letter)
    await expect(failed).rejects.toBeInstanceOf(MailUnavailable)
    await expect(failed).rejects.toMatchObject({ responseCode: 450, message: expect.not.stringContaining('ivan@') })
    expect(await client.send(letter)).toMatchObject({ kind: 'sent' })
    outbox.faults.refuseData(1, 451)
    await expect(client.send(letter)).rejects.toMatchObject({ responseCode: 451 })
    expect(await outbox.store.listLetters({ limit: 10 })).toHaveLength(1)
  })

  test('a refusal is an answer, without anybody’s address in it', async () => {
    const { outbox, client } = await world()
    outbox.faults.refuseRecipients(1, 550, '<ivan@client.example>: no such user')
    expect(await client.send(letter)).toEqual({ kind: 'rejected', reason: expect.stringMatching(/550 <…>: no such user/u) })
    outbox.faults.refuseData(1, 554, 'Looks like spam')
    expect(await client.send(letter)).toEqual({ kind: 'rejected', reason: expect.stringContaining('Looks like spam') })
    expect(await client.send(letter)).toMatchObject({ kind: 'sent' })
  })

  test('an address that is none is a refusal', async () => {
    const { outbox, client } = await world()
    expect(await client.send({ ...letter, to: { name: '', address: '' } })).toMatchObject({ kind: 'rejected' })
    expect(await outbox.store.listLetters({ limit: 10 })).toEqual([])
  })

  test('a server that wants a password is unavailable, not the letter’s fault', async () => {
    const { outbox, client } = await world()
    outbox.faults.refuseData(1, 530, 'Authentication required')
    await expect(client.send(letter)).rejects.toBeInstanceOf(MailUnavailable)
  })

  test('an answer that never came leaves the letter there: sent again it is the same Message-ID', async () => {
    const { outbox, client } = await world()
    outbox.faults.dropAfterData(1)
    await expect(client.send(letter)).rejects.toBeInstanceOf(MailUnavailable)
    expect(await client.send(letter)).toMatchObject({ kind: 'sent' })
    const ids = (await outbox.store.listLetters({ limit: 10 })).map(({ messageId }) => messageId)
    expect(ids).toEqual([letter.messageId, letter.messageId])
  })

  test('a server that dawdles is given up on', async () => {
    const { outbox, client } = await world({ totalTimeoutMs: 200 })
    outbox.faults.delay(5000)
    await expect(client.send(letter)).rejects.toBeInstanceOf(MailUnavailable)
  })

  test('nobody there', async () => {
    const { outbox, client } = await world()
    await outbox.close()
    await expect(client.send(letter)).rejects.toMatchObject({ name: 'MailUnavailable', responseCode: undefined })
  })

  test('headers can’t be smuggled in', async () => {
    const { outbox, client } = await world()
    await client.send({ ...letter, subject: 'x\r\nBcc: evil@x.example', to: { name: 'a\r\nX-Evil: 1', address: 'ivan@client.example' } })
    const [entry] = await outbox.store.listLetters({ limit: 10 })
    const read = await outbox.store.readLetter(entry?.id ?? '')
    expect(entry?.recipients).toEqual(['ivan@client.example'])
    expect(read?.headers.has('x-evil')).toBe(false)
    expect(read?.headers.has('bcc')).toBe(false)
  })
})

describe('the store', () => {
  test('survives a restart, leaves out half a letter, filters, pages and clears', async () => {
    const place = await directory()
    const store = await openOutboxStore(place)
    const raw = (to: string, subject: string): Buffer => Buffer.from(`From: s@demo.example\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nx`)
    for (const [to, subject] of [
      ['a@x.example', 'one'],
      ['b@x.example', 'two'],
      ['A@x.example', 'three'],
    ] as const) {
      await store.saveLetter({ envelopeFrom: 's@demo.example', recipients: [to], raw: raw(to, subject) })
    }
    await writeFile(path.join(place, '1763600000000-000001-00000000.eml'), 'half')
    await writeFile(path.join(place, '1763600000000-000001-00000000.json.part'), '{')

    const again = await openOutboxStore(place)
    const all = await again.listLetters({ limit: 10 })
    expect(all.map(({ subject }) => subject)).toEqual(['three', 'two', 'one'])
    expect((await again.listLetters({ limit: 10, to: 'a@X' })).map(({ subject }) => subject)).toEqual(['three', 'one'])
    expect((await again.listLetters({ limit: 1, before: all[0]?.id ?? '' })).map(({ subject }) => subject)).toEqual(['two'])
    expect((await again.readLetter(all[2]?.id ?? ''))?.text.trim()).toBe('x')
    for (const id of ['../../etc/passwd', '', '1763600000000-000001-ffffffff']) expect(await again.readLetter(id)).toBeUndefined()
    await again.clear()
    expect(await readdir(place)).toEqual([])
  })

  test('keeps no more than it should', async () => {
    const store = await openOutboxStore(await directory(), 2)
    for (const subject of ['one', 'two', 'three']) {
      await store.saveLetter({ envelopeFrom: '', recipients: ['a@x.example'], raw: Buffer.from(`Subject: ${subject}\r\n\r\nx`) })
    }
    expect((await store.listLetters({ limit: 10 })).map(({ subject }) => subject)).toEqual(['three', 'two'])
  })
})

test('an answer from the outbox comes back with its thread, and only its own words', async () => {
  const { outbox, client } = await world()
  const arrived: { raw: Buffer; from: string }[] = []
  const listener = await startSmtpListener({
    port: 0,
    host: '127.0.0.1',
    acceptsRecipient: async (address) => address === 'support+reply@demo.example',
    onLetter: async ({ raw, envelopeFrom }) => void arrived.push({ raw, from: envelopeFrom }),
    log: { info: () => undefined, warn: () => undefined },
  })
  cleanups.push(() => listener.close())
  await client.send(letter)
  const [entry] = await outbox.store.listLetters({ limit: 1 })
  const stored = await outbox.store.readLetter(entry?.id ?? '')
  if (stored === undefined) throw new Error('The letter is not there')
  const file = { filename: 'лог.txt', contentType: 'text/plain', content: Buffer.from('log') }
  const messageId = await sendReply({ host: '127.0.0.1', port: listener.port, letter: stored, text: 'Всё ещё не печатает', files: [file] })

  const answer = await parseLetter(arrived[0]?.raw ?? Buffer.alloc(0))
  expect(arrived[0]?.from).toBe('ivan@client.example')
  expect(answer).toMatchObject({
    messageId,
    inReplyTo: [letter.messageId],
    references: ['<a@client.example>', '<b@client.example>', letter.messageId],
    subject: `Re: ${letter.subject}`,
    replyText: 'Всё ещё не печатает',
  })
  expect(answer.text).toContain('> Здравствуйте!')
  expect(answer.attachments).toMatchObject([{ filename: 'лог.txt', sizeBytes: 3 }])
})
