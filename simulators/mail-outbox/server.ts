import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SMTPServerSession } from 'smtp-server'
import { SMTPServer } from 'smtp-server'
import type { OutboxFaults, Refusal } from './faults.ts'
import { createFaultQueue } from './faults.ts'
import type { OutboxStore } from './store.ts'
import { openOutboxStore } from './store.ts'

export interface MailOutbox {
  readonly port: number
  /** What `SMTP_URL` is set to. */
  readonly url: string
  readonly store: OutboxStore
  readonly faults: OutboxFaults
  close(): Promise<void>
}

function refused({ responseCode, message }: Refusal): Error {
  return Object.assign(new Error(message), { responseCode })
}

/**
 * The outside world's mailboxes: an SMTP server that takes every letter and keeps it in a directory.
 * @param options.port 0 asks the system for any
 * @param options.maxLetters 2,000 when left out; the oldest go when there are more
 * @throws the system's error when the port is taken or the directory can't be written
 */
export async function startMailOutbox(options: {
  readonly directory: string
  readonly host: string
  readonly port: number
  readonly maxLetters?: number
}): Promise<MailOutbox> {
  const store = await openOutboxStore(options.directory, options.maxLetters)
  const faults = createFaultQueue()

  function drop(session: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.id === session.id) connection.close()
  }

  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: 40 * 1024 * 1024,
    rejectOversized: true,
    closeTimeout: 2000,
    onRcptTo(_recipient, _session, done) {
      const refusal = faults.nextRecipientRefusal()
      done(refusal === undefined ? null : refused(refusal))
    },
    onData(stream, session, done) {
      const take = async (): Promise<void> => {
        const raw = await buffer(stream)
        if (faults.delayMs > 0) await sleep(faults.delayMs)
        const refusal = faults.nextDataRefusal()
        if (refusal !== undefined) return done(refused(refusal))
        const { mailFrom, rcptTo } = session.envelope
        const recipients = rcptTo.map((recipient) => recipient.address)
        const dropping = faults.nextDrop()
        const entry = await store.saveLetter({ envelopeFrom: mailFrom === false ? '' : mailFrom.address, recipients, raw })
        if (dropping) return drop(session)
        // The client's log shows it, and an operator can find the letter by it.
        done(null, `OK: queued as ${entry.id}`)
      }
      take().catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        done(refused({ responseCode: 451, message: `The letter could not be kept: ${message}` }))
      })
    },
  })

  const port = await new Promise<number>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject)
      const address = server.server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : options.port)
    })
  })
  // Broken connections are the clients' business.
  server.on('error', () => undefined)

  const name = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    port,
    url: `smtp://${name}:${String(port)}`,
    store,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const connection of [...server.connections]) connection.close()
      }),
  }
}
