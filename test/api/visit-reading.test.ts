import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import type { Role } from '../../domain/roles.ts'
import { newId } from '../../db/id.ts'
import { notifications } from '../../db/schema/message.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Answer, Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'
import { fileOfProcess, rights } from './rights.ts'

// Who sees which visit, over the whole API: a representative their own, analysts and trainers the remote ones, managers all.
// The procedures and their inputs are those of the rights matrix, so that a new one is tried here by existing there.

interface Person {
  readonly person: TestPerson
  readonly browser: Browser
}
interface Visit {
  readonly id: string
  readonly number: string
  readonly contact: string
}

const engine = {
  start: async () => undefined,
  probe: async () => undefined,
  act: async () =>
    ({ kind: 'answer', answer: { ok: false, refusal: { reason: 'NotAllowedNow', problems: [] }, state: 'planned', seq: 1 } }) as const,
}

let api: TestApi
let organization: TestOrganization
const people = new Map<string, Person>()
const visits = new Map<string, Visit>()

const found = <T>(all: ReadonlyMap<string, T>, name: string): T => {
  const one = all.get(name)
  if (!one) throw new Error(`There is no ${name}`)
  return one
}
const who = (name: string): Person => found(people, name)
const visit = (name: string): Visit => found(visits, name)

async function hire(name: string, ...roles: Role[]): Promise<void> {
  const person = await makePerson(api.db, [organization], roles, name)
  people.set(name, { person, browser: await signIn(api.app, person) })
}

// Nobody is in two visits at once.
let booked = 0
const soon = (): string => new Date(Date.now() + ++booked * 86_400_000).toISOString()

const booking = (rep: string, contactName: string, mode: string, more: object = {}) => ({
  kind: 'visit',
  requestId: newId(),
  input: {
    ...{ repId: who(rep).person.id, contactName, contactOrganization: 'Поликлиника № 7', language: 'ru', mode, goals: 'Показать' },
    ...{ contactEmail: `${newId()}@clinic.example`, startsAt: soon(), durationMinutes: 30 },
    ...more,
  },
})

async function book(name: string, rep: string, contact: string, mode: string): Promise<void> {
  const { data } = await who(rep).browser.send('process.start', booking(rep, contact, mode))
  const { id, number } = isJsonObject(data) ? data : {}
  visits.set(name, { id: String(id), number: String(number), contact })
}

beforeAll(async () => {
  api = await testApi({ engine })
  organization = await makeOrganization(api.db)
  await hire('Anna', 'rep')
  await hire('Boris', 'rep')
  for (const role of ['analyst', 'trainer', 'manager', 'auditor', 'support1'] as const) await hire(role, role)
  await book('remote', 'Anna', 'Дистанционный Контакт', 'remote')
  await book('inPerson', 'Anna', 'Очный Контакт', 'inPerson')
  await book('other', 'Boris', 'Чужой Контакт', 'remote')
}, 60_000)
afterAll(() => api.close())

const reads = [
  ['process.list', { kind: 'visit' }],
  ['process.list', { kind: 'visit', assignee: 'none', sort: 'due' }],
  ['process.list', { text: 'Контакт' }],
  ['process.export', { kind: 'visit' }],
  ['inbox.list', {}],
  ['notification.list', {}],
  ['process.map', { kind: 'visit' }],
] as const

const seen: { readonly [name: string]: readonly string[] } = {
  Anna: ['remote', 'inPerson'],
  Boris: ['other'],
  analyst: ['remote', 'other'],
  trainer: ['remote', 'other'],
  manager: ['remote', 'inPerson', 'other'],
  auditor: ['remote', 'inPerson', 'other'],
}

/** What these name besides the visit, a relation, an observer or a guest at the door, is not there: nobody finds it. */
const namesAnother = new Set(['relation.remove', 'room.answerAtDoor', 'coaching.reply'])

describe.each(Object.entries(seen))('%s', (name, mine) => {
  test('finds in lists, searches and exports their own part alone, and as many as are counted', async () => {
    const { browser } = who(name)
    for (const [path, input] of reads) {
      const { status, raw } = await browser.ask(path, input)
      expect({ path, status }).toEqual({ path, status: 200 })
      for (const [of, { id, number, contact }] of visits)
        if (!mine.includes(of)) for (const trace of [id, number, contact]) expect(raw.body, path).not.toContain(trace)
    }
    const { data } = await browser.ask('process.list', { kind: 'visit', sort: 'number' })
    expect(data).toMatchObject({ count: mine.length, items: mine.map((of) => ({ number: visit(of).number })) })
    for (const [of, { number, contact }] of visits)
      for (const text of [number, contact]) {
        const { data: hit } = await browser.ask('process.list', { text: `"${text}"`, kind: 'visit' })
        expect(hit, `${of}: ${text}`).toMatchObject({ count: mine.includes(of) ? 1 : 0 })
      }
  })

  test('has the numbers of that part on the map and in the menu', async () => {
    const { data: map } = await who(name).browser.ask('process.map', { kind: 'visit' })
    expect(map).toMatchObject({ open: mine.length, started: mine.length })
    expect((await who(name).browser.ask('inbox.counts')).data).toMatchObject({ open: { visit: mine.length } })
  })

  test('meets 404 wherever a visit that is not theirs is named, and nothing of the kind at their own', async () => {
    const { browser, person } = who(name)
    for (const [of, { id: processId, number }] of visits) {
      for (const [path, right] of Object.entries(rights)) {
        const input = await right.input?.({ db: api.db, organization, processId, viewId: newId(), asker: person })
        if (namesAnother.has(path) || !JSON.stringify(input ?? null).includes(processId)) continue
        const call = queries.has(path) ? browser.ask : browser.send
        const { status } = await call(path, input)
        expect({ path, of, there: status !== 404, broken: status >= 500 }).toEqual({ path, of, there: mine.includes(of), broken: false })
      }
      const statuses = [
        (await browser.ask('process.get', { number })).status,
        (await browser.request({ method: 'GET', url: `/files/${await fileOfProcess(api.db, organization.id, processId)}` })).statusCode,
      ]
      expect({ of, statuses }).toEqual({ of, statuses: mine.includes(of) ? [200, 200] : [404, 404] })
    }
  })

  test('hears of their own part over the live connection', async () => {
    const { person, browser } = who(name)
    const roles: Role[] = name === 'Anna' || name === 'Boris' ? ['rep'] : [...(isRole(name) ? [name] : [])]
    const staff = { kind: 'staff', id: person.id, name, roles } as const
    const stop = new AbortController()
    const messages = api.deps.live.listen({ tenantId: organization.id, staff, sessionKey: name }, async () => staff, stop.signal)
    const heard: string[] = []
    let next = messages.next()
    for (const [of, { id }] of visits) await who(of === 'other' ? 'Boris' : 'Anna').browser.send('process.comment', { id, text: of })
    // The last word is about what everybody here may hear of.
    const [last = ''] = mine
    await browser.send('process.comment', { id: visit(last).id, text: 'Последнее' })
    for (const [of, { id }] of visits) if (mine.includes(of)) heard.push(`${of} ${id}`)
    const told: string[] = []
    while (told.length <= mine.length) {
      const { value } = await next
      if (value?.type === 'change') told.push(`${[...visits].find(([, one]) => one.id === value.processId)?.[0] ?? ''} ${value.processId}`)
      next = messages.next()
    }
    expect(told).toEqual([...heard, `${last} ${visit(last).id}`])
    stop.abort()
    await next
  })
})

const queries = new Set(['coaching.get', 'process.get', 'process.history', 'watch.list', 'relation.list'])
const isRole = (name: string): name is Role => ['analyst', 'trainer', 'manager', 'auditor'].includes(name)

test('who has nothing to do with visits is told so, as for any other kind', async () => {
  const { browser } = who('support1')
  expect((await browser.ask('process.list', { kind: 'visit' })).error).toMatchObject({ code: 'Forbidden' })
  expect((await browser.ask('process.get', { id: visit('remote').id })).error).toMatchObject({ code: 'Forbidden' })
})

test('a number in a form tells nothing of a visit that is somebody else’s', async () => {
  const follow = (rep: string, number: string): Promise<Answer> =>
    who(rep).browser.send('process.start', booking(rep, 'Новый', 'remote', { follows: number }))
  expect((await follow('Boris', visit('remote').number)).error).toMatchObject({ code: 'BadInput' })
  expect((await follow('Boris', visit('other').number)).status).toBe(200)
})

test('a mention reaches only who may see the visit', async () => {
  const mentions = [who('Boris').person.id, who('analyst').person.id, who('manager').person.id]
  const { id } = visit('inPerson')
  expect((await who('Anna').browser.send('process.comment', { id, text: '@все', mentions })).status).toBe(200)
  const told = await api.db.tenant(organization.id, (tx) => tx.select().from(notifications))
  expect(told.filter((one) => one.kind === 'mention' && one.processId === id).map((one) => one.userId)).toEqual([who('manager').person.id])
})
