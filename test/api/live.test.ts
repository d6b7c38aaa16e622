import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { users } from '../../db/schema/person.ts'
import { createLiveHub } from '../../services/live/hub.ts'
import type { LiveMessage } from '../../services/live/hub.ts'
import { publishPerson, publishProcess } from '../../services/live/publish.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'

let api: TestApi
let baseUrl = ''
let organization: TestOrganization
beforeAll(async () => {
  api = await testApi()
  baseUrl = await api.app.listen({ host: '127.0.0.1', port: 0 })
  organization = await makeOrganization(api.db)
})
afterAll(() => api.close())

const newPerson = (of = organization): Promise<TestPerson> => makePerson(api.db, [of], ['support1'])

interface Open {
  /** The next event, as `event` or `data` lines; undefined at the end. */
  next(): Promise<string | undefined>
  close(): void
}

/** One live connection, once it has begun. */
async function openLive(browser: Browser): Promise<Open> {
  const stop = new AbortController()
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${baseUrl}/trpc/live`, { headers: { cookie, accept: 'text/event-stream' }, signal: stop.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const event = text.slice(0, end).trim()
        text = text.slice(end + 2)
        if (event !== '' && !event.includes('event: ping')) return event
        continue
      }
      const read = await reader?.read()
      if (read?.value === undefined) return undefined
      text += read.value
    }
  }
  expect(await next()).toContain('event: connected')
  return { next, close: () => stop.abort() }
}

const told = (of: TestOrganization, seq: number) => ({ id: 'p', tenantId: of.id, kind: 'ticket', seq, assigneeId: null, data: {} })
const change = (of: TestOrganization, seq: number): Promise<void> => api.db.tenant(of.id, async (tx) => publishProcess(tx, told(of, seq)))

test('a change reaches every screen of the organization, and no other', async () => {
  const other = await makeOrganization(api.db)
  const [one, two, foreign] = [
    await openLive(await signIn(api.app, await newPerson())),
    await openLive(await signIn(api.app, await newPerson())),
    await openLive(await signIn(api.app, await newPerson(other))),
  ]
  await change(organization, 7)
  await change(other, 8)
  for (const screen of [one, two]) expect(await screen.next()).toBe('data: {"type":"change","processId":"p","kind":"ticket","seq":7}')
  expect(await foreign.next()).toBe('data: {"type":"change","processId":"p","kind":"ticket","seq":8}')
  for (const screen of [one, two, foreign]) screen.close()
})

test('what is rolled back is never told', async () => {
  const screen = await openLive(await signIn(api.app, await newPerson()))
  await api.db
    .tenant(organization.id, async (tx) => {
      publishProcess(tx, told(organization, 1))
      throw new Error('rolled back')
    })
    .catch(() => undefined)
  await change(organization, 2)
  expect(await screen.next()).toContain('"seq":2')
  screen.close()
})

test('a notification is told to its person only', async () => {
  const [mine, colleague] = [await newPerson(), await newPerson()]
  const [one, other] = [await openLive(await signIn(api.app, mine)), await openLive(await signIn(api.app, colleague))]
  await api.db.tenant(organization.id, async (tx) => publishPerson(tx, organization.id, mine.id))
  await change(organization, 9)
  expect(await one.next()).toBe('data: {"type":"notifications"}')
  expect(await other.next()).toContain('"seq":9')
  for (const screen of [one, other]) screen.close()
})

test('the connection ends with its session, the person’s other one goes on', async () => {
  const person = await newPerson()
  const [leaving, staying] = [await signIn(api.app, person), await signIn(api.app, person)]
  const [one, other] = [await openLive(leaving), await openLive(staying)]
  await leaving.send('session.logout')
  expect(await one.next()).toContain('event: return')
  expect(await one.next()).toBeUndefined()
  await change(organization, 3)
  expect(await other.next()).toContain('"seq":3')
  other.close()
})

test('a disabled person’s connection ends at once', async () => {
  const admin = await signIn(api.app, await makePerson(api.db, [organization], ['admin']))
  const person = await newPerson()
  const screen = await openLive(await signIn(api.app, person))
  await admin.send('admin.users.update', { id: person.id, disabled: true })
  expect(await screen.next()).toContain('event: return')
  expect(await api.db.system((tx) => tx.select().from(users).where(eq(users.id, person.id)))).toMatchObject([
    { disabledAt: expect.any(Date) },
  ])
})

test('after a break of the database’s connection screens are told to ask again, and hear what follows', async () => {
  const screen = await openLive(await signIn(api.app, await newPerson()))
  await api.db.system((tx) =>
    tx.execute(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`),
  )
  expect(await screen.next()).toBe('data: {"type":"refetch"}')
  await change(organization, 4)
  expect(await screen.next()).toContain('"seq":4')
  screen.close()
})

test('a closed tab is forgotten', async () => {
  await expect.poll(() => api.deps.live.size).toBe(0)
  const screen = await openLive(await signIn(api.app, await newPerson()))
  expect(api.deps.live.size).toBe(1)
  screen.close()
  await expect.poll(() => api.deps.live.size).toBe(0)
})

const staff = { kind: 'staff', id: 'u', name: 'U', roles: ['support1'] } as const
const always = () => Promise.resolve(staff)
const listener = { tenantId: 't', staff, sessionKey: 's' }

test('one session holds no more than twelve connections', async () => {
  const hub = createLiveHub()
  const open = Array.from({ length: 12 }, () => hub.listen(listener, always, new AbortController().signal))
  const waiting = open.map((one) => one.next())
  await expect(hub.listen(listener, always, new AbortController().signal).next()).rejects.toMatchObject({ code: 'TooMany' })
  const another = hub.listen({ ...listener, sessionKey: 'other' }, always, new AbortController().signal).next()
  hub.close()
  for (const one of [...waiting, another]) expect(await one).toEqual({ done: true, value: undefined })
})

test('a reader that falls far behind is told to ask again instead of being kept everything', async () => {
  const hub = createLiveHub()
  const stop = new AbortController()
  const messages = hub.listen(listener, always, stop.signal)
  const first = messages.next()
  for (let seq = 1; seq <= 1_000; seq += 1) hub.receive(JSON.stringify({ t: 't', p: 'p', k: 'ticket', s: seq, a: [null], d: {} }))
  const got: LiveMessage[] = []
  for (let one = await first; !one.done; one = await messages.next()) {
    got.push(one.value)
    if (one.value.type === 'change' && one.value.seq === 1_000) break
  }
  expect(got.length).toBeLessThanOrEqual(201)
  expect(got.some((one) => one.type === 'refetch')).toBe(true)
  stop.abort()
})

test.each(['', 'null', '5', '[]', '{', '{"t":"t"}', '{"t":"t","p":1,"k":2,"s":"3"}', '{"u":"u"}', '{"t":"t","p":"p","k":"ticket","s":3}'])(
  'the payload %j tells nobody anything',
  async (payload) => {
    const hub = createLiveHub()
    const next = hub.listen(listener, always, new AbortController().signal).next()
    hub.receive(payload)
    hub.close()
    expect(await next).toEqual({ done: true, value: undefined })
  },
)
