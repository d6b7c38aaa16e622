import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { files } from '../../db/schema/message.ts'
import { anyFreePort } from '../../ops/ports.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { testTemporalAddress } from '../support/requirements.ts'

// Fault 21, reliability row 25: the memory of a real API process while twenty people each send twenty megabytes.

const megabyte = 1024 * 1024
const atOnce = 20
const root = join(import.meta.dirname, '..', '..')

let database: TestDatabase
let db: Database
let tenantId: string
let child: ChildProcess
let url: string
let cookie: string
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 2, onError: () => undefined })
  const organization = await makeOrganization(db)
  tenantId = organization.id
  const person = await makePerson(db, [organization], ['support1'])
  const port = String(await anyFreePort())
  url = `http://127.0.0.1:${port}`
  const own = { PORT: port, SMTP_PORT: String(await anyFreePort()), HOST: '127.0.0.1', PUBLIC_URL: url, LOG_LEVEL: 'warn' }
  child = fork(join(root, 'api', 'main.ts'), [], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      VEKHA_SECRET: database.secret,
      TEMPORAL_ADDRESS: testTemporalAddress(),
      SMTP_URL: 'smtp://127.0.0.1:9',
      ...own,
    },
  })
  await once(child, 'message')
  const login = await fetch(`${url}/trpc/session.login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: person.email, password: person.password }),
  })
  cookie = login.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
})
afterAll(async () => {
  child.kill('SIGKILL')
  await once(child, 'exit')
  await db.close()
  await database.drop()
})

const content = Buffer.alloc(20 * megabyte, 7)
const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\n\r\n'
const tail = '\r\n--x--\r\n'

const upload = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const length = Buffer.byteLength(head) + content.length + Buffer.byteLength(tail)
    const headers = { cookie, origin: url, 'content-type': 'multipart/form-data; boundary=x', 'content-length': length }
    const sent = request(`${url}/files`, { method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.write(head)
    sent.write(content)
    sent.end(tail)
  })

async function residentBytes(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1])
}

test('twenty uploads of twenty megabytes at once are all kept, and the process grows by less than a hundred megabytes', async () => {
  expect(await upload()).toBe(200)
  const before = await residentBytes()
  expect(before).toBeGreaterThan(megabyte)
  let most = before
  let going = true
  const watching = (async () => {
    while (going) most = Math.max(most, await residentBytes())
  })()
  const statuses = await Promise.all(Array.from({ length: atOnce }, upload))
  going = false
  await watching
  expect(statuses).toEqual(statuses.map(() => 200))
  expect(await db.tenant(tenantId, (tx) => tx.$count(files))).toBe(atOnce + 1)
  expect((most - before) / megabyte).toBeLessThan(100)
})
