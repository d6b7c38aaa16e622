import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { ticketForm } from './rights.ts'

const engine = {
  start: async () => undefined,
  probe: async () => undefined,
  act: async () => ({ kind: 'gone' }) as const,
}

let api: TestApi
let browser: Browser
let id = ''
beforeAll(async () => {
  api = await testApi({ engine })
  browser = await signIn(api.app, await makePerson(api.db, [await makeOrganization(api.db)], ['support1', 'manager']))
  for (const subject of ['first', '=second']) {
    const started = await browser.send('process.start', {
      kind: 'ticket',
      requestId: subject.replace('=', ''),
      input: { ...ticketForm, subject },
    })
    id = isJsonObject(started.data) ? String(started.data['id']) : ''
  }
})
afterAll(() => api.close())

test('every read answers over the wire in plain JSON', async () => {
  const list = await browser.ask('process.list', {
    kind: 'ticket',
    open: true,
    sort: { by: 'started', descending: false },
    priority: 'normal',
    limit: 1,
  })
  expect(list.data).toMatchObject({
    items: [{ title: 'first', startedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/) }],
    count: 2,
    countIsMore: false,
    nextCursor: expect.any(String),
  })
  expect((await browser.ask('process.get', { id })).data).toMatchObject({
    id,
    state: 'registered',
    offers: expect.any(Array),
    whyLine: { tone: 'ok' },
  })
  expect((await browser.ask('process.history', { id })).data).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ type: 'event', kind: 'start' })]),
  })
  expect((await browser.ask('process.map', { kind: 'ticket' })).data).toMatchObject({ open: 2, states: expect.any(Array) })
  expect((await browser.ask('inbox.list', { limit: 1 })).data).toMatchObject({ count: 2, items: [{ waiting: false }] })
  expect((await browser.send('inbox.claim', { id })).status).toBe(200)
  expect((await browser.ask('inbox.list', { scope: 'mine' })).data).toMatchObject({ count: 1 })
  expect((await browser.ask('inbox.counts')).data).toEqual({ inbox: 2, unread: 0, open: { ticket: 2, visit: 0 } })
  expect((await browser.send('notification.read', { ids: 'all' })).data).toEqual({ marked: 0 })
  expect((await browser.ask('people.list', { party: 'support' })).data).toMatchObject({ items: [{ roles: ['support1', 'manager'] }] })
})

test('the list is a file, exactly, for those who are signed in', async () => {
  const url = `/export/processes.csv?input=${encodeURIComponent(JSON.stringify({ kind: 'ticket', sort: { by: 'number' } }))}`
  const file = await api.app.inject({ method: 'GET', url, cookies: Object.fromEntries(browser.cookies) })
  expect(file.statusCode).toBe(200)
  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': expect.stringMatching(/^attachment; filename=/),
  })
  expect(file.body.split('\r\n').map((row) => row.split(';')[1])).toEqual(['Название', 'first', "'=second", undefined])
  expect((await browser.ask('process.export', { kind: 'ticket', sort: { by: 'number' } })).data).toMatchObject({ text: file.body })
  expect((await api.app.inject({ method: 'GET', url })).statusCode).toBe(401)
})

describe('bad input is told apart, and is never our failure', () => {
  const asked: readonly (readonly [string, unknown])[] = [
    ['process.get', {}],
    ['process.get', { id: 'x' }],
    ['process.get', { id, number: 'О-2026-000001' }],
    ['process.history', { id, cursor: 'x' }],
    ['process.history', { id, parts: ['everything'] }],
    ['process.list', { kind: 'nonsense' }],
    ['process.list', { kind: 'ticket', states: ['nowhere'] }],
    ['process.list', { assignee: 'somebody' }],
    ['process.list', { limit: 0 }],
    ['process.list', { limit: 201 }],
    ['process.list', { cursor: '🦊' }],
    ['process.list', { sort: { by: 'password' } }],
    ['process.list', { text: 'x'.repeat(301) }],
    ['process.list', { tenantId: id }],
    ['process.map', { kind: 'ticket', from: 'yesterday' }],
    ['process.map', { kind: 'ticket', from: '0001-01-01T00:00:00Z' }],
    ['process.export', {}],
    ['inbox.list', { scope: 'theirs' }],
    ['inbox.list', { cursor: 'WzEsMiwzXQ' }],
    ['notification.list', { cursor: 'WzEsMiwzXQ' }],
    ['people.list', { party: 'nobody' }],
  ]
  for (const [path, input] of asked)
    test(`${path} ${JSON.stringify(input).slice(0, 60)}`, async () => {
      expect((await browser.ask(path, input)).status).toBe(400)
    })

  test('a NUL in what is searched or saved does no harm', async () => {
    expect((await browser.ask('process.list', { text: 'a\0b' })).status).toBe(200)
    expect((await browser.ask('people.list', { text: '\0' })).status).toBe(200)
    expect((await browser.send('view.save', { kind: 'ticket', name: 'a\0', query: { search: '\0' } })).status).toBe(400)
    expect((await browser.send('view.save', { kind: 'ticket', name: 'half \ud800', query: { search: '\ud800' } })).status).toBeLessThan(500)
    expect((await browser.ask('process.list', { text: '\ud800' })).status).toBe(200)
  })

  test('what is not there is not found', async () => {
    expect((await browser.ask('process.get', { number: 'О-2026-999999' })).status).toBe(404)
    expect((await browser.send('inbox.claim', { id: '018f0000-0000-7000-8000-00000000000a' })).status).toBe(404)
    expect((await openBrowser(api.app).ask('process.list', {})).status).toBe(401)
    expect(
      (await api.app.inject({ method: 'GET', url: '/export/processes.csv?input={', cookies: Object.fromEntries(browser.cookies) }))
        .statusCode,
    ).toBe(400)
  })
})
