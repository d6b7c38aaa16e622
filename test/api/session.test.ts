import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import { makeOrganization, makePerson, testPassword } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'

let api: TestApi
let organization: TestOrganization
let person: TestPerson
beforeAll(async () => {
  api = await testApi()
  organization = await makeOrganization(api.db)
  person = await makePerson(api.db, [organization], ['support1'])
})
afterAll(() => api.close())

test('a person signs in and out', async () => {
  const browser = openBrowser(api.app)
  expect((await browser.ask('session.me')).error).toMatchObject({ code: 'NotSignedIn' })
  const login = await browser.send('session.login', { email: person.email, password: testPassword })
  expect(login.status).toBe(200)
  const me = await browser.ask('session.me')
  expect(me.data).toMatchObject({ user: { email: person.email, roles: ['support1'] }, organization: { slug: organization.slug } })
  await browser.send('session.logout')
  expect((await browser.ask('session.me')).status).toBe(401)
  await signIn(api.app, person)
})
