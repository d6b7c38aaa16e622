import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import { testApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Answer, Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { stackApi } from '../support/requester.ts'
import { startStack } from '../support/stack.ts'
import type { Stack } from '../support/stack.ts'
import { ticketForm } from './rights.ts'

// The way of a click, from the request to the engine's answer.

let stack: Stack
let app: FastifyInstance
let support: Browser
let manager: Browser
let auditor: Browser
beforeAll(async () => {
  stack = await startStack()
  app = await stackApi(stack)
  const organization = await makeOrganization(stack.db)
  const as = async (role: 'support1' | 'manager' | 'auditor'): Promise<Browser> =>
    signIn(app, await makePerson(stack.db, [organization], [role]), stack.publicUrl)
  support = await as('support1')
  manager = await as('manager')
  auditor = await as('auditor')
}, 120_000)
afterAll(async () => {
  await app.close()
  await stack.close()
})

let requests = 0
const requestId = (): string => `click-${(requests += 1)}`
const idOf = ({ data }: Answer): string => (isJsonObject(data) ? String(data['id']) : '')
const start = async (): Promise<string> =>
  idOf(await support.send('process.start', { kind: 'ticket', requestId: requestId(), input: ticketForm }))
const act = (id: string, action: string, more: object = {}, by = support): Promise<Answer> =>
  by.send('process.act', { id, action, requestId: requestId(), ...more })

test('the engine with workers is ready', async () => {
  const answer = await app.inject({ method: 'GET', url: '/readyz' })
  expect(answer.json()).toEqual({ ok: true, database: true, engine: true })
  expect(answer.statusCode).toBe(200)
})

test('a ticket goes from its start to its solution, each step confirmed by the engine', async () => {
  const started = await support.send('process.start', { kind: 'ticket', requestId: requestId(), input: ticketForm })
  expect(started.data).toMatchObject({ number: expect.stringMatching(/^О-\d{4}-\d{6}$/) })
  const id = idOf(started)
  expect((await act(id, 'take', { seen: 1 })).data).toEqual({ state: 'inProgress', seq: 2 })
  expect((await act(id, 'ask', { form: { comment: 'Which version?' } })).data).toEqual({ state: 'clarification', seq: 3 })
  expect((await act(id, 'answer', { form: { comment: 'The latest' } })).data).toEqual({ state: 'inProgress', seq: 4 })
  expect((await act(id, 'solve', { form: { comment: 'Update it' } })).data).toEqual({ state: 'processed', seq: 5 })
  expect((await auditor.ask('process.get', { id })).data).toMatchObject({ state: 'processed', seq: 5 })
})

test('the same request twice gives the first answer, other input under its id is refused', async () => {
  const input = { kind: 'ticket', requestId: requestId(), input: ticketForm }
  const [first, second] = [await support.send('process.start', input), await support.send('process.start', input)]
  expect(second.data).toEqual(first.data)
  const id = idOf(first)
  const take = { id, action: 'take', requestId: requestId() }
  expect((await support.send('process.act', take)).data).toEqual((await support.send('process.act', take)).data)
  const other = await support.send('process.start', { ...input, input: { ...ticketForm, subject: 'Another' } })
  expect(other.error).toMatchObject({ code: 'Conflict', httpStatus: 409 })
})

test('refusals are told apart, with where the process stands now', async () => {
  const id = await start()
  const expectRefusal = (answer: Answer, refusal: string, httpStatus = 409): void =>
    expect(answer.error).toMatchObject({
      code: 'Refused',
      httpStatus,
      refusal,
      message: { ru: expect.any(String), en: expect.any(String) },
      details: { state: expect.any(String), seq: expect.any(Number) },
    })
  expectRefusal(await act(id, 'fly'), 'UnknownAction', 400)
  expectRefusal(await act(id, 'solve', { form: { comment: 'x' } }), 'NotAllowedNow')
  expectRefusal(await act(id, 'take', {}, auditor), 'Forbidden', 403)
  await act(id, 'take')
  await act(id, 'escalate', { form: { line: 'support1', comment: 'Again' } })
  expectRefusal(await act(id, 'take', { seen: 1 }), 'StaleScreen')
  expectRefusal(await support.send('process.cancel', { id, reason: ' ' }), 'ReasonNeeded', 400)
  const bad = await act(id, 'route', { form: { line: 'support9' } }, manager)
  expectRefusal(bad, 'BadForm', 400)
  expect(bad.error).toMatchObject({ problems: [{ field: 'line' }] })
})

test('assigning, giving back, noting and cancelling are procedures of their own', async () => {
  const id = await start()
  const { data } = await support.ask('session.me')
  const user = isJsonObject(data) && isJsonObject(data['user']) ? String(data['user']['id']) : ''
  expect((await manager.send('process.assign', { id, assigneeId: user })).data).toEqual({ state: 'registered', seq: 2 })
  expect((await manager.ask('process.list', { kind: 'ticket', assignee: user })).data).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id })]),
  })
  expect((await manager.send('process.assign', { id, assigneeId: null })).data).toEqual({ state: 'registered', seq: 3 })
  const note = { id, text: 'Seen', requestId: requestId() }
  expect((await auditor.send('process.comment', note)).data).toEqual((await auditor.send('process.comment', note)).data)
  expect((await manager.send('process.cancel', { id, reason: 'Sent by mistake' })).data).toEqual({ state: 'rejected', seq: 4 })
  expect((await act(id, 'take')).error).toMatchObject({ refusal: 'Ended' })
})

test('an engine that does not answer leaves the action unknown: 503, and the same id may ask again', async () => {
  const silent = await testApi({
    engine: {
      start: async () => undefined,
      probe: async () => undefined,
      act: async () => ({ kind: 'unknown', cause: new Error('late') }),
    },
  })
  try {
    const browser = await signIn(silent.app, await makePerson(silent.db, [await makeOrganization(silent.db)], ['support1']))
    const id = idOf(await browser.send('process.start', { kind: 'ticket', requestId: requestId(), input: ticketForm }))
    const answer = await browser.send('process.act', { id, action: 'take', requestId: requestId() })
    expect(answer.error).toMatchObject({ code: 'NotConfirmed', httpStatus: 503 })
    expect(answer.raw.headers['retry-after']).toBeDefined()
    expect(answer.raw.body).not.toContain('late')
  } finally {
    await silent.close()
  }
})
