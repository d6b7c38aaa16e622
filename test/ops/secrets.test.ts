import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { isJsonObject } from '../../domain/json.ts'
import { signInTo } from '../../ops/scratch/console-client.ts'
import type { ConsoleClient } from '../../ops/scratch/console-client.ts'
import { startScratch } from '../../ops/scratch/installation.ts'
import type { ScratchInstallation } from '../../ops/scratch/installation.ts'
import { hashPassword } from '../../services/session/password.ts'
import { ticketForm } from '../api/rights.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'
import { formBody, tokenIn } from '../support/requester.ts'

// Invariant I9: what people write, and what opens their doors, is driven through real processes that fail in many ways,
// and is then in no log, no answer that says no, and not in the engine's store.

const canaries = {
  password: 'zq-canary-password-7719',
  wrongPassword: 'zq-canary-guess-4410',
  newPassword: 'zq-canary-changed-2051',
  phone: '79120047711',
  card: '4276380012345678',
  code: 'OTP 480-917',
  words: 'Тайна-канарейки-5512',
  name: 'Канарейкина',
  mailbox: 'canary.zq@secret-client.example',
  fileName: 'zq-canary-scan-6604',
  search: 'zq-canary-search-9023',
  garbage: 'zq-canary-garbage-3344',
}

let site: ScratchInstallation
let db: Database
let api: string
let organization: TestOrganization
let support: ConsoleClient
/** What only the run itself makes: tokens of links and sessions. */
const made: Record<string, string> = {}
/** Every answer that said no, whole. */
const refusals: string[] = []

beforeAll(async () => {
  site = await startScratch({ env: { LOG_LEVEL: 'trace' } })
  api = site.apiUrls[0] ?? ''
  db = openDatabase({ ownerUrl: site.databaseUrl, secret: site.secret, maxConnections: 2, onError: () => undefined })
  organization = await makeOrganization(db)
  const email = 'officer@people.example'
  const passwordHash = await hashPassword(canaries.password)
  await db.system(async (tx) => {
    const id = newId()
    await tx.insert(users).values({ id, email, name: 'Анна', passwordHash, lang: 'ru', createdAt: new Date() })
    await tx.insert(memberships).values({ tenantId: organization.id, userId: id, roles: ['admin'], createdAt: new Date() })
  })
  support = await signInTo(api, { email, password: canaries.password })
  made['session'] = /session=([^;]+)/.exec(support.headers['cookie'] ?? '')?.[1] ?? ''
  made['device'] = /device=([^;]+)/.exec(support.headers['cookie'] ?? '')?.[1] ?? ''
}, 120_000)
afterAll(async () => {
  await db.close()
  await site.close()
}, 60_000)

/** Asks over HTTP and keeps what a refusal says. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${api}${path}`, { ...init, headers: { origin: api, ...Object(init.headers) } })
  if (!response.ok) refusals.push(`${JSON.stringify([...response.headers])} ${await response.clone().text()}`)
  return response
}
const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = support.headers): Promise<Response> =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const letterTo = (address: string, words: string) =>
  eventually(
    async () => {
      for (const { id } of await site.outbox.store.listLetters({ to: address, limit: 20 })) {
        const letter = await site.outbox.store.readLetter(id)
        if (letter?.text.includes(words)) return letter
      }
      return undefined
    },
    `a letter to ${address} with “${words}”`,
    60_000,
  )

test('everything works and fails with secrets in it', async () => {
  // A letter comes in, with a mail server that first refuses ours and names whom.
  site.outbox.faults.refuseRecipients(2, 451, `4.2.1 <${canaries.mailbox}> ${canaries.name}: try later`)
  const transport = createTransport({ host: '127.0.0.1', port: site.smtpPorts[0] ?? 0, secure: false, tls: { rejectUnauthorized: false } })
  const to = `support@${organization.slug}.example`
  const text = `${canaries.words}, карта ${canaries.card}, телефон +${canaries.phone}`
  await transport.sendMail({
    from: `${canaries.name} <${canaries.mailbox}>`,
    to,
    subject: canaries.words,
    text,
    attachments: [{ filename: `${canaries.fileName}.txt`, content: canaries.card }],
  })
  await transport.sendMail({ from: canaries.mailbox, to: `${canaries.name}@nowhere.example`, subject: 'x', text }).catch(() => undefined)
  transport.close()
  const { id } = await eventually(async () => {
    const { items } = await support.trpc.process.list.query({ kind: 'ticket' })
    return items[0]
  }, 'the letter became a ticket')
  made['link'] = tokenIn(await letterTo(canaries.mailbox, 'О-'))

  // The private link, right and wrong, in its body and where nobody should put it.
  const opened = await post('/r/api/open', { token: made['link'] }, {})
  const link: unknown = await opened.json()
  const linkId = isJsonObject(link) ? String(link['link']) : ''
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  await post(`/r/api/${linkId}/answer`, { requestId: newId(), text: `${canaries.words} ${canaries.code}` }, { cookie })
  await post(`/r/api/${linkId}/answer`, { requestId: 'no', text: canaries.words }, { cookie })
  await post('/r/api/open', { token: `${made['link']}${canaries.garbage}` }, {})
  await ask(`/r/api/${linkId}/thread?token=${made['link']}`)
  await ask(`/r/api/${made['link']}/thread`)
  await ask(`/r?${made['link']}`, { headers: { referer: `${api}/r#${made['link']}` } })

  // Signing in, badly.
  await post('/trpc/session.login', { email: canaries.mailbox, password: canaries.wrongPassword }, {})
  await post('/trpc/session.login', { email: 'officer@people.example', password: canaries.wrongPassword }, {})
  await post('/trpc/session.login', { email: 'officer@people.example', password: { text: canaries.wrongPassword } }, {})
  await post('/trpc/session.changePassword', { current: canaries.wrongPassword, password: canaries.newPassword })
  await post('/trpc/session.changePassword', { current: canaries.password, password: canaries.newPassword })
  await ask(`/trpc/session.me?password=${canaries.password}`, { headers: { authorization: `Bearer ${made['session']}` } })

  // What is asked for and cannot be.
  await ask(`/trpc/process.list?input=${encodeURIComponent(JSON.stringify({ text: canaries.search }))}`, { headers: support.headers })
  await ask(`/trpc/process.get?input=${encodeURIComponent(JSON.stringify({ number: canaries.search }))}`, { headers: support.headers })
  await ask(`/trpc/${canaries.garbage}?input=${canaries.search}`, { headers: support.headers })
  await ask(`/export/processes.csv?input=${canaries.search}`, { headers: support.headers })
  await ask(`/files/${canaries.garbage}`, { headers: support.headers })
  await post('/trpc/process.start', `{"kind":"${canaries.garbage}`)
  await post('/trpc/process.start', {
    kind: 'ticket',
    requestId: canaries.phone,
    input: { ...ticketForm, requesterEmail: canaries.garbage, surplus: canaries.card },
  })
  await post('/trpc/process.comment', { id, text: 'x'.repeat(60_000) + canaries.words })
  await post('/trpc/admin.users.create', { email: canaries.mailbox, name: canaries.name, roles: ['tester'], lang: 'ru' })
  await post('/trpc/admin.users.create', { email: canaries.mailbox, name: canaries.name, roles: ['tester'], lang: 'ru' })
  const file = formBody([{ name: 'file', filename: `${canaries.fileName}.txt`, content: canaries.card }])
  const payload = new Uint8Array(file.payload)
  await ask('/files', { method: 'POST', headers: { ...support.headers, ...file.headers }, body: payload })
  await ask('/files', { method: 'POST', headers: { ...support.headers, ...file.headers }, body: payload.subarray(0, 150) })

  // Moves, with the engine and the database away for a while.
  const move = (action: string, form: object, requestId = newId()) => post('/trpc/process.act', { id, action, form, requestId })
  expect((await move('take', {})).status).toBe(200)
  await move('ask', { comment: { [canaries.words]: canaries.code } })
  await site.temporal.kill()
  const asked = newId()
  expect((await move('ask', { comment: `${canaries.words} ${canaries.code}` }, asked)).status).toBe(503)
  await site.temporal.start()
  await eventually(
    async () => ((await move('ask', { comment: `${canaries.words} ${canaries.code}` }, asked)).ok ? true : undefined),
    'the question is asked',
    60_000,
  )
  site.outbox.faults.refuseData(1, 554, `5.7.1 ${canaries.words} from ${canaries.mailbox} is spam`)
  await move('answer', { comment: canaries.words })
  await move('solve', { comment: `${canaries.words} ${canaries.card}` })
  await site.postgres.kill('SIGQUIT')
  await post('/trpc/process.start', {
    kind: 'ticket',
    requestId: newId(),
    input: { ...ticketForm, subject: canaries.words, requesterEmail: canaries.mailbox },
  })
  await post('/trpc/session.login', { email: canaries.mailbox, password: canaries.wrongPassword }, {})
  await post('/r/api/open', { token: made['link'] }, {})
  await site.postgres.start()
  await eventually(
    async () => ((await ask('/trpc/session.me', { headers: support.headers })).ok ? true : undefined),
    'the API has its database again',
    60_000,
  )
}, 240_000)

/** Every text file under the run's directory that is a log, by name. */
async function logs(): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(site.dir)).filter((name) => name.endsWith('.log'))
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(site.dir, name), 'utf8') })))
}
const secrets = (): [string, string][] => [...Object.entries(canaries), ...Object.entries(made)]

test('the logs have none of it', async () => {
  const written = await logs()
  expect(written.map(({ name }) => name).toSorted()).toEqual(['api-1.log', 'postgres.log', 'temporal.log', 'workers-1.log'])
  // What is looked for would be found: every log has something, and ours have their requests.
  for (const { text } of written) expect(text.length).toBeGreaterThan(100)
  expect(written.find(({ name }) => name === 'api-1.log')?.text).toMatch(/"reqId".*session\.login/s)
  const found = secrets().flatMap(([what, secret]) =>
    written.flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => line.includes(secret))
        .map((line) => ({ what, name, line: line.slice(0, 300) })),
    ),
  )
  expect(found).toEqual([])
})

test('no answer that says no repeats it', () => {
  expect(refusals.length).toBeGreaterThan(15)
  const found = secrets().flatMap(([what, secret]) =>
    refusals.filter((text) => text.includes(secret)).map((text) => ({ what, text: text.slice(0, 300) })),
  )
  expect(found).toEqual([])
})

test('the engine’s store has none of it', async () => {
  await site.temporal.stop()
  const stored = (await readdir(site.dir)).filter((name) => name.startsWith('temporal.db'))
  const bytes = Buffer.concat(await Promise.all(stored.map((name) => readFile(join(site.dir, name)))))
  // What is plain by design is found.
  expect(bytes.includes(organization.id)).toBe(true)
  const variants = secrets().flatMap(([what, secret]) => [
    { what, secret: Buffer.from(secret) },
    { what, secret: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
    { what, secret: Buffer.from(Buffer.from(secret).toString('base64').slice(0, -4)) },
  ])
  expect(variants.filter(({ secret }) => bytes.includes(secret)).map(({ what }) => what)).toEqual([])
})
