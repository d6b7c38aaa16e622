import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import { isJsonObject } from '../../domain/json.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestPerson } from '../support/people.ts'
import { testTemporalAddress } from '../support/requirements.ts'

const root = join(import.meta.dirname, '..', '..')

let database: TestDatabase
let person: TestPerson
beforeAll(async () => {
  database = await testDatabase()
  const db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 2, onError: () => undefined })
  person = await makePerson(db, [await makeOrganization(db)], ['support1'])
  await db.close()
})
const children: ChildProcess[] = []
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await database.drop()
})

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly errors: () => string
  /** The exit code, once it has ended. */
  readonly ended: Promise<unknown>
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const port = env['PORT'] ?? String(await freePort())
  const child = fork(join(root, 'api', 'main.ts'), [], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      VEKHA_SECRET: database.secret,
      TEMPORAL_ADDRESS: testTemporalAddress(),
      SMTP_URL: 'smtp://127.0.0.1:9',
      PORT: port,
      SMTP_PORT: String(await freePort()),
      ...env,
    },
  })
  children.push(child)
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  return { child, url: `http://localhost:${port}`, errors: () => errors, ended: once(child, 'exit').then(([code]: unknown[]) => code) }
}

async function untilReady({ child }: Started): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message')
  return message
}

/** A live connection of a signed-in person, begun. */
async function openLive(url: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const login = await fetch(`${url}/trpc/session.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: person.email, password: person.password }),
  })
  const cookie = login.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const response = await fetch(`${url}/trpc/live`, { headers: { cookie, accept: 'text/event-stream' } })
  const reader = response.body?.getReader()
  if (!reader) throw new Error('The live connection has no body')
  await reader.read()
  return reader
}

async function untilDone(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}

test('it says when it is ready, serves, and ends cleanly on SIGTERM with screens open', async () => {
  const started = await start()
  const message = await untilReady(started)
  expect(message).toMatchObject({ ready: true, url: started.url })
  expect(isJsonObject(message) && typeof message['smtpPort'] === 'number').toBe(true)
  expect((await fetch(`${started.url}/healthz`)).status).toBe(200)
  const live = await openLive(started.url)
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
  await untilDone(live)
})

test('it ends by itself when the process that started it is gone', async () => {
  const started = await start()
  await untilReady(started)
  started.child.disconnect()
  expect(await started.ended).toBe(0)
})

test('it ends by itself when that process was gone before it was ready', async () => {
  const started = await start()
  started.child.disconnect()
  expect(await started.ended).toBe(0)
}, 30_000)

test('a wrong environment is a list of what to mend, not a stack', async () => {
  const started = await start({ DATABASE_URL: 'mysql://x', VEKHA_SECRET: 'short' })
  expect(await started.ended).toBe(1)
  expect(started.errors()).toMatch(/DATABASE_URL[\s\S]*VEKHA_SECRET/)
  expect(started.errors()).not.toMatch(/\n\s+at /)
})

test('a taken port is said in a sentence', async () => {
  const holder = createServer()
  holder.listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = String(typeof address === 'object' && address ? address.port : 0)
  const started = await start({ PORT: port })
  expect(await started.ended).toBe(1)
  expect(started.errors()).toContain(`Port ${port} is taken`)
  holder.close()
})
