import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { formBody } from '../support/requester.ts'

// Reliability row 32: what every answer says to a browser, whatever it answers. The routes are those that are mounted.

const own = 'https://vekha.example'
let api: TestApi
let webDir: string
let admin: Browser
let fileId = ''
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'vekha-web-'))
  for (const dir of ['assets', 'console', 'guest']) await mkdir(join(webDir, dir))
  await writeFile(join(webDir, 'console', 'index.html'), '<!doctype html><title>Console</title>')
  await writeFile(join(webDir, 'guest', 'index.html'), '<!doctype html><title>Guest</title>')
  await writeFile(join(webDir, 'assets', 'index-abc123.js'), 'export {}')
  await writeFile(join(webDir, 'assets', 'index-abc123.css'), 'body {}')
  api = await testApi({ publicUrl: own, webDir })
  api.app.get('/broken', () => {
    throw new Error('a defect')
  })
  admin = await signIn(api.app, await makePerson(api.db, [await makeOrganization(api.db)], ['admin']), own)
  const { headers, payload } = formBody([{ name: 'file', filename: 'страница.html', content: '<script>alert(1)</script>' }])
  fileId = (await admin.request({ method: 'POST', url: '/files', headers, payload })).json<{ id: string }>().id
})
afterAll(async () => {
  await api.close()
  await rm(webDir, { recursive: true })
})

interface Asked {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'OPTIONS' | 'DELETE' | 'PATCH'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: string
}
const json = { 'content-type': 'application/json' }
const isMethod = (text: string): text is Asked['method'] => /^(?:GET|HEAD|POST|PUT|OPTIONS|DELETE|PATCH)$/.test(text)

/** Each mounted route, and each way an answer can be none. */
function questions(): Asked[] {
  const mounted = [...api.routes].flatMap((route): Asked[] => {
    const [method = '', path = ''] = route.split(' ')
    if (!isMethod(method)) return []
    const url = path
      .replace('/trpc/:path', '/trpc/session.me')
      .replace('/files/:id', `/files/${fileId}`)
      .replace(/:\w+/g, '01999999-9999-7999-8999-999999999999')
      .replace('*', 'inbox')
    return [{ method, url, ...(method === 'POST' ? { headers: json, payload: '{}' } : {}) }]
  })
  const get = (url: string): Asked => ({ method: 'GET', url })
  const pages = ['/', '/login', '/r', '/new/demo', '/console/', '/ticket/1', '/assets/index-abc123.js', '/assets/index-abc123.css'].map(get)
  const list = encodeURIComponent('{"kind":"ticket"}')
  const answers = [`/files/${fileId}?inline`, `/export/processes.csv?input=${list}`, `/trpc/process.list?input=%7B%7D`].map(get)
  const wrong: Asked[] = [
    ...['/broken', '/%', '/.env', '/none.js', '/trpc/none', '/files/x', `/trpc/${'x'.repeat(3_000)}`, '/export/processes.csv?input=x'].map(
      get,
    ),
    { method: 'PUT', url: '/trpc/session.me', headers: json, payload: '{}' },
    { method: 'POST', url: '/trpc/session.setLang', headers: { 'content-type': 'text/plain' }, payload: 'x' },
    { method: 'POST', url: '/trpc/session.setLang', headers: json, payload: '{' },
    { method: 'POST', url: '/trpc/session.setLang', headers: json, payload: `"${'x'.repeat(1_100_000)}"` },
    { method: 'POST', url: '/trpc/session.setLang', headers: { ...json, origin: 'https://evil.example' }, payload: '{}' },
    { method: 'POST', url: `/trpc/${'x,'.repeat(1_500)}`, headers: json, payload: '{}' },
    { method: 'DELETE', url: '/files' },
    { method: 'OPTIONS', url: '/trpc/session.me', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } },
  ]
  return [...mounted, ...pages, ...answers, ...wrong]
}

type Check = (answer: LightMyRequestResponse, asked: Asked) => boolean
const directives = (answer: LightMyRequestResponse): Map<string, string> =>
  new Map(
    String(answer.headers['content-security-policy'] ?? '')
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values.join(' ')]),
  )
const is =
  (name: string, value: string | RegExp): Check =>
  ({ headers }) =>
    typeof value === 'string' ? headers[name] === value : value.test(String(headers[name] ?? ''))
const without =
  (name: string): Check =>
  ({ headers }) =>
    headers[name] === undefined
/** A stored file is shut off altogether; pages and answers run what is ours. */
const isSandboxed = (answer: LightMyRequestResponse): boolean => directives(answer).has('sandbox')
/** Before any route, what only pages need is left out. */
const isNoRoute = (url: string): boolean => url === '/%' || url.length > 2_000
const onRoutes =
  (check: Check): Check =>
  (answer, asked) =>
    isNoRoute(asked.url) || check(answer, asked)
const allows =
  (directive: string, value: string): Check =>
  (answer) =>
    isSandboxed(answer) || [value, "'none'"].includes(directives(answer).get(directive) ?? "'none'")

const checks: Readonly<Record<string, Check>> = {
  'nothing is loaded unless allowed': (answer) => directives(answer).get('default-src') === "'none'",
  'nothing unsafe, no wildcard, no other host': ({ headers }) =>
    !/unsafe|\*|https?:|data:|strict-dynamic/.test(String(headers['content-security-policy'])),
  'scripts are ours alone': allows('script-src', "'self'"),
  'styles are ours alone': allows('style-src', "'self'"),
  'no base address is set': (answer) => isSandboxed(answer) || directives(answer).get('base-uri') === "'none'",
  'forms go to us': (answer) => isSandboxed(answer) || /^'(?:self|none)'$/.test(directives(answer).get('form-action') ?? ''),
  'nobody frames it': (answer) => isSandboxed(answer) || directives(answer).get('frame-ancestors') === "'none'",
  'a sandbox has no holes': (answer) => !isSandboxed(answer) || directives(answer).get('sandbox') === '',
  'plain addresses become https': onRoutes((answer) => isSandboxed(answer) || directives(answer).has('upgrade-insecure-requests')),
  'old browsers do not frame it': is('x-frame-options', 'DENY'),
  'the type is not guessed': is('x-content-type-options', 'nosniff'),
  'the address is told to nobody': is('referrer-policy', 'no-referrer'),
  'camera, microphone, place and payment are off': onRoutes(
    is('permissions-policy', 'camera=(), microphone=(), display-capture=(), geolocation=(), payment=()'),
  ),
  'other sites do not embed it': is('cross-origin-resource-policy', 'same-origin'),
  'windows of other sites have no hold of it': onRoutes(is('cross-origin-opener-policy', 'same-origin')),
  'it shares no process with neighbours': onRoutes(is('origin-agent-cluster', '?1')),
  'https stays for a year': is('strict-transport-security', /^max-age=(?:3153600\d|[4-9]\d{7}|\d{9,})/),
  'no plug-in gets a policy': onRoutes(is('x-permitted-cross-domain-policies', 'none')),
  'a download is not opened in place': onRoutes(is('x-download-options', 'noopen')),
  'names are not looked up ahead': onRoutes(is('x-dns-prefetch-control', 'off')),
  'it is not kept, but for assets and one’s own files': ({ headers }, { url }) =>
    url.startsWith('/assets/index')
      ? headers['cache-control'] === 'public, max-age=31536000, immutable'
      : /^no-store$|^private, (?:no-store|max-age=3600)$/.test(String(headers['cache-control'])),
  'the request has a number': is('x-request-id', /^[0-9a-f]{8}-[0-9a-f-]{27}$/),
  'it does not say what it runs on': without('x-powered-by'),
  'nor which server': without('server'),
  'other sites may not read it': ({ headers }) => Object.keys(headers).every((name) => !name.startsWith('access-control-')),
  'no cookie is set on the way': without('set-cookie'),
  'text has its charset': ({ headers }) =>
    !String(headers['content-type'] ?? '').startsWith('text/') || /charset=utf-8/i.test(String(headers['content-type'])),
  'a refusal is JSON': ({ headers, statusCode }, { method }) =>
    statusCode < 400 || method === 'HEAD' || String(headers['content-type']).startsWith('application/json'),
}

describe('every answer', () => {
  const answers: { readonly asked: Asked; readonly answer: LightMyRequestResponse }[] = []
  beforeAll(async () => {
    for (const browser of [admin, openBrowser(api.app, own)])
      for (const asked of questions()) answers.push({ asked, answer: await browser.request(asked) })
  })

  test('is looked at: every sort of outcome', () => {
    expect(Object.keys(checks).length).toBeGreaterThanOrEqual(25)
    const statuses = new Set(answers.map(({ answer }) => answer.statusCode))
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 405, 413, 414, 415, 500, 503]))
  })

  test.each(Object.entries(checks))('%s', (_what, check) => {
    const failed = answers
      .filter(({ asked, answer }) => !check(answer, asked))
      .map(({ asked, answer }) => ({
        asked: `${asked.method} ${asked.url.slice(0, 80)}`,
        status: answer.statusCode,
        headers: answer.headers,
      }))
    expect(failed).toEqual([])
  })
})

test('each cookie is Secure, HttpOnly, for this host alone, and not sent from other sites’ forms', async () => {
  const person = await makePerson(api.db, [await makeOrganization(api.db)], ['manager'])
  const answer = await openBrowser(api.app, own).send('session.login', { email: person.email, password: person.password })
  const lines = [answer.raw.headers['set-cookie']].flat().map(String)
  expect(lines).toHaveLength(2)
  for (const line of lines) {
    expect(line).toMatch(/^__Host-/)
    for (const flag of [/; Secure/, /; HttpOnly/, /; SameSite=(?:Lax|Strict)/, /; Path=\/(?:;|$)/]) expect(line).toMatch(flag)
    expect(line).not.toMatch(/Domain=/i)
  }
})

test('the page of a meeting alone may use the devices, and frame the one video service that is set', async () => {
  const origin = 'https://meet.example.ru'
  const meeting = await testApi({ publicUrl: own, webDir, video: { origin, addressOf: () => origin } })
  try {
    const of = async (url: string): Promise<string[]> => {
      const { headers } = await meeting.app.inject({ url })
      const frames = /frame-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1] ?? ''
      return [frames, String(headers['permissions-policy']).split(', geolocation')[0] ?? '']
    }
    const may = `camera=(self "${origin}"), microphone=(self "${origin}"), display-capture=(self "${origin}")`
    expect(await of('/v')).toEqual([origin, may])
    for (const url of ['/inbox', '/r', '/visits', '/v/api/open'])
      expect(await of(url)).toEqual(["'none'", 'camera=(), microphone=(), display-capture=()'])
  } finally {
    await meeting.close()
  }
})
