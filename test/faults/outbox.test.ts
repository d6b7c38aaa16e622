import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import type { Database } from '../../db/client.ts'
import { intake } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { startNodeService } from '../../ops/node-service.ts'
import { createPart } from '../../ops/scratch/part.ts'
import type { LetterReader } from '../../services/intake/letter-reader.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { startProcess } from '../../services/process/start.ts'
import { readGauges } from '../../services/system/gauges.ts'
import { relay } from '../../services/system/relay.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { scaled } from '../model/scale.ts'
import { eventually } from '../support/eventually.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketForm } from '../support/tickets.ts'

// Fault 14: what arrives is kept in the intake, and a relay makes of it what it is. The traps of such tables: a row that is
// committed after later ones, a relay that dies in the middle, a row that never works, and two relays at once.

const starts = scaled(200, 16)
const letters = scaled(60, 6)
const kills = scaled(10, 2)
const laterMs = 10 * 60_000

let stack: Stack
let org: TestOrganization
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'relay-'))
  // Without workers nobody relays but the test.
  stack = await startStack({ workers: false })
})
afterAll(async () => {
  await stack.close()
  await rm(dir, { recursive: true, force: true })
})
beforeEach(async () => {
  org = await makeOrganization(stack.db)
})

const reader = createLetterReader()
/** Breaks at letters that say so. */
const brittle: LetterReader = {
  read: async (raw, from, to) => (raw.includes('X-Poison') ? Promise.reject(new Error('It can’t be read')) : reader.read(raw, from, to)),
}
const run = (now = new Date()): Promise<number> => relay({ db: stack.db, engine: stack.engine, reader: brittle }, now)
/** Relays until nothing is left that is due so much later. */
async function runDry(from: number, relays: 1 | 2 = 1): Promise<number> {
  for (let taken = 0; ;) {
    const rows = await Promise.all(Array.from({ length: relays }, () => run(new Date(from))))
    if (rows.every((one) => one === 0)) return taken
    taken += rows.reduce((sum, one) => sum + one)
  }
}

/** A ticket is begun while the engine is away: only its order to start is kept. */
async function begin(db: Database = stack.db): Promise<string> {
  const engine = { ...stack.engine, start: () => Promise.reject(new Error('The engine is away')) }
  const { actor } = await org.person('support1')
  const ctx = { ...org.ctx(actor), db }
  return (await startProcess({ ctx, engine, input: { kind: 'ticket', input: ticketForm() } })).id
}

/** A letter is kept, and whoever kept it dies before anything is made of it. */
async function keep(subject: string, db: Database = stack.db, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const raw = await new MailComposer({ from: 'a@alfa.example', to: org.supportAddress, subject, headers, text: 'Не печатает' })
    .compile()
    .build()
  const [kept] = await receiveLetter(db, { envelopeFrom: 'a@alfa.example', recipients: [org.supportAddress], raw, receivedAt: new Date() })
  if (!kept) throw new Error('The letter was not kept')
  return kept.intakeId
}
const keepAll = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await keep(`Письмо ${String(index)}`)
}

const kept = () => stack.db.tenant(org.id, (tx) => tx.select().from(intake).where(eq(intake.tenantId, org.id)))
const tickets = () => stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.tenantId, org.id)))
const statuses = async (source: 'mail' | 'start'): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const row of await kept()) if (row.source === source) counts[row.status] = (counts[row.status] ?? 0) + 1
  return counts
}
const begun = async (): Promise<number> => (await statuses('start'))['done'] ?? 0
async function beginMany(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 4) await Promise.all(Array.from({ length: Math.min(left, 4) }, () => begin()))
}

/** Everything that came is done, each once: a ticket and a workflow for each. */
async function expectEachOnce(count: number): Promise<void> {
  expect(await statuses('start')).toEqual({ done: count })
  expect((await statuses('mail'))['received']).toBeUndefined()
  const rows = await tickets()
  expect(rows).toHaveLength(count)
  expect(new Set((await kept()).map((row) => row.processId))).toEqual(new Set(rows.map((row) => row.id)))
  for (const { id } of rows) {
    const { status } = await stack.engine.client.workflow.getHandle(processWorkflowId(id)).describe()
    expect(status.name).toBe('RUNNING')
  }
}

describe('what arrives', () => {
  it('is not passed over when it is committed after later ones', async () => {
    let commit: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      commit = resolve
    })
    const written: string[] = []
    const slow: Database = {
      ...stack.db,
      tenant: (tenantId, work) =>
        stack.db.tenant(tenantId, async (tx) => {
          const result = await work(tx)
          written.push(tenantId)
          await held
          return result
        }),
    }
    const letter = keep('Раньше всех', slow)
    await eventually(async () => (written.length === 1 ? true : undefined), 'the letter is written and not committed')
    await keepAll(3)
    expect(await runDry(Date.now() + laterMs)).toBe(3)
    expect(await statuses('mail')).toEqual({ done: 3 })
    commit()
    await letter
    expect(await runDry(Date.now() + laterMs)).toBe(1)
    await expectEachOnce(4)
  })

  it('is shared by two relays, none twice and none left', async () => {
    await beginMany(starts)
    await keepAll(letters)
    expect(await runDry(Date.now() + laterMs, 2)).toBe(starts + letters)
    // What a letter begins the engine takes at once.
    const tries = (await kept()).map((row) => row.attempts).toSorted((a, b) => a - b)
    expect(tries).toEqual([...Array.from({ length: letters }, () => 0), ...Array.from({ length: starts + letters }, () => 1)])
    await expectEachOnce(starts + letters)
  })

  it('outlives a relay that is killed in the middle', { timeout: 300_000 }, async () => {
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: stack.ownerUrl,
      VEKHA_SECRET: stack.secret,
      TEMPORAL_ADDRESS: testTemporalAddress(),
      TEMPORAL_NAMESPACE: stack.namespace,
      SMTP_URL: stack.outbox.url,
      PUBLIC_URL: stack.publicUrl,
    }
    const entry = 'test/faults/relay-process.ts'
    const logFile = join(dir, 'relay.log')
    const part = createPart('Relay', async () => (await startNodeService({ name: 'Relay', entry, env, logFile, mayEnd: true })).process)
    const cutOff: number[] = []
    for (let kill = 1; kill <= kills; kill += 1) {
      await part.start()
      const before = await begun()
      await beginMany(starts / 2)
      await eventually(async () => ((await begun()) > before ? true : undefined), 'the relay is at work')
      await part.kill()
      cutOff.push((await statuses('start'))['received'] ?? 0)
    }
    await runDry(Date.now() + laterMs)
    await expectEachOnce((starts / 2) * kills)
    console.log({ 'relay killed': kills, 'left by each kill': cutOff })
  })

  it('is put aside when it never works, and the others flow on', async () => {
    const poisoned = await keep('Ядовитое', stack.db, { 'X-Poison': 'yes' })
    await keepAll(3)
    let now = Date.now() + laterMs
    await run(new Date(now))
    expect(await statuses('mail')).toEqual({ done: 3, received: 1 })
    for (let round = 2; round <= 10; round += 1) {
      expect((await kept()).find((row) => row.id === poisoned)).toMatchObject({ status: 'received', attempts: round - 1 })
      now += laterMs
      await run(new Date(now))
    }
    expect((await kept()).find((row) => row.id === poisoned)).toMatchObject({
      status: 'parked',
      attempts: 10,
      lastError: 'It can’t be read',
    })
    expect(await run(new Date(now + laterMs))).toBe(0)
    expect(await tickets()).toHaveLength(3)
    expect((await readGauges(stack.db, new Date())).intakeParked).toBe(1)
  })
})
