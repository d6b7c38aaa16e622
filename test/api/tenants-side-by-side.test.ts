import { isNull } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import { newId } from '../../db/id.ts'
import { roleUrl } from '../../db/roles.ts'
import { notifications } from '../../db/schema/message.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { testSecret } from '../support/database.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { formBody } from '../support/requester.ts'
import { ticketForm } from './rights.ts'

// Reliability row 24, invariant I7: two organizations over a pool of two connections, all at once. Everything of one
// carries its canary, which no answer to the other may hold.

interface Side {
  readonly canary: string
  readonly tenantId: string
  readonly browser: Browser
  readonly personId: string
  readonly colleagueId: string
  readonly processId: string
  readonly number: string
  readonly fileId: string
  readonly unsentFileId: string
}

let api: TestApi
let left: Side
let right: Side
beforeAll(async () => {
  const engine = {
    start: async () => undefined,
    probe: async () => undefined,
    act: async () => ({ kind: 'unknown', cause: undefined }) as const,
  }
  api = await testApi({ engine, maxConnections: 2 })
  left = await side('canaryleft')
  right = await side('canaryright')
})
afterAll(() => api.close())

const text = (value: unknown, name: string): string => (isJsonObject(value) ? String(value[name]) : '')

async function side(canary: string): Promise<Side> {
  const organization = await makeOrganization(api.db)
  const person = await makePerson(api.db, [organization], ['admin'], `Анна ${canary}`)
  const colleague = await makePerson(api.db, [organization], ['support1'], `Борис ${canary}`)
  const browser = await signIn(api.app, person)
  const upload = async (name: string): Promise<string> => {
    const { headers, payload } = formBody([{ name: 'file', filename: name, content: `words of ${canary}` }])
    return (await browser.request({ method: 'POST', url: '/files', headers, payload })).json<{ id: string }>().id
  }
  const fileId = await upload(`${canary}.txt`)
  const input = {
    ...ticketForm,
    subject: `Касса ${canary}`,
    description: canary,
    requesterEmail: `${canary}@client.example`,
    files: [fileId],
  }
  const started = await browser.send('process.start', { kind: 'ticket', requestId: newId(), input })
  const processId = text(started.data, 'id')
  await browser.send('process.comment', { id: processId, text: `Заметка ${canary}`, requestId: newId() })
  await browser.send('view.save', { kind: 'ticket', name: `Вид ${canary}`, query: { text: canary } })
  await browser.send('admin.organization.set', { name: `ООО ${canary}`, lang: 'ru' })
  return {
    canary,
    tenantId: organization.id,
    browser,
    personId: person.id,
    colleagueId: colleague.id,
    processId,
    number: text(started.data, 'number'),
    fileId,
    unsentFileId: await upload(`${canary}-unsent.txt`),
  }
}

interface Question {
  readonly what: string
  /** What of the asker's own must be in the answer; undefined when the answer is to be 404. */
  readonly own: string | undefined
  readonly ask: (browser: Browser) => Promise<{ readonly statusCode: number; readonly body: string }>
}
const read =
  (path: string, input?: unknown) =>
  async (browser: Browser): Promise<{ statusCode: number; body: string }> =>
    (await browser.ask(path, input)).raw
const get = (url: string) => (browser: Browser) => browser.request({ method: 'GET', url })

/** What one side asks: all its own, and everything of the other's that has an id. */
const questions = (mine: Side, other: Side): Question[] => [
  ...[
    ['session.me', undefined],
    ['process.list', { text: mine.canary }],
    ['process.list', {}],
    ['process.get', { id: mine.processId }],
    ['process.get', { number: mine.number }],
    ['process.history', { id: mine.processId }],
    ['process.export', { kind: 'ticket' }],
    ['inbox.list', {}],
    ['view.list', {}],
    ['people.list', {}],
    ['admin.users.list', {}],
    ['admin.organization.get', undefined],
    ['admin.audit.list', {}],
  ].map(([path, input]): Question => ({
    what: String(path),
    own: path === 'admin.audit.list' ? mine.personId : mine.canary,
    ask: read(String(path), input),
  })),
  { what: 'export', own: mine.canary, ask: get(`/export/processes.csv?input=${encodeURIComponent('{"kind":"ticket"}')}`) },
  { what: 'file', own: mine.canary, ask: get(`/files/${mine.fileId}`) },
  { what: 'search for the other', own: '', ask: read('process.list', { text: other.canary }) },
  { what: 'people like the other’s', own: '', ask: read('people.list', { text: other.canary }) },
  { what: 'the other’s audit', own: '', ask: read('admin.audit.list', { entityId: other.processId }) },
  { what: 'the other’s tasks', own: '', ask: read('process.list', { assignee: other.personId }) },
  { what: 'the other’s process', own: undefined, ask: read('process.get', { id: other.processId }) },
  { what: 'the other’s history', own: undefined, ask: read('process.history', { id: other.processId }) },
  { what: 'the other’s file', own: undefined, ask: get(`/files/${other.fileId}`) },
  { what: 'the other’s unsent file', own: undefined, ask: get(`/files/${other.unsentFileId}`) },
]

test('two hundred requests of two organizations at once over two connections show nobody anything of the other', async () => {
  const asked = [
    ...questions(left, right).map((question) => ({ question, mine: left, other: right })),
    ...questions(right, left).map((question) => ({ question, mine: right, other: left })),
  ]
  // Interleaved, so that neighbours in the pool's queue belong to different organizations.
  const order = Array.from({ length: 200 }, (_, i) => asked[((i % 2) * asked.length) / 2 + (Math.floor(i / 2) % (asked.length / 2))])
  const ask = async (one: (typeof order)[number]) => {
    if (!one) throw new Error('No question')
    const { question, mine, other } = one
    const { statusCode, body } = await question.ask(mine.browser)
    return {
      what: question.what,
      status: statusCode,
      leaked: [other.canary, other.personId, other.processId, other.fileId].some((secret) => body.includes(secret)),
      own: question.own === undefined || body.includes(question.own),
    }
  }
  const seen = await Promise.all(order.map(ask))
  expect(seen.filter(({ leaked }) => leaked)).toEqual([])
  // On a slow machine some wait too long for a connection, are told so, and ask again, one after the other.
  for (const [index, one] of order.entries()) while (seen[index]?.status === 503) seen[index] = await ask(one)
  expect(seen).toHaveLength(200)
  const expected = order.map((one) => ({
    what: one?.question.what,
    status: one?.question.own === undefined ? 404 : 200,
    leaked: false,
    own: true,
  }))
  expect(seen).toEqual(expected)
}, 180_000)

test('each table shows nobody’s rows without an organization, and only its own with one; none takes a row of another', async () => {
  const owner = new pg.Client({ connectionString: api.ownerUrl })
  const inside = new pg.Client({ connectionString: roleUrl(api.ownerUrl, 'vekha_app', testSecret) })
  await Promise.all([owner.connect(), inside.connect()])
  try {
    const { rows: tables } = await owner.query<{ name: string; mayUpdate: boolean }>(
      `SELECT c.relname AS name, has_any_column_privilege('vekha_app', c.oid, 'UPDATE') AS "mayUpdate"
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND has_table_privilege('vekha_app', c.oid, 'SELECT')`,
    )
    const count = async (client: pg.Client, where: string): Promise<number> =>
      (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${where}`)).rows[0]?.n ?? -1
    const filled: string[] = []
    for (const { name, mayUpdate } of tables) {
      await inside.query(`SELECT set_config('vekha.tenant', '', false)`)
      expect({ name, shown: await count(inside, name) }).toEqual({ name, shown: 0 })
      await inside.query(`SELECT set_config('vekha.tenant', $1, false)`, [left.tenantId])
      const mine = await count(owner, `${name} WHERE tenant_id = '${left.tenantId}'`)
      const theirs = await count(owner, `${name} WHERE tenant_id = '${right.tenantId}'`)
      expect({ name, shown: await count(inside, name) }).toEqual({ name, shown: mine })
      if (theirs > 0) filled.push(name)
      if (mine > 0 && mayUpdate)
        await expect(inside.query(`UPDATE ${name} SET tenant_id = '${right.tenantId}'`), name).rejects.toMatchObject({ code: '42501' })
    }
    expect(tables.length).toBeGreaterThan(15)
    // What is empty proves nothing.
    expect(filled).toEqual(
      expect.arrayContaining([
        'audit',
        'events',
        'file_chunks',
        'files',
        'intake',
        'memberships',
        'messages',
        'processes',
        'steps',
        'views',
      ]),
    )
  } finally {
    await Promise.all([owner.end(), inside.end()])
  }
})

test('nothing of the other can be put into one’s own process, nor one’s own into the other’s', async () => {
  const { browser, processId, unsentFileId } = left
  const send = (path: string, input: object) => browser.send(path, { requestId: newId(), ...input })
  const answers = {
    attach: await send('process.attach', { id: processId, files: [right.unsentFileId] }),
    comment: await send('process.comment', { id: processId, text: 'x', files: [right.fileId] }),
    mention: await send('process.comment', { id: processId, text: 'x', mentions: [right.colleagueId] }),
    start: await send('process.start', { kind: 'ticket', input: { ...ticketForm, files: [right.unsentFileId] } }),
    assign: await send('process.assign', { id: processId, assigneeId: right.colleagueId }),
    attachThere: await send('process.attach', { id: right.processId, files: [unsentFileId] }),
    commentThere: await send('process.comment', { id: right.processId, text: 'x' }),
    actThere: await send('process.act', { id: right.processId, action: 'take' }),
    claimThere: await browser.send('inbox.claim', { id: right.processId }),
    userThere: await browser.send('admin.users.update', { id: right.colleagueId, roles: ['auditor'] }),
    passwordThere: await browser.send('admin.users.resetPassword', { id: right.colleagueId }),
  }
  const outcome = Object.fromEntries(Object.entries(answers).map(([name, { error, status }]) => [name, error?.['code'] ?? status]))
  expect(outcome).toEqual({
    attach: 'BadInput',
    comment: 'BadInput',
    // Somebody who is not there is not mentioned.
    mention: 200,
    start: 'BadInput',
    assign: 'Refused',
    attachThere: 'NotFound',
    commentThere: 'NotFound',
    actThere: 'NotFound',
    claimThere: 'NotFound',
    userThere: 'NotFound',
    passwordThere: 'NotFound',
  })
})

test('marking the other’s notifications read changes nothing of theirs', async () => {
  const mention = { id: right.processId, text: 'Борис, посмотрите', mentions: [right.colleagueId], requestId: newId() }
  await right.browser.send('process.comment', mention)
  const unread = () => api.db.system((tx) => tx.select().from(notifications).where(isNull(notifications.readAt)))
  const before = await unread()
  expect(before.length).toBeGreaterThan(0)
  await left.browser.send('notification.read', { ids: before.map((one) => one.id) })
  await left.browser.send('notification.read', { processId: right.processId })
  await left.browser.send('notification.read', { ids: 'all' })
  expect(await unread()).toEqual(before)
})
