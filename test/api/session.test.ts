import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { memberships, sessions, users } from '../../db/schema/person.ts'
import { hashPassword, passwordFits } from '../../services/session/password.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson, testPassword } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'

// What a session promises: OWASP ASVS 5.0 chapters 6 and 7, reliability row 23.

const cookie = 'vekha-session'
const hourMs = 3_600_000

let api: TestApi
let organization: TestOrganization
let other: TestOrganization
beforeAll(async () => {
  api = await testApi()
  organization = await makeOrganization(api.db)
  other = await makeOrganization(api.db)
})
afterAll(() => api.close())

const newPerson = (): Promise<TestPerson> => makePerson(api.db, [organization], ['support1'])
const isIn = async (browser: Browser): Promise<boolean> => (await browser.ask('session.me')).status === 200
const login = (browser: Browser, person: TestPerson, password = person.password) =>
  browser.send('session.login', { email: person.email, password })
const withToken = (token: string | undefined): Browser => {
  const browser = openBrowser(api.app)
  browser.cookies.set(cookie, token ?? '')
  return browser
}

test('a person signs in, is known by name, organization and roles, and signs out', async () => {
  const person = await newPerson()
  const browser = openBrowser(api.app)
  expect((await browser.ask('session.me')).error).toMatchObject({ code: 'NotSignedIn', httpStatus: 401 })
  expect((await login(browser, person)).status).toBe(200)
  const me = await browser.ask('session.me')
  expect(me.data).toMatchObject({ user: { email: person.email, roles: ['support1'] }, organization: { slug: organization.slug } })
  expect(me.raw.body).not.toContain('argon2')
  await browser.send('session.logout')
  expect(await isIn(browser)).toBe(false)
})

test('the address may be written in any case and with spaces around', async () => {
  const person = await newPerson()
  const answer = await openBrowser(api.app).send('session.login', { email: ` ${person.email.toUpperCase()} `, password: person.password })
  expect(answer.status).toBe(200)
})

test('a token has 256 random bits, is new each time, and only its hash is stored (7.2.3)', async () => {
  const person = await newPerson()
  const tokens = await Promise.all([1, 2, 3].map(async () => (await signIn(api.app, person)).cookies.get(cookie) ?? ''))
  expect(new Set(tokens).size).toBe(3)
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const stored = await api.db.system((tx) => tx.select().from(sessions).where(eq(sessions.userId, person.id)))
  expect(stored).toHaveLength(3)
  for (const token of tokens) expect(JSON.stringify(stored)).not.toContain(token)
})

test('a token that was planted before the sign-in is not adopted (fixation)', async () => {
  const person = await newPerson()
  const planted = 'A'.repeat(43)
  const browser = withToken(planted)
  await login(browser, person)
  expect(browser.cookies.get(cookie)).not.toBe(planted)
  expect(await isIn(withToken(planted))).toBe(false)
})

test('a second sign-in of a browser ends its first session (7.2.4)', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  const first = browser.cookies.get(cookie)
  await login(browser, person)
  expect(await isIn(browser)).toBe(true)
  expect(await isIn(withToken(first))).toBe(false)
})

test('a token is worth nothing after sign-out, and the cookie goes', async () => {
  const browser = await signIn(api.app, await newPerson())
  const token = browser.cookies.get(cookie)
  const answer = await browser.send('session.logout')
  expect(answer.raw.cookies.find((one) => one.name === cookie)).toMatchObject({ value: '' })
  expect(await isIn(withToken(token))).toBe(false)
})

test('signing out twice, or never having signed in, is no error', async () => {
  expect((await openBrowser(api.app).send('session.logout')).status).toBe(200)
  expect((await withToken('no such token').send('session.logout')).status).toBe(200)
})

test('signing out ends this session only', async () => {
  const person = await newPerson()
  const [one, two] = [await signIn(api.app, person), await signIn(api.app, person)]
  await one.send('session.logout')
  expect(await isIn(two)).toBe(true)
})

test('over http the cookie is HttpOnly, Lax, for this host and every path', async () => {
  const answer = await login(openBrowser(api.app), await newPerson())
  const set = answer.raw.cookies.find((one) => one.name === cookie)
  expect(set).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax' })
  expect(set).not.toHaveProperty('domain')
})

test('over https the cookie is Secure and bound to the host by its prefix (3.3)', async () => {
  const secure = await testApi({ publicUrl: 'https://vekha.example' })
  try {
    const person = await makePerson(secure.db, [await makeOrganization(secure.db)], ['manager'])
    const answer = await openBrowser(secure.app, 'https://vekha.example').send('session.login', {
      email: person.email,
      password: person.password,
    })
    expect(answer.raw.cookies.map((one) => one.name).toSorted()).toEqual(['__Host-vekha-device', '__Host-vekha-session'])
    for (const set of answer.raw.cookies) expect(set).toMatchObject({ path: '/', httpOnly: true, secure: true, sameSite: 'Lax' })
    expect(answer.raw.headers['strict-transport-security']).toContain('max-age=')
  } finally {
    await secure.close()
  }
})

test('a token counts only in its cookie, not in an address or a header', async () => {
  const token = (await signIn(api.app, await newPerson())).cookies.get(cookie) ?? ''
  const browser = openBrowser(api.app)
  const byAddress = await browser.request({ method: 'GET', url: `/trpc/session.me?${cookie}=${token}&token=${token}` })
  const byHeader = await browser.request({ method: 'GET', url: '/trpc/session.me', headers: { authorization: `Bearer ${token}` } })
  expect([byAddress.statusCode, byHeader.statusCode]).toEqual([401, 401])
})

test.each([
  ['nothing', ''],
  ['a space', ' '],
  ['NUL', '%00'],
  ['a very long text', 'a'.repeat(8_000)],
  ['SQL', "' or 1=1 --"],
  ['another letter', 'é'],
  ['separators', '=;=;='],
  ['quotes', '"\\"'],
])('a cookie of %s is nobody', async (_what, value) => {
  const answer = await openBrowser(api.app).request({ method: 'GET', url: '/trpc/session.me', headers: { cookie: `${cookie}=${value}` } })
  expect(answer.statusCode).toBe(401)
})

test('a wrong password, an unknown address and a disabled person get one answer', async () => {
  const [person, disabled] = [await newPerson(), await newPerson()]
  await api.db.system((tx) => tx.update(users).set({ disabledAt: new Date() }).where(eq(users.id, disabled.id)))
  const answers = [
    await login(openBrowser(api.app), person, 'not the password'),
    await openBrowser(api.app).send('session.login', { email: 'nobody@people.example', password: testPassword }),
    await login(openBrowser(api.app), disabled),
  ]
  const shown = answers.map(({ status, error, raw }) => ({ status, cookies: raw.cookies, error: { ...error, requestId: '' } }))
  expect(shown[0]).toMatchObject({ status: 401, error: { code: 'NotSignedIn', message: { ru: 'Неверная почта или пароль.' } } })
  expect(shown[1]).toEqual(shown[0])
  expect(shown[2]).toEqual(shown[0])
})

test('no password fits somebody who does not exist', async () => {
  expect(await passwordFits('', undefined)).toBe(false)
  expect(await passwordFits(testPassword, undefined)).toBe(false)
})

test('passwords are kept as argon2id with at least the cost OWASP asks for', async () => {
  expect(await hashPassword('some password')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('hashes wait their turn, and the crowd behind them is sent away', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 120 }, () => passwordFits('crowd', undefined)))
  const sentAway = tries.filter((one) => one.status === 'rejected')
  expect(sentAway.length).toBeGreaterThan(0)
  for (const one of sentAway) expect(one.reason).toMatchObject({ code: 'TooMany' })
  expect(await passwordFits('after the crowd', undefined)).toBe(false)
})

test('a session ends after two hours without a request; each request moves that on', async () => {
  const mine = await testApi()
  try {
    const person = await makePerson(mine.db, [await makeOrganization(mine.db)], ['support1'])
    const browser = await signIn(mine.app, person)
    for (let i = 0; i < 3; i += 1) {
      mine.advance(1.9 * hourMs)
      expect(await isIn(browser)).toBe(true)
    }
    mine.advance(2 * hourMs)
    expect(await isIn(browser)).toBe(false)
  } finally {
    await mine.close()
  }
})

test('a session ends twelve hours after its sign-in, however busy', async () => {
  const mine = await testApi()
  try {
    const person = await makePerson(mine.db, [await makeOrganization(mine.db)], ['support1'])
    const browser = await signIn(mine.app, person)
    for (let hour = 1; hour < 12; hour += 1) {
      mine.advance(hourMs)
      expect(await isIn(browser)).toBe(true)
    }
    mine.advance(hourMs)
    expect(await isIn(browser)).toBe(false)
  } finally {
    await mine.close()
  }
})

test('a disabled person is out at the next request (7.4.2)', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  await api.db.system((tx) => tx.update(users).set({ disabledAt: new Date() }).where(eq(users.id, person.id)))
  expect(await isIn(browser)).toBe(false)
})

test('somebody taken out of the organization is out at the next request', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  await api.db.system((tx) => tx.delete(memberships).where(eq(memberships.userId, person.id)))
  expect(await isIn(browser)).toBe(false)
  expect((await login(openBrowser(api.app), person)).error).toMatchObject({ code: 'Forbidden' })
})

test('another role counts from the next request (8.3.2)', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  expect((await browser.ask('admin.users.list')).status).toBe(403)
  const become = (roles: ('orgadmin' | 'support1')[]) =>
    api.db.system((tx) => tx.update(memberships).set({ roles }).where(eq(memberships.userId, person.id)))
  await become(['orgadmin'])
  expect((await browser.ask('admin.users.list')).status).toBe(200)
  await become(['support1'])
  expect((await browser.ask('admin.users.list')).status).toBe(403)
})

test('a new password ends the other sessions and keeps this one (7.4.3)', async () => {
  const person = await newPerson()
  const [here, there] = [await signIn(api.app, person), await signIn(api.app, person)]
  const changed = await here.send('session.changePassword', { current: person.password, password: 'a longer road of milestones' })
  expect(changed.status).toBe(200)
  expect(await isIn(here)).toBe(true)
  expect(await isIn(there)).toBe(false)
  expect((await login(openBrowser(api.app), person)).status).toBe(401)
  expect((await login(openBrowser(api.app), person, 'a longer road of milestones')).status).toBe(200)
})

test('a new password needs the current one', async () => {
  const person = await newPerson()
  const answer = await (
    await signIn(api.app, person)
  ).send('session.changePassword', { current: 'a guess', password: 'a longer road of milestones' })
  expect(answer.error).toMatchObject({ code: 'BadInput', problems: [{ field: 'current' }] })
  expect((await login(openBrowser(api.app), person)).status).toBe(200)
})

test.each(['short', 'aaaaaaaaaaaa', 'password1234', '1234567890', 'x1!yZ'.repeat(52)])('%s is no new password', async (password) => {
  const browser = await signIn(api.app, await newPerson())
  const answer = await browser.send('session.changePassword', { current: testPassword, password })
  expect(answer.error).toMatchObject({ code: 'BadInput', problems: [{ field: 'password' }] })
})

test('one’s own address is no new password', async () => {
  const person = await newPerson()
  const answer = await (
    await signIn(api.app, person)
  ).send('session.changePassword', { current: testPassword, password: person.email.toUpperCase() })
  expect(answer.error).toMatchObject({ code: 'BadInput', problems: [{ field: 'password' }] })
})

test.each([{}, { email: 'a@b.example' }, { email: 5, password: [] }, { email: 'a@b.example', password: 'x', more: 1 }, [], 'text', null])(
  'the input %j is refused in words',
  async (input) => {
    const answer = await openBrowser(api.app).request({
      method: 'POST',
      url: '/trpc/session.login',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(input),
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ error: { data: { code: 'BadInput' } } })
  },
)

test('a password longer than any is refused without being hashed', async () => {
  expect((await login(openBrowser(api.app), await newPerson(), 'x'.repeat(1_000))).status).toBe(401)
})

test('after ten wrong passwords a stranger waits, the owner at a known browser does not', async () => {
  const [person, neighbour] = [await newPerson(), await newPerson()]
  const owner = await signIn(api.app, person)
  await owner.send('session.logout')
  const stranger = openBrowser(api.app)
  for (let i = 0; i < 10; i += 1) expect((await login(stranger, person, `guess ${i}`)).status).toBe(401)
  const refused = await login(stranger, person)
  expect(refused.error).toMatchObject({ code: 'TooMany', details: { retryAfterSeconds: expect.any(Number) } })
  expect(refused.status).toBe(429)
  expect(Number(refused.raw.headers['retry-after'])).toBeGreaterThan(600)
  expect((await login(owner, person)).status).toBe(200)
  expect((await login(openBrowser(api.app), neighbour)).status).toBe(200)
})

test('a device cookie of one person does not help with another account', async () => {
  const [mine, victim] = [await newPerson(), await newPerson()]
  const browser = await signIn(api.app, mine)
  for (let i = 0; i < 10; i += 1) await login(browser, victim, `guess ${i}`)
  expect((await login(browser, victim)).status).toBe(429)
})

test('a stolen device cookie has ten tries as well', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  for (let i = 0; i < 10; i += 1) await login(browser, person, `guess ${i}`)
  expect((await login(browser, person)).status).toBe(429)
})

test('right passwords use up no tries', async () => {
  const person = await newPerson()
  for (let i = 0; i < 12; i += 1) expect((await login(openBrowser(api.app), person)).status).toBe(200)
})

test('somebody of two organizations chooses one, and the session stays in it', async () => {
  const person = await makePerson(api.db, [organization, other], ['admin'])
  const browser = openBrowser(api.app)
  const asked = await login(browser, person)
  expect(asked.data).toMatchObject({ choose: expect.arrayContaining([expect.objectContaining({ slug: other.slug })]) })
  expect(asked.raw.cookies).toEqual([])
  expect(await isIn(browser)).toBe(false)
  await browser.send('session.login', { email: person.email, password: person.password, organization: other.slug })
  expect((await browser.ask('session.me')).data).toMatchObject({ organization: { id: other.id } })
})

test('an organization one does not belong to can’t be chosen', async () => {
  const answer = await openBrowser(api.app).send('session.login', {
    email: (await newPerson()).email,
    password: testPassword,
    organization: other.slug,
  })
  expect(answer.error).toMatchObject({ code: 'Forbidden' })
  expect(answer.raw.cookies).toEqual([])
})

test('each sign-in, sign-out and new password is in the audit of its organization', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  await browser.send('session.changePassword', { current: person.password, password: 'a longer road of milestones' })
  await browser.send('session.logout')
  const rows = await api.db.tenant(organization.id, (tx) => tx.select().from(audit).where(eq(audit.entityId, person.id)).orderBy(audit.seq))
  expect(rows.map((row) => row.action)).toEqual(['session.login', 'session.changePassword', 'session.logout'])
})

test('the language a person chooses stays with them', async () => {
  const person = await newPerson()
  const browser = await signIn(api.app, person)
  await browser.send('session.setLang', { lang: 'en' })
  expect((await (await signIn(api.app, person)).ask('session.me')).data).toMatchObject({ user: { lang: 'en' } })
})
