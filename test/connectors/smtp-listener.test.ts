import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import type { ReceivedLetter, SmtpListener, SmtpListenerOptions } from '../../api/hooks/smtp-listener.ts'
import { startSmtpListener } from '../../api/hooks/smtp-listener.ts'
import { parseLetter } from '../../connectors/mail/parse-letter.ts'

const silent = { info: () => undefined, warn: () => undefined }
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function listener(options: Partial<SmtpListenerOptions> = {}): Promise<{ server: SmtpListener; letters: ReceivedLetter[] }> {
  const letters: ReceivedLetter[] = []
  const server = await startSmtpListener({
    port: 0,
    host: '127.0.0.1',
    drainTimeoutMs: 2000,
    acceptsRecipient: async (address) => address.endsWith('@demo.example'),
    onLetter: async (letter) => void letters.push(letter),
    log: silent,
    ...options,
  })
  cleanups.push(() => server.close())
  return { server, letters }
}

function mailer(port: number) {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  cleanups.push(() => transport.close())
  return transport
}

/** Talks SMTP by hand; each `say` answers with the server's reply. */
async function talk(port: number): Promise<{ say(line: string | Buffer): Promise<string>; socket: Socket }> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  cleanups.push(() => socket.destroy())
  const replies: string[] = []
  let waiting: ((reply: string) => void) | undefined
  let pending = ''
  const pass = (reply: string): void => {
    const next = waiting
    waiting = undefined
    if (next === undefined) replies.push(reply)
    else next(reply)
  }
  socket.on('data', (chunk) => {
    pending += chunk.toString()
    for (
      let match = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/u.exec(pending);
      match;
      match = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/u.exec(pending)
    ) {
      pending = pending.slice(match[0].length)
      pass(match[0])
    }
  })
  socket.on('close', () => pass('closed'))
  const reply = (): Promise<string> => {
    const ready = replies.shift()
    return ready === undefined ? new Promise((resolve) => (waiting = resolve)) : Promise.resolve(ready)
  }
  await reply()
  return {
    socket,
    say(line) {
      socket.write(Buffer.isBuffer(line) ? line : `${line}\r\n`)
      return reply()
    },
  }
}

describe('a letter', () => {
  test('comes as it was sent, envelope and all', async () => {
    const { server, letters } = await listener()
    await mailer(server.port).sendMail({
      from: '"Иван" <ivan@client.example>',
      to: 'support@demo.example',
      bcc: 'second@demo.example',
      subject: 'Не печатает принтер',
      text: 'Строка\n.точка в начале\n..две',
      attachments: [{ filename: 'снимок.png', content: Buffer.from([1, 2, 3]) }],
    })
    expect(letters).toMatchObject([
      { envelopeFrom: 'ivan@client.example', recipients: ['support@demo.example', 'second@demo.example'], remoteAddress: '127.0.0.1' },
    ])
    const letter = await parseLetter(letters[0]?.raw ?? Buffer.alloc(0))
    expect(letter).toMatchObject({
      subject: 'Не печатает принтер',
      text: 'Строка\n.точка в начале\n..две',
      from: { name: 'Иван', address: 'ivan@client.example' },
    })
    expect(letter.attachments).toMatchObject([{ filename: 'снимок.png', sizeBytes: 3 }])
  })

  test('is answered only after it was kept', async () => {
    let keep: () => void = () => undefined
    const kept = new Promise<void>((resolve) => (keep = resolve))
    const order: string[] = []
    const { server } = await listener({ onLetter: () => kept.then(() => void order.push('kept')) })
    const sending = mailer(server.port)
      .sendMail({ from: 'a@x.example', to: 'support@demo.example', text: 'x' })
      .then(() => order.push('answered'))
    setImmediate(keep)
    await sending
    expect(order).toEqual(['kept', 'answered'])
  })

  test('that could not be kept is asked for again', async () => {
    let failures = 1
    const { server } = await listener({
      onLetter: async () => {
        if (failures-- > 0) throw new Error('database is away')
      },
    })
    const transport = mailer(server.port)
    const letter = { from: 'a@x.example', to: 'support@demo.example', text: 'x' }
    await expect(transport.sendMail(letter)).rejects.toMatchObject({ responseCode: 451, response: expect.not.stringContaining('database') })
    await expect(transport.sendMail(letter)).resolves.toMatchObject({ accepted: ['support@demo.example'] })
  })

  test('to nobody we know is refused before it is sent', async () => {
    const { server, letters } = await listener()
    await expect(mailer(server.port).sendMail({ from: 'a@x.example', to: 'nobody@else.example', text: 'x' })).rejects.toMatchObject({
      responseCode: 550,
      response: expect.stringContaining('There is no such mailbox here'),
    })
    expect(letters).toEqual([])
  })

  test('to one known and one unknown address reaches the known one', async () => {
    const { server, letters } = await listener()
    const sent = await mailer(server.port).sendMail({ from: 'a@x.example', to: ['support@demo.example', 'nobody@else.example'], text: 'x' })
    expect(sent.rejected).toEqual(['nobody@else.example'])
    expect(letters[0]?.recipients).toEqual(['support@demo.example'])
  })

  test('whose recipient could not be looked up is asked for again', async () => {
    const { server } = await listener({ acceptsRecipient: () => Promise.reject(new Error('away')) })
    await expect(mailer(server.port).sendMail({ from: 'a@x.example', to: 'support@demo.example', text: 'x' })).rejects.toMatchObject({
      responseCode: 451,
    })
  })

  test('that breaks off in the middle is not kept', async () => {
    const { server, letters } = await listener()
    const { say, socket } = await talk(server.port)
    await say('EHLO client')
    await say('MAIL FROM:<a@x.example>')
    await say('RCPT TO:<support@demo.example>')
    await say('DATA')
    socket.end('Subject: half\r\n\r\nhalf of')
    await once(socket, 'close')
    await mailer(server.port).sendMail({ from: 'b@x.example', to: 'support@demo.example', text: 'whole' })
    expect(letters.map(({ envelopeFrom }) => envelopeFrom)).toEqual(['b@x.example'])
  })

  test('with an empty sender comes with an empty sender', async () => {
    const { server, letters } = await listener()
    const { say } = await talk(server.port)
    await say('EHLO client')
    await say('MAIL FROM:<>')
    await say('RCPT TO:<support@demo.example>')
    await say('DATA')
    expect(await say('Subject: bounce\r\n\r\nx\r\n.')).toMatch(/^250/u)
    expect(letters[0]?.envelopeFrom).toBe('')
  })
})

describe('the limit', () => {
  test('is said in EHLO and refuses a declared size', async () => {
    const { server } = await listener()
    const { say } = await talk(server.port)
    const hello = await say('EHLO client')
    expect(hello).toContain(`SIZE ${String(28 * 1024 * 1024)}`)
    expect(hello).not.toMatch(/AUTH|STARTTLS/u)
    expect(await say('MAIL FROM:<a@x.example> SIZE=99999999')).toMatch(/^552/u)
  })

  test('28 MB are taken, a byte over is refused after DATA and the connection goes on', async () => {
    const { server, letters } = await listener()
    const { say } = await talk(server.port)
    await say('EHLO client')
    const head = Buffer.from('Subject: big\r\n\r\n')
    for (const [extraBytes, reply] of [
      [0, /^250/u],
      [1, /^552.*28 MB/u],
    ] as const) {
      expect(await say('MAIL FROM:<a@x.example>')).toMatch(/^250/u)
      await say('RCPT TO:<support@demo.example>')
      await say('DATA')
      const filler = Buffer.alloc(28 * 1024 * 1024 - head.length - 2 + extraBytes, `${'x'.repeat(98)}\r\n`)
      expect(await say(Buffer.concat([head, filler, Buffer.from('\r\n.\r\n')]))).toMatch(reply)
    }
    expect(letters.map(({ raw }) => raw.length)).toEqual([28 * 1024 * 1024])
    expect(await say('QUIT')).toMatch(/^221/u)
  })

  test('a flood is cut off', async () => {
    const { server, letters } = await listener({ maxBytes: 1000 })
    const { say, socket } = await talk(server.port)
    await say('EHLO client')
    await say('MAIL FROM:<a@x.example>')
    await say('RCPT TO:<support@demo.example>')
    await say('DATA')
    const closed = once(socket, 'close')
    expect(await say(Buffer.alloc(100_000, 'x\r\n'))).toMatch(/^421|closed/u)
    await closed
    expect(letters).toEqual([])
  })

  test('more letters at once than memory allows are asked for again', async () => {
    let keep: () => void = () => undefined
    const kept = new Promise<void>((resolve) => (keep = resolve))
    let first: () => void = () => undefined
    const held = new Promise<void>((resolve) => (first = resolve))
    const { server } = await listener({
      maxHeldBytes: 6000,
      onLetter: () => {
        first()
        return kept
      },
    })
    const letter = { from: 'a@x.example', to: 'support@demo.example', text: 'x'.repeat(4000) }
    const sending = mailer(server.port).sendMail(letter)
    await held
    await expect(mailer(server.port).sendMail(letter)).rejects.toMatchObject({ responseCode: 452 })
    keep()
    await sending
    await expect(mailer(server.port).sendMail(letter)).resolves.toBeDefined()
  })

  test('too many connections from one address', async () => {
    const { server } = await listener({ maxClientsPerAddress: 2 })
    const [one] = [await talk(server.port), await talk(server.port)]
    await expect(mailer(server.port).sendMail({ from: 'a@x.example', to: 'support@demo.example', text: 'x' })).rejects.toMatchObject({
      responseCode: 421,
    })
    await one.say('QUIT')
    const { say } = await talk(server.port)
    expect(await say('NOOP')).toMatch(/^250/u)
  })
})

describe('the port', () => {
  test('that is taken gives way to the next', async () => {
    const { server: first } = await listener()
    const { server: second } = await listener({ port: first.port })
    expect(second.port).toBeGreaterThan(first.port)
  })

  test('on a host that is not ours is an error', async () => {
    await expect(listener({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  })

  test('closes after the letter under way, idle connections at once', async () => {
    let keep: () => void = () => undefined
    const kept = new Promise<void>((resolve) => (keep = resolve))
    let first: () => void = () => undefined
    const held = new Promise<void>((resolve) => (first = resolve))
    const { server } = await listener({
      drainTimeoutMs: 30_000,
      onLetter: () => {
        first()
        return kept
      },
    })
    const idle = await talk(server.port)
    const idleClosed = once(idle.socket, 'close')
    const sending = mailer(server.port).sendMail({ from: 'a@x.example', to: 'support@demo.example', text: 'x' })
    await held
    const closing = server.close()
    await idleClosed
    keep()
    await expect(sending).resolves.toMatchObject({ accepted: ['support@demo.example'] })
    await closing
    await expect(mailer(server.port).sendMail({ from: 'a@x.example', to: 'support@demo.example', text: 'x' })).rejects.toMatchObject({
      code: 'ESOCKET',
    })
  })
})
