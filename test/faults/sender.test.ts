import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { startNodeService } from '../../ops/node-service.ts'
import { createPart } from '../../ops/scratch/part.ts'
import type { Part } from '../../ops/scratch/part.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { startSender } from '../../services/system/sender.ts'
import { eventually } from '../support/eventually.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'
import { leaseMs } from './sender-lease.ts'

// A sender that dies or freezes with a letter in hand, beside another one.

let stack: Stack
let org: TestOrganization
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sender-'))
  stack = await startStack({ workers: false })
  org = await makeOrganization(stack.db)
})
afterAll(async () => {
  await stack.close()
  await rm(dir, { recursive: true, force: true })
})

function senderProcess(smtpUrl: string): Part {
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: stack.ownerUrl,
    VEKHA_SECRET: stack.secret,
    TEMPORAL_ADDRESS: testTemporalAddress(),
    SMTP_URL: smtpUrl,
    PUBLIC_URL: stack.publicUrl,
  }
  const service = { name: 'Sender', entry: 'test/faults/sender-process.ts', env, logFile: join(dir, 'sender.log'), mayEnd: true }
  return createPart('Sender', async () => (await startNodeService(service)).process)
}
/** Another one, here, that sends to the outbox. */
const another = () => {
  const mail = createSmtpClient({ url: stack.outbox.url })
  const { db, tokens, publicUrl } = stack
  return startSender(db, mailChannel({ db, mail, tokens, publicUrl }), { leaseMs, onError: () => undefined })
}

/** Begins a ticket; its first letter is due. */
async function begin(): Promise<string> {
  const { actor } = await org.person('support1')
  return (await ticketDesk(stack, org).start(actor)).id
}
async function letterOf(processId: string): Promise<typeof deliveries.$inferSelect> {
  const [row] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, processId)))
  if (!row) throw new Error('A ticket begins with a letter')
  return row
}
const when = (processId: string, what: string, holds: (row: typeof deliveries.$inferSelect) => boolean) =>
  eventually(async () => {
    const row = await letterOf(processId)
    return holds(row) ? row : undefined
  }, what)
const arrived = async (processId: string): Promise<number> => {
  const { letterId } = await letterOf(processId)
  return (await stack.outbox.store.listLetters({ limit: 1_000 })).filter(({ messageId }) => messageId === letterId).length
}

it('a letter stays with a sender that works on it, and goes to another once that one was killed', async () => {
  // A mail server that says nothing: the letter is on its way as long as one likes, and was not taken.
  const sockets: Socket[] = []
  const silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const first = senderProcess(`smtp://127.0.0.1:${String(port)}`)
  await first.start()
  const id = await begin()
  const claimed = await when(id, 'it is in hand', (row) => row.claimedBy !== null)
  const second = another()
  try {
    // Two leases later it is still the first one's.
    const longAfter = (claimed.claimedUntil?.getTime() ?? 0) + leaseMs
    const held = await when(id, 'the lease was renewed', (row) => (row.claimedUntil?.getTime() ?? 0) > longAfter)
    expect(held).toMatchObject({ claimedBy: claimed.claimedBy, status: 'pending', attempts: 0 })
    await first.kill()
    const sent = await when(id, 'the other one has sent it', (row) => row.status === 'sent')
    expect(sent.attempts).toBe(1)
    expect(await arrived(id)).toBe(1)
  } finally {
    await second.stop()
    for (const socket of sockets) socket.destroy()
    silent.close()
  }
})

it('a sender that wakes up after another took its letter does not send it', async () => {
  const frozen = senderProcess(stack.outbox.url)
  const owner = new pg.Client({ connectionString: stack.ownerUrl })
  await owner.connect()
  await owner.query('BEGIN')
  // It claims the letter and can't write it.
  await owner.query('LOCK TABLE links')
  await frozen.start()
  const id = await begin()
  await when(id, 'it is in hand', (row) => row.claimedBy !== null)
  frozen.pause()
  await owner.query('ROLLBACK')
  await owner.end()
  const second = another()
  await when(id, 'the other one has sent it', (row) => row.status === 'sent')
  await second.stop()
  frozen.resume()
  // It goes on from where it stood: what comes now it sends.
  const next = await begin()
  await when(next, 'it works again', (row) => row.status === 'sent')
  await frozen.stop()
  expect([await arrived(id), await arrived(next)]).toEqual([1, 1])
})
