import { eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { isJsonObject } from '../../domain/json.ts'
import type { Role } from '../../domain/roles.ts'
import { audit } from '../../db/schema/desk.ts'
import { organizations } from '../../db/schema/organization.ts'
import { processes } from '../../db/schema/process.ts'
import { verifyAudit } from '../../services/audit/append.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'
import { ticketForm } from './rights.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi({
    engine: { start: async () => undefined, probe: async () => undefined, act: async () => ({ kind: 'unknown', cause: undefined }) },
  })
})
afterAll(() => api.close())

let organization: TestOrganization
let chief: TestPerson
let admin: Browser
beforeEach(async () => {
  organization = await makeOrganization(api.db)
  chief = await makePerson(api.db, [organization], ['admin'])
  admin = await signIn(api.app, chief)
})

const person = (roles: Role[]): Promise<TestPerson> => makePerson(api.db, [organization], roles)
const text = (value: unknown, name: string): string => (isJsonObject(value) ? String(value[name]) : '')

test('a new person gets a password that is shown once and works', async () => {
  const created = await admin.send('admin.users.create', {
    email: ' Anna@New.Example ',
    name: ' Анна  Белова ',
    roles: ['support2', 'support2'],
    lang: 'ru',
  })
  const password = text(created.data, 'password')
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  const anna = await signIn(api.app, { email: 'anna@new.example', password })
  expect((await anna.ask('session.me')).data).toMatchObject({ user: { name: 'Анна Белова', roles: ['support2'] } })
  const rows = await api.db.tenant(organization.id, (tx) => tx.select().from(audit))
  expect(JSON.stringify(rows)).not.toContain(password)
})

test('an address that is taken is told at its field', async () => {
  const known = await person(['tester'])
  const answer = await admin.send('admin.users.create', { email: known.email, name: 'Again', roles: ['tester'], lang: 'ru' })
  expect(answer.error).toMatchObject({ code: 'Conflict', problems: [{ field: 'email' }] })
})

test('an account of another organization is added by the administrator without a new password, by nobody else', async () => {
  const elsewhere = await makePerson(api.db, [await makeOrganization(api.db)], ['manager'])
  const input = { email: elsewhere.email, name: 'Other name', roles: ['auditor'], lang: 'ru' }
  const orgadmin = await signIn(api.app, await person(['orgadmin']))
  expect((await orgadmin.send('admin.users.create', input)).error).toMatchObject({ code: 'Conflict' })
  expect((await admin.send('admin.users.create', input)).data).toMatchObject({ id: elsewhere.id, password: null })
  const browser = openBrowser(api.app)
  await browser.send('session.login', { email: elsewhere.email, password: elsewhere.password, organization: organization.slug })
  expect((await browser.ask('session.me')).data).toMatchObject({ user: { roles: ['auditor'] }, organization: { slug: organization.slug } })
})

test('nobody takes over an account that another organization relies on', async () => {
  const shared = await makePerson(api.db, [organization, await makeOrganization(api.db)], ['tester'])
  for (const [path, input] of [
    ['admin.users.resetPassword', { id: shared.id }],
    ['admin.users.update', { id: shared.id, disabled: true }],
    ['admin.users.update', { id: shared.id, name: 'Somebody else' }],
  ] as const)
    expect((await admin.send(path, input)).error).toMatchObject({ code: 'Conflict' })
  expect((await admin.send('admin.users.update', { id: shared.id, roles: ['analyst'] })).status).toBe(200)
  expect((await admin.send('admin.users.remove', { id: shared.id })).status).toBe(200)
  expect((await openBrowser(api.app).send('session.login', { email: shared.email, password: shared.password })).status).toBe(200)
})

test('the organization’s administrator neither makes nor touches administrators', async () => {
  const orgadmin = await signIn(api.app, await person(['orgadmin']))
  const colleague = await person(['support1'])
  for (const [path, input] of [
    ['admin.users.create', { email: 'x@new.example', name: 'X', roles: ['admin'], lang: 'ru' }],
    ['admin.users.update', { id: colleague.id, roles: ['admin'] }],
    ['admin.users.update', { id: chief.id, roles: ['support1'] }],
    ['admin.users.update', { id: chief.id, disabled: true }],
    ['admin.users.resetPassword', { id: chief.id }],
    ['admin.users.remove', { id: chief.id }],
  ] as const)
    expect((await orgadmin.send(path, input)).error).toMatchObject({ code: 'Forbidden' })
  expect((await orgadmin.send('admin.users.update', { id: colleague.id, roles: ['orgadmin'] })).status).toBe(200)
})

test('one’s own rights are left to somebody else; one’s own name is not', async () => {
  await person(['admin'])
  for (const input of [{ roles: ['support1'] }, { disabled: true }])
    expect((await admin.send('admin.users.update', { id: chief.id, ...input })).status).toBe(403)
  expect((await admin.send('admin.users.remove', { id: chief.id })).status).toBe(403)
  expect((await admin.send('admin.users.resetPassword', { id: chief.id })).status).toBe(403)
  expect((await admin.send('admin.users.update', { id: chief.id, name: 'Новое имя' })).status).toBe(200)
})

test('two administrators who remove each other at once leave one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const house = await makeOrganization(api.db)
    const two = [await makePerson(api.db, [house], ['admin']), await makePerson(api.db, [house], ['admin'])] as const
    const [one, other] = [await signIn(api.app, two[0]), await signIn(api.app, two[1])]
    const answers = await Promise.all([
      one.send('admin.users.remove', { id: two[1].id }),
      other.send('admin.users.update', { id: two[0].id, disabled: true }),
    ])
    // The loser is either told why, or no longer an administrator by then.
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const left = await Promise.all([one, other].map(async (browser) => (await browser.ask('session.me')).status))
    expect(new Set(left)).toEqual(new Set([200, 401]))
  }
})

test('a disabled person is out at once and comes back when enabled', async () => {
  const colleague = await person(['support1'])
  const browser = await signIn(api.app, colleague)
  await admin.send('admin.users.update', { id: colleague.id, disabled: true })
  expect((await browser.ask('session.me')).status).toBe(401)
  await admin.send('admin.users.update', { id: colleague.id, disabled: false })
  expect((await browser.ask('session.me')).status).toBe(401)
  expect((await (await signIn(api.app, colleague)).ask('session.me')).status).toBe(200)
})

test('a password handed over replaces the old one and ends every session', async () => {
  const colleague = await person(['support1'])
  const browser = await signIn(api.app, colleague)
  const answer = await admin.send('admin.users.resetPassword', { id: colleague.id })
  expect((await browser.ask('session.me')).status).toBe(401)
  expect((await openBrowser(api.app).send('session.login', { email: colleague.email, password: colleague.password })).status).toBe(401)
  expect((await signIn(api.app, { email: colleague.email, password: text(answer.data, 'password') })).cookies.size).toBe(2)
})

test('people are found by name or address, page by page', async () => {
  await Promise.all(Array.from({ length: 105 }, () => person(['tester'])))
  const first = await admin.ask('admin.users.list', {})
  expect(first.data).toMatchObject({ count: 106, nextCursor: expect.any(String) })
  const second = await admin.ask('admin.users.list', { cursor: text(first.data, 'nextCursor') })
  const ids = [first, second].flatMap(({ data }) =>
    isJsonObject(data) && Array.isArray(data['items']) ? data['items'].map((item: unknown) => text(item, 'id')) : [],
  )
  expect(new Set(ids).size).toBe(106)
  expect((await admin.ask('admin.users.list', { text: chief.email.toUpperCase() })).data).toMatchObject({ count: 1 })
  expect((await admin.ask('admin.users.list', { text: '%' })).data).toMatchObject({ count: 0 })
})

test('a calendar is checked, kept, and open processes are marked for new times', async () => {
  await admin.send('process.start', { kind: 'ticket', requestId: 'calendar-1', input: ticketForm })
  const wrong = await admin.send('admin.calendar.set', { ...russianCalendar, zone: 'Mars/Phobos' })
  expect(wrong.error).toMatchObject({ code: 'BadInput', problems: [{ field: 'zone' }] })
  const calendar = {
    zone: 'Asia/Yekaterinburg',
    week: russianCalendar.week,
    holidays: ['05-09'],
    exceptions: { '2026-11-20': { kind: 'off' } },
  }
  expect((await admin.send('admin.calendar.set', calendar)).status).toBe(200)
  expect((await admin.ask('admin.calendar.get')).data).toEqual(calendar)
  const [process] = await api.db.tenant(organization.id, (tx) => tx.select({ key: processes.recomputeKey }).from(processes))
  expect(process?.key).not.toBeNull()
})

test('a time limit of one’s own goes before the default until it is taken back', async () => {
  const own = { amount: 2, unit: 'hours', clock: 'business-hours' }
  expect((await admin.send('admin.policies.set', { name: 'sla.firstAnswer', policy: own })).status).toBe(200)
  const find = async (): Promise<unknown> => {
    const { data } = await admin.ask('admin.policies.list')
    return Array.isArray(data) ? data.find((one: unknown) => text(one, 'name') === 'sla.firstAnswer') : undefined
  }
  expect(await find()).toMatchObject({ own, usual: { amount: 24 } })
  await admin.send('admin.policies.set', { name: 'sla.firstAnswer', policy: null })
  expect(await find()).toMatchObject({ own: null })
  expect((await admin.send('admin.policies.set', { name: 'sla.nothing', policy: own })).error).toMatchObject({
    problems: [{ field: 'name' }],
  })
  expect(
    (await admin.send('admin.policies.set', { name: 'sla.solution', policy: { amount: 90_000, unit: 'days', clock: 'elapsed' } })).error,
  ).toMatchObject({
    problems: [{ field: 'amount' }],
  })
})

test('every change is in the audit, the newest first, with who, before and after', async () => {
  await admin.send('admin.organization.set', { name: 'Ромашка', lang: 'en' })
  const { data } = await admin.ask('admin.audit.list', { entity: 'organization' })
  expect(data).toMatchObject({
    count: 1,
    items: [
      {
        action: 'organization.set',
        actorId: chief.id,
        entityId: organization.id,
        before: { lang: 'ru' },
        after: { name: 'Ромашка', lang: 'en' },
      },
    ],
  })
})

test('the audit calls people by their names, and what has none by nothing', async () => {
  const { data } = await admin.ask('admin.audit.list', { entity: 'user', entityId: chief.id })
  const login = expect.objectContaining({ action: 'session.login', subject: `Person ${chief.email}` })
  expect(data).toMatchObject({ items: expect.arrayContaining([login]) })
  await admin.send('admin.organization.set', { name: 'Ромашка', lang: 'en' })
  expect((await admin.ask('admin.audit.list', { entity: 'organization' })).data).toMatchObject({ items: [{ subject: null }] })
})

test('the audit’s chain holds under load, and shows a changed, a missing and a cut-off row', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, i) => admin.send('admin.organization.set', { name: `Name ${i}`, lang: 'ru' })))
  const verify = () => api.db.tenant(organization.id, (tx) => verifyAudit(tx))
  expect(await verify()).toMatchObject({ ok: true, size: 31 })
  const owner = new pg.Client({ connectionString: api.ownerUrl })
  await owner.connect()
  const tampered = async (change: string): Promise<unknown> => {
    await owner.query('BEGIN')
    await owner.query(change, [organization.id])
    await owner.query('COMMIT')
    return verify()
  }
  try {
    await owner.query('CREATE TABLE kept AS SELECT * FROM audit WHERE tenant_id = $1', [organization.id])
    const restore = async (): Promise<void> => {
      await owner.query('DELETE FROM audit WHERE tenant_id = $1', [organization.id])
      await owner.query('INSERT INTO audit SELECT * FROM kept')
    }
    expect(await tampered(`UPDATE audit SET actor_name = 'Nobody' WHERE tenant_id = $1 AND seq = 7`)).toEqual({
      ok: false,
      brokenAt: 7,
      why: 'chain',
    })
    await restore()
    expect(await verify()).toMatchObject({ ok: true })
    expect(await tampered('DELETE FROM audit WHERE tenant_id = $1 AND seq = 12')).toEqual({ ok: false, brokenAt: 12, why: 'chain' })
    await restore()
    expect(await tampered('DELETE FROM audit WHERE tenant_id = $1 AND seq > 29')).toEqual({ ok: false, brokenAt: 30, why: 'head' })
  } finally {
    await owner.end()
  }
})

test('neither runtime role can rewrite the audit', async () => {
  const change = (run: typeof api.db.system) => run((tx) => tx.update(audit).set({ actorName: 'Nobody' }).where(eq(audit.seq, 1)))
  for (const run of [api.db.system, <T>(work: Parameters<typeof api.db.system<T>>[0]) => api.db.tenant(organization.id, work)])
    await expect(change(run)).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('a failed change leaves no trace', async () => {
  const before = await api.db.tenant(organization.id, (tx) => tx.select().from(audit))
  await admin.send('admin.users.update', { id: chief.id, roles: ['tester'] })
  await admin.send('admin.organization.set', { name: '', lang: 'ru' })
  expect(await api.db.tenant(organization.id, (tx) => tx.select().from(audit))).toEqual(before)
  const [row] = await api.db.tenant(organization.id, (tx) => tx.select().from(organizations))
  expect(row?.name).toContain(organization.slug)
})

test('quiet hours are the organization’s own, stay when they are left out, and are audited', async () => {
  const quiet = async () => (await admin.ask('admin.organization.get')).data
  expect(await quiet()).toMatchObject({ quiet: { fromMinute: 1_260, toMinute: 540 } })
  await admin.send('admin.organization.set', { name: 'Ромашка', lang: 'ru', quiet: { fromMinute: 1_320, toMinute: 480 } })
  await admin.send('admin.organization.set', { name: 'Ромашка', lang: 'en' })
  expect(await quiet()).toMatchObject({ lang: 'en', quiet: { fromMinute: 1_320, toMinute: 480 } })
  const wrong = { name: 'Ромашка', lang: 'ru', quiet: { fromMinute: 1_440, toMinute: 0 } }
  expect((await admin.send('admin.organization.set', wrong)).status).toBe(400)
  const rows = await api.db.tenant(organization.id, (tx) => tx.select().from(audit))
  expect(rows.map((row) => row.after)).toContainEqual(expect.objectContaining({ quietFromMinute: 1_320, quietToMinute: 480 }))
})
