import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { ticketForm } from './rights.ts'

// What no screen of ours sends: everything is the sender's mistake, nothing is ours.

let api: TestApi
let admin: Browser
beforeAll(async () => {
  api = await testApi()
  const organization = await makeOrganization(api.db)
  admin = await signIn(api.app, await makePerson(api.db, [organization], ['admin']), api.deps.publicUrl)
}, 120_000)
afterAll(() => api.close())

const nul = 'a\u0000b'
const half = 'a\ud800'
const cursor = (...parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

test.each([nul, half])('text that Postgres can not keep is no defect anywhere: %j', async (text) => {
  const filters = [{ states: [text] }, { kind: text }, { channel: [text] }, { requestType: text }, { priority: text }, { text }]
  const answers = await Promise.all([
    ...filters.map((filter) => admin.ask('process.list', filter)),
    admin.ask('process.get', { number: text }),
    admin.ask('process.map', { kind: text }),
    admin.ask('inbox.list', { kind: text }),
    admin.ask('view.list', { kind: text }),
    admin.ask('people.list', { text }),
    admin.ask('admin.users.list', { text }),
    admin.ask('admin.audit.list', { entity: text, entityId: text, actorId: text }),
    admin.send('view.save', { kind: 'ticket', name: text, query: { text } }),
    admin.send('session.login', { email: `${text}@x.example`, password: text, organization: text }),
    admin.send('admin.policies.set', { name: text, policy: null }),
    admin.send('process.start', { kind: text, requestId: newId(), input: {} }),
    ...['subject', 'description', 'requesterEmail', 'requesterName', 'requestType', 'follows'].map((field) =>
      admin.send('process.start', {
        kind: 'ticket',
        requestId: newId(),
        input: { ...ticketForm, [field]: field === 'requesterEmail' ? `${text}@x.example` : text },
      }),
    ),
  ])
  expect(answers.map((answer) => answer.status).filter((status) => status >= 500)).toEqual([])
})

test('an address with what can not be kept is an address that is not there', async () => {
  for (const path of ['/new/api/a%00b', '/files/%00', '/r/api/%00/thread', '/new/api/%ED%A0%80'])
    expect((await api.app.inject({ method: 'GET', url: path })).statusCode).toBeLessThan(500)
})

test('a cursor that only looks like one is refused', async () => {
  const instants = [
    '2026-02-31 10:00:00+00',
    '2026-13-01 10:00:00+00',
    '2026-01-01 99:00:00+00',
    '0000-01-01 00:00:00+00',
    '2026-01-01 00:00:00+20',
  ]
  for (const at of instants) {
    const id = newId()
    const answers = await Promise.all([
      admin.ask('process.list', { sort: 'due', cursor: cursor('due:asc', at, id) }),
      admin.ask('process.list', { cursor: cursor('changed:desc', at, id) }),
      admin.ask('inbox.list', { cursor: cursor('tasks', at, id) }),
      admin.ask('notification.list', { cursor: cursor('at', at, id) }),
    ])
    expect(answers.map((answer) => [at, answer.status])).toEqual(answers.map(() => [at, 400]))
  }
  expect((await admin.ask('process.list', { cursor: cursor('changed:desc', '2026-11-20 10:00:00.123456+03', newId()) })).status).toBe(200)
})

test('a moment before the first year is refused, for Postgres has none', async () => {
  const before = '0000-01-01T00:00:00Z'
  const answers = await Promise.all([
    admin.ask('process.map', { kind: 'ticket', from: before }),
    admin.ask('process.map', { kind: 'ticket', to: before }),
    admin.send('notification.read', { until: before }),
  ])
  expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400])
})
