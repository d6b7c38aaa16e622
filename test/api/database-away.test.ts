import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildServer } from '../../api/server.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { openRateLimits } from '../../services/system/rate-limits.ts'
import { createReadiness } from '../../services/system/ready.ts'
import { testApi, testMetricsToken } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { formBody } from '../support/requester.ts'

// Fault 5 at the edge: a database that is not within reach is said to be so, with when to ask again, and is no defect.

let api: TestApi
let away: Database
let app: FastifyInstance
let browser: Browser
beforeAll(async () => {
  api = await testApi()
  // The port of "discard", where nobody listens.
  away = openDatabase({
    ownerUrl: 'postgres://nobody@127.0.0.1:9/none',
    secret: 'x'.repeat(32),
    maxConnections: 2,
    onError: () => undefined,
  })
  app = await buildServer(
    { ...api.deps, db: away, limits: openRateLimits(away) },
    {
      logLevel: 'silent',
      webDir: '/nowhere',
      metricsToken: testMetricsToken,
      readiness: createReadiness(away, api.deps.engine),
      plugins: [],
    },
  )
  browser = openBrowser(app)
  browser.cookies.set('vekha-session', 'A'.repeat(43))
})
afterAll(async () => {
  await app.close()
  await away.close()
  await api.close()
})

const json = { 'content-type': 'application/json' }
const id = '01999999-9999-7999-8999-999999999999'
const file = formBody([{ name: 'file', filename: 'x.txt', content: 'x' }])

test.each([
  ['who am I', { method: 'GET', url: '/trpc/session.me' }],
  ['a batch', { method: 'GET', url: '/trpc/session.me,session.me?batch=1' }],
  ['signing in', { method: 'POST', url: '/trpc/session.login', headers: json, payload: '{"email":"a@b.example","password":"x"}' }],
  ['a change', { method: 'POST', url: '/trpc/session.setLang', headers: json, payload: '{"lang":"ru"}' }],
  ['a file', { method: 'GET', url: `/files/${id}` }],
  ['an upload', { method: 'POST', url: '/files', ...file }],
  ['an export', { method: 'GET', url: '/export/processes.csv?input=%7B%22kind%22%3A%22ticket%22%7D' }],
  ['a private link', { method: 'POST', url: '/r/api/open', headers: json, payload: '{"token":"x"}' }],
  ['a public form', { method: 'GET', url: '/new/api/demo' }],
] as const)('%s is answered 503 and when to ask again', async (_what, asked) => {
  const answer = await browser.request(asked)
  expect(answer.statusCode).toBe(503)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.body).toContain('"code":"Unavailable"')
  expect(answer.body).not.toMatch(/127\.0\.0\.1|ECONN|nobody/)
})

test('the process itself is well', async () => {
  expect((await browser.request({ method: 'GET', url: '/healthz' })).statusCode).toBe(200)
  expect((await browser.request({ method: 'GET', url: '/metrics' })).body).toContain('vekha_database_up 0')
})
