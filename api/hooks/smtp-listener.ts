import type { AddressInfo } from 'node:net'
import type { SMTPServerSession } from 'smtp-server'
import { SMTPServer } from 'smtp-server'
import type { Collected } from './letter-bytes.ts'
import { createByteBudget, readLetterBytes } from './letter-bytes.ts'

export interface ReceivedLetter {
  /** Empty for bounces. */
  readonly envelopeFrom: string
  readonly recipients: readonly string[]
  readonly raw: Buffer
  readonly receivedAt: Date
  readonly remoteAddress: string
}

/** Pino's own shape; fields never hold addresses or subjects. */
export interface ListenerLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
}

export interface SmtpListenerOptions {
  /** The next free one is taken when this one is not free; 0 asks the system for any. */
  readonly port: number
  readonly host: string
  readonly maxBytes?: number
  /** Raw letters held in memory at once, all connections together. */
  readonly maxHeldBytes?: number
  readonly maxClients?: number
  readonly maxClientsPerAddress?: number
  readonly silenceTimeoutMs?: number
  /** How long `close` waits for letters under way. */
  readonly drainTimeoutMs?: number
  /** Every connection begins with a PROXY header that says whom it is from. */
  readonly behindProxy?: boolean
  /** The name the listener greets with. */
  readonly name?: string
  /** With a certificate STARTTLS is offered, without it isn't. */
  readonly tls?: { readonly key: string; readonly cert: string }
  acceptsRecipient(address: string): Promise<boolean>
  /** The letter is answered with 250 only after this resolved: keep it first. Throwing answers 451. */
  onLetter(letter: ReceivedLetter): Promise<void>
  readonly log: ListenerLog
}

export interface SmtpListener {
  readonly port: number
  /** Takes no more letters, lets those under way end. */
  close(): Promise<void>
}

const megabyte = 1024 * 1024
/** A letter's limit, raw (architecture: 20 MB of files in base64). */
export const maxLetterBytes = 28 * megabyte

class SmtpRefusal extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

const tryLater = (): SmtpRefusal => new SmtpRefusal(451, 'The letter could not be kept just now. Please try again in a few minutes.')

function refusalOf(collected: Exclude<Collected, { kind: 'whole' }>, maxBytes: number): SmtpRefusal {
  const limit = Math.floor(maxBytes / megabyte)
  if (collected.kind === 'tooBig')
    return new SmtpRefusal(552, `The letter is larger than ${String(limit)} MB and was not taken. Send large files in parts or as a link.`)
  if (collected.kind === 'noRoom') return new SmtpRefusal(452, 'Too many large letters at once. Please try again in a few minutes.')
  return new SmtpRefusal(451, 'The connection broke before the letter was whole. Please send it again.')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function listen(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, () => {
      server.server.off('error', reject)
      const address: AddressInfo | string | null = server.server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/**
 * Listens for letters from the outside. A recipient nobody knows is refused before the letter is
 * sent, a letter over the limit with 552, and nothing is answered with 250 that `onLetter` did not keep.
 * @throws the system's error when the host is not ours or a hundred ports are taken
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const maxBytes = options.maxBytes ?? maxLetterBytes
  const maxPerAddress = options.maxClientsPerAddress ?? 20
  const budget = createByteBudget(options.maxHeldBytes ?? 6 * maxBytes)
  const clientsOf = new Map<string, number>()
  const counted = new Set<string>()
  const busy = new Set<string>()
  let closing = false

  function leave(session: SMTPServerSession): void {
    if (!counted.delete(session.id)) return
    const rest = (clientsOf.get(session.remoteAddress) ?? 1) - 1
    if (rest > 0) clientsOf.set(session.remoteAddress, rest)
    else clientsOf.delete(session.remoteAddress)
  }

  function hangUp(server: SMTPServer, sessionId: string): void {
    for (const connection of server.connections) {
      if (connection.id !== sessionId) continue
      connection.send(421, 'The server is closing. Please try again in a few minutes.')
      connection.close()
    }
  }

  async function take(session: SMTPServerSession, raw: Buffer): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope
    await options.onLetter({
      envelopeFrom: mailFrom === false ? '' : mailFrom.address,
      recipients: rcptTo.map((recipient) => recipient.address),
      raw,
      receivedAt: new Date(),
      remoteAddress: session.remoteAddress,
    })
  }

  function create(): SMTPServer {
    const server = new SMTPServer({
      name: options.name,
      banner: 'Vekha',
      useProxy: options.behindProxy ?? false,
      size: maxBytes,
      authOptional: true,
      disabledCommands: options.tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
      ...(options.tls === undefined ? {} : { key: options.tls.key, cert: options.tls.cert }),
      disableReverseLookup: true,
      logger: false,
      maxClients: options.maxClients ?? 50,
      maxRecipients: 50,
      socketTimeout: options.silenceTimeoutMs ?? 120_000,
      closeTimeout: options.drainTimeoutMs ?? 20_000,
      onConnect(session, done) {
        const clients = (clientsOf.get(session.remoteAddress) ?? 0) + 1
        if (closing || clients > maxPerAddress)
          return done(new SmtpRefusal(421, 'Too many connections. Please try again in a few minutes.'))
        clientsOf.set(session.remoteAddress, clients)
        counted.add(session.id)
        done()
      },
      onClose: (session) => leave(session),
      onRcptTo(recipient, _session, done) {
        options.acceptsRecipient(recipient.address).then(
          (known) => done(known ? null : new SmtpRefusal(550, 'There is no such mailbox here. Please check the address.')),
          (error: unknown) => {
            options.log.warn({ err: error }, 'A recipient could not be looked up')
            done(new SmtpRefusal(451, 'The mailbox could not be checked just now. Please try again in a few minutes.'))
          },
        )
      },
      onData(stream, session, done) {
        busy.add(session.id)
        const finish = (refusal: SmtpRefusal | null): void => {
          busy.delete(session.id)
          done(refusal)
          if (closing) hangUp(server, session.id)
        }
        const bytes = readLetterBytes(stream, maxBytes, budget)
        // A sender that goes on long past the limit will not stop by itself.
        bytes.flood.then(
          () => hangUp(server, session.id),
          () => undefined,
        )
        bytes.collected.then(
          async (collected) => {
            if (collected.kind !== 'whole') {
              options.log.info({ why: collected.kind, sizeBytes: collected.sizeBytes }, 'A letter was refused')
              return finish(refusalOf(collected, maxBytes))
            }
            try {
              await take(session, collected.raw)
              finish(null)
            } catch (error) {
              options.log.warn({ err: error, sizeBytes: collected.raw.length }, 'A letter could not be kept; the sender will try again')
              finish(tryLater())
            } finally {
              budget.give(collected.raw.length)
            }
          },
          () => finish(tryLater()),
        )
      },
    })
    return server
  }

  for (let port = options.port; ; port += 1) {
    const server = create()
    const ignore = (): void => undefined
    server.on('error', ignore)
    try {
      const found = await listen(server, port, options.host)
      server.off('error', ignore)
      server.on('error', (error: Error) => options.log.info({ code: codeOf(error) }, 'A mail connection broke'))
      return {
        port: found,
        close: () =>
          new Promise((resolve) => {
            closing = true
            server.close(() => resolve())
            for (const { id } of [...server.connections]) if (!busy.has(id)) hangUp(server, id)
          }),
      }
    } catch (error) {
      const taken = codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES'
      if (!taken || port === 0 || port >= Math.min(options.port + 100, 65_535)) throw error
    }
  }
}
