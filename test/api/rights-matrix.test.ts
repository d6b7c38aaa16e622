import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appRouter } from '../../api/router.ts'
import { audit } from '../../db/schema/desk.ts'
import { auditEntities, deedLabel } from '../../domain/audit-deeds.ts'
import { isJsonObject } from '../../domain/json.ts'
import { roles } from '../../domain/roles.ts'
import type { Role } from '../../domain/roles.ts'
import { ticket } from '../../domain/ticket.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Answer, Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'
import { fileOfProcess, rights, routes, ticketForm } from './rights.ts'
import type { World } from './rights.ts'

// Every procedure as every role, as another organization and as nobody; generated, so a new one is covered by existing.

interface Asker {
  readonly person: TestPerson
  readonly browser: Browser
}

// Rights are decided before the engine is asked, so it only has to say no quickly.
const engine = {
  start: async () => undefined,
  probe: async () => undefined,
  act: async () =>
    ({ kind: 'answer', answer: { ok: false, refusal: { reason: 'NotAllowedNow', problems: [] }, state: 'registered', seq: 1 } }) as const,
}

const ourSubject = 'Only our organization has this'

let api: TestApi
let organization: TestOrganization
let processId = ''
let viewId = ''
let stranger: Asker
let baseUrl = ''
const askers = new Map<Role, Asker>()

const asker = async (member: TestOrganization, role: Role): Promise<Asker> => {
  const person = await makePerson(api.db, [member], [role])
  return { person, browser: await signIn(api.app, person) }
}
const idOf = (value: unknown): string => (isJsonObject(value) ? String(value['id']) : '')

beforeAll(async () => {
  api = await testApi({ engine })
  organization = await makeOrganization(api.db)
  for (const role of roles) askers.set(role, await asker(organization, role))
  stranger = await asker(await makeOrganization(api.db), 'admin')
  const first = await asker(organization, 'admin')
  const started = await first.browser.send('process.start', {
    kind: 'ticket',
    requestId: 'matrix',
    input: { ...ticketForm, subject: ourSubject },
  })
  processId = idOf(started.data)
  viewId = idOf((await first.browser.send('view.save', { kind: 'ticket', name: 'First', query: {} })).data)
  baseUrl = await api.app.listen({ host: '127.0.0.1', port: 0 })
}, 120_000)
afterAll(() => api.close())

const isProcedure = (value: unknown): value is { readonly _def: { readonly type: string } } =>
  typeof value === 'function' && '_def' in value
// Typed as a tree, held flat by path.
const procedures = Object.entries<unknown>(appRouter._def.procedures).flatMap(([path, one]) =>
  isProcedure(one) ? [{ path, type: one._def.type }] : [],
)

/** Reads only how a live connection begins: it does not end. */
async function beginLive(browser: Browser): Promise<{ status: number; body: string }> {
  const stop = new AbortController()
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${baseUrl}/trpc/live`, { headers: { cookie, accept: 'text/event-stream' }, signal: stop.signal })
  const first = await response.body?.getReader().read()
  stop.abort()
  return { status: response.status, body: new TextDecoder().decode(first?.value) }
}

async function call({ path, type }: (typeof procedures)[number], who: Asker): Promise<Answer> {
  const world: World = { db: api.db, organization, processId, viewId, asker: who.person }
  const input = await rights[path]?.input?.(world)
  return type === 'mutation' ? who.browser.send(path, input ?? {}) : who.browser.ask(path, input)
}

/** What a role gets: `Forbidden`, whether by the router or by the process's definition, or anything else. */
const isForbidden = ({ error }: Answer): boolean => error?.['code'] === 'Forbidden' || error?.['refusal'] === 'Forbidden'

test('every procedure has its row, and every row its procedure', () => {
  expect(Object.keys(rights).toSorted()).toEqual(procedures.map((one) => one.path).toSorted())
})

const called = procedures.filter((one) => one.type !== 'subscription' && rights[one.path])
describe.each(called)('$path', (procedure) => {
  const right = rights[procedure.path]

  test('as every role', async () => {
    for (const [role, who] of askers) {
      // Signing out is the caller's last word.
      const mine = procedure.path.startsWith('session.log') ? await asker(organization, role) : who
      const answer = await call(procedure, mine)
      expect({ role, forbidden: isForbidden(answer) }).toEqual({ role, forbidden: right?.roles.includes(role) !== true })
      expect([200, 400, 403, 404, 409]).toContain(answer.status)
      // What is not forbidden must have got as far as the work: an input the procedure refuses would prove nothing.
      if (answer.status === 400) expect(['session.changePassword', 'relation.add']).toContain(procedure.path)
      if (answer.status === 404) expect(['view.change', 'view.remove', 'relation.remove', 'absence.end']).toContain(procedure.path)
    }
  })

  test('as nobody', async () => {
    const nobody = { person: stranger.person, browser: openBrowser(api.app) }
    const answer = await call(procedure, nobody)
    if (right?.signedOut === 'open') expect(answer.status).toBe(200)
    else expect(answer.error).toMatchObject({ code: 'NotSignedIn', httpStatus: 401 })
  })

  test('as the administrator of another organization', async () => {
    const mine = procedure.path.startsWith('session.log') ? { ...stranger, browser: await signIn(api.app, stranger.person) } : stranger
    const answer = await call(procedure, mine)
    if (right?.elsewhere === '404') expect(answer.error).toMatchObject({ code: 'NotFound', httpStatus: 404 })
    if (right?.elsewhere === 'nothing') {
      expect(answer.status).toBe(200)
      for (const ours of [organization.id, organization.slug, processId, ourSubject, ...[...askers.values()].map((one) => one.person.id)])
        expect(answer.raw.body).not.toContain(ours)
    }
  })
})

test('what all of them did has words in the audit', async () => {
  const rows = await api.db.system((tx) => tx.selectDistinct({ action: audit.action, entity: audit.entity }).from(audit))
  expect(rows.length).toBeGreaterThan(30)
  const known: readonly string[] = Object.keys(auditEntities)
  expect(rows.filter(({ action, entity }) => deedLabel(action) === undefined || !known.includes(entity))).toEqual([])
})

test('a live connection is for staff', async () => {
  expect((await beginLive(openBrowser(api.app))).body).toContain('NotSignedIn')
  for (const { browser } of askers.values())
    expect(await beginLive(browser)).toMatchObject({ status: 200, body: expect.stringContaining('connected') })
})

test('every route outside the router is accounted for', () => {
  const mounted = [...api.routes].filter((route) => !route.startsWith('HEAD ') && !route.includes('/trpc') && route !== 'GET /*').toSorted()
  expect(mounted).toEqual(Object.keys(routes).toSorted())
})

test.each(Object.entries(routes))('%s as nobody', async (route, { signedOut, body }) => {
  const [method, url = ''] = route.split(' ')
  const address = url
    .replace(':link', '01999999-9999-7999-8999-999999999999')
    .replace(':id', '01999999-9999-7999-8999-999999999999')
    .replace(':slug', 'none')
  const payload = method === 'POST' ? { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body ?? {}) } : {}
  const answer = await openBrowser(api.app).request({ method: method === 'POST' ? 'POST' : 'GET', url: address, ...payload })
  expect(answer.statusCode).toBe(signedOut)
})

test('a file of another organization is not found', async () => {
  const id = await fileOfProcess(api.db, organization.id, processId)
  const get = (browser: Browser | undefined) => browser?.request({ method: 'GET', url: `/files/${id}` })
  expect((await get(stranger.browser))?.statusCode).toBe(404)
  for (const [role, { browser }] of askers)
    expect((await get(browser))?.statusCode).toBe(ticket.readBy.some((one) => one === role) ? 200 : 403)
})
