import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appRouter } from '../../api/router.ts'
import { audit } from '../../db/schema/desk.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'

// Reliability row 27: every change that another site's page could ask for with a person's cookies. Generated from
// what is mounted, so a new mutation is covered by existing.

const own = 'https://vekha.example'

let api: TestApi
let organization: TestOrganization
let admin: Browser
beforeAll(async () => {
  api = await testApi({ publicUrl: own })
  organization = await makeOrganization(api.db)
  admin = await signIn(api.app, await makePerson(api.db, [organization], ['admin']), own)
})
afterAll(() => api.close())

const isProcedure = (value: unknown): value is { readonly _def: { readonly type: string } } =>
  typeof value === 'function' && '_def' in value
const mutations = Object.entries<unknown>(appRouter._def.procedures).flatMap(([path, one]) =>
  isProcedure(one) && one._def.type === 'mutation' ? [path] : [],
)
const restPosts = (): string[] =>
  [...api.routes]
    .filter((route) => route.startsWith('POST ') && !route.includes('/trpc'))
    .map((route) => route.slice(5).replace(/:\w+/g, '01999999-9999-7999-8999-999999999999'))
const changes = (): string[] => [...mutations.map((path) => `/trpc/${path}`), ...restPosts()]

const bodies = {
  'text/plain': '{"lang":"en"}',
  'application/x-www-form-urlencoded': 'lang=en',
  'multipart/form-data; boundary=x': '--x\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\nwords\r\n--x--\r\n',
  'application/json': '{"lang":"en"}',
}
type Type = keyof typeof bodies
const simple: readonly Type[] = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']
const all: readonly Type[] = [...simple, 'application/json']

/** With the person's cookies, as the browser would send it for another page. */
const send = (url: string, type: Type, headers: Readonly<Record<string, string>>, method: 'POST' | 'GET' = 'POST') => {
  const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const payload = method === 'POST' ? { payload: bodies[type] } : {}
  return api.app.inject({ method, url, headers: { host: 'vekha.example', cookie, 'content-type': type, ...headers }, ...payload })
}
const audited = () => api.db.tenant(organization.id, (tx) => tx.$count(audit))

/** Sends to every change and answers those that were not refused with one of the statuses. */
async function notRefused(
  types: readonly Type[],
  headers: Readonly<Record<string, string>>,
  statuses: readonly number[],
): Promise<string[]> {
  const through: string[] = []
  for (const url of changes())
    for (const type of types) {
      const { statusCode } = await send(url, type, headers)
      if (!statuses.includes(statusCode)) through.push(`${url} ${type} ${String(statusCode)}`)
    }
  return through
}

const foreign = [
  ['another site', 'https://evil.example'],
  ['a sandboxed frame or a redirect', 'null'],
  ['a name that begins like ours', 'https://vekha.example.evil.example'],
  ['a name that ends like ours', 'https://evilvekha.example'],
  ['a subdomain', 'https://a.vekha.example'],
  ['the domain above', 'https://example'],
  ['another port', 'https://vekha.example:8443'],
  ['our name over http', 'http://vekha.example'],
  ['our name as the user of another', 'https://vekha.example@evil.example'],
  ['a look-alike letter', 'https://xn--vkha-8cd.example'],
  ['two origins', 'https://vekha.example https://evil.example'],
  ['nothing', ''],
  ['a file', 'file://'],
  ['an extension', 'chrome-extension://abcdefghijklmnop'],
] as const

test('there are mutations and forms to forge', () => {
  expect(mutations.length).toBeGreaterThan(20)
  expect(restPosts().length).toBeGreaterThan(5)
})

describe('no change is made for a page of', () => {
  test.each(foreign)('%s', async (_who, origin) => {
    const before = await audited()
    expect(await notRefused(origin === 'null' ? all : ['application/json'], { origin }, [403])).toEqual([])
    expect(await audited()).toBe(before)
  })

  test.each(['cross-site', 'same-site'])('a browser that says %s', async (site) => {
    expect(await notRefused(all, { origin: own, 'sec-fetch-site': site }, [403])).toEqual([])
    expect(await notRefused(all, { 'sec-fetch-site': site }, [403])).toEqual([])
  })
})

test('cookies without an origin change nothing', async () => {
  const before = await audited()
  expect(await notRefused(all, {}, [403])).toEqual([])
  expect(await audited()).toBe(before)
})

test('a form’s own three types change nothing, whoever sends them; only uploads take a form, from our page', async () => {
  const through = await notRefused(simple, { origin: own }, [415])
  const uploads = restPosts().filter((url) => url.endsWith('/files') || url.startsWith('/new/'))
  expect(uploads).toHaveLength(3)
  // What an upload answers to a form that it takes is its own matter, and never another's.
  expect(through.filter((line) => !uploads.some((url) => line.startsWith(`${url} `)))).toEqual([])
  expect(through.filter((line) => !line.includes('multipart')).filter((line) => !/ (?:400|404|415)$/.test(line))).toEqual([])
})

test('no mutation is made by GET, whatever the method is said to be', async () => {
  for (const path of mutations)
    for (const headers of [{}, { 'x-http-method-override': 'POST' }, { 'x-method-override': 'POST', origin: own }]) {
      const { statusCode } = await send(
        `/trpc/${path}?input=${encodeURIComponent('{"lang":"en"}')}&_method=POST`,
        'application/json',
        headers,
        'GET',
      )
      expect({ path, statusCode }).toEqual({ path, statusCode: 405 })
    }
  for (const url of restPosts()) expect([400, 401, 404, 405]).toContain((await send(url, 'application/json', {}, 'GET')).statusCode)
})

test('after all that the person is signed in as before, and our own page still changes things', async () => {
  expect((await admin.ask('session.me')).data).toMatchObject({ user: { lang: 'ru' } })
  const sent = await send('/trpc/session.setLang', 'application/json', { origin: own, 'sec-fetch-site': 'same-origin' })
  expect(sent.statusCode).toBe(200)
  expect((await send('/trpc/session.setLang', 'application/json', { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
})

test('no preflight is answered with leave', async () => {
  for (const url of changes()) {
    const { headers } = await api.app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})
