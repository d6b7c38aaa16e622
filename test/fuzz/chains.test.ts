import fc from 'fast-check'
import { newId } from '../../db/id.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import type { StateDef } from '../../domain/process.ts'
import { ticket } from '../../domain/ticket.ts'
import { fuzzScale, scaled } from '../model/scale.ts'
import type { Answer, Browser } from '../support/browser.ts'
import { wrongWith } from './answer-check.ts'
import { rightForms } from './form-values.ts'
import type { Facts } from './form-values.ts'
import { startFuzzApi } from './fuzz-api.ts'
import type { FuzzApi } from './fuzz-api.ts'

// Calls one after another on what the calls before have made, as people make them; the API must remember what it answered.

let api: FuzzApi
let admin: Browser
let facts: Facts
beforeAll(async () => {
  api = await startFuzzApi()
  admin = await api.browser('admin')
  facts = { person: (await api.org.person('support1')).id, contact: newId(), number: (await api.startTicket(admin)).number }
}, 120_000)
afterAll(() => api.close())

interface Known {
  readonly id: string
  state: string
  seq: number
  comments: number
}
/** What the caller was told so far. */
interface Told {
  readonly tickets: Known[]
  readonly views: string[]
}
interface Real {
  readonly who: Browser
}
type Command = fc.AsyncCommand<Told, Real>

const states: Readonly<Record<string, StateDef | undefined>> = ticket.states
const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value)
function sound(answer: Answer, ...statuses: readonly number[]): void {
  expect([wrongWith(answer.raw), answer.raw.body, statuses.includes(answer.status)]).toEqual([undefined, answer.raw.body, true])
}
const requestId = (): string => `chain-${crypto.randomUUID()}`

/** A command on one of the tickets there are. */
const onTicket =
  (name: string, run: (one: Known, real: Real, told: Told) => Promise<void>) =>
  (pick: number): Command => ({
    check: ({ tickets }) => tickets.length > 0,
    async run(told, real) {
      const one = told.tickets[pick % told.tickets.length]
      if (one) await run(one, real, told)
    },
    toString: () => `${name} ${String(pick)}`,
  })

const start = (form: Record<string, unknown>): Command => ({
  check: () => true,
  async run({ tickets }, { who }) {
    const answer = await who.send('process.start', { kind: 'ticket', requestId: requestId(), input: form })
    sound(answer, 200)
    tickets.push({ id: String(field(answer.data, 'id')), state: ticket.initial, seq: 1, comments: 0 })
  },
  toString: () => 'start',
})

async function act(one: Known, { who }: Real, action: string, to: string, form: object, path = 'process.act'): Promise<void> {
  const asked = { id: one.id, action, form, requestId: requestId(), seen: one.seq }
  const answer = await who.send(path, asked)
  sound(answer, 200)
  expect(answer.data).toEqual({ state: to, seq: one.seq + 1 })
  expect((await who.send(path, asked)).data).toEqual(answer.data)
  const late = await who.send(path, { ...asked, requestId: requestId() })
  sound(late, 400, 409)
  Object.assign(one, answer.data)
}

/** An action that the ticket's state offers to staff, or one it does not. */
const move = (choice: number, forms: Readonly<Record<string, Record<string, unknown>>>) =>
  onTicket('act', async (one, real) => {
    const offered = Object.entries(states[one.state]?.actions ?? {}).filter(([name, { by }]) => by.includes('support') && name !== 'keep')
    const [name, action] = offered[choice % Math.max(offered.length, 1)] ?? []
    if (name === undefined || !action) {
      const answer = await real.who.send('process.act', { id: one.id, action: 'take', form: {}, requestId: requestId() })
      sound(answer, 409)
      expect(answer.error).toMatchObject({ refusal: one.state === 'processed' ? 'NotAllowedNow' : 'Ended' })
      return
    }
    await act(one, real, name, action.to, forms[action.form ?? ''] ?? {})
  })

const look = onTicket('get', async ({ id, state, seq }, { who }) => {
  const answer = await who.ask('process.get', { id })
  sound(answer, 200)
  const seen = JSON.stringify(answer.data)
  expect([seen.includes(`"state":"${state}"`), seen.includes(`"seq":${String(seq)}`)]).toEqual([true, true])
})
const history = onTicket('history', async ({ id, seq, comments }, { who }) => {
  const answer = await who.ask('process.history', { id, parts: ['events', 'notes'], limit: 200 })
  sound(answer, 200)
  const rows = Object.values(isJsonObject(answer.data) ? answer.data : {}).find((value) => Array.isArray(value))
  expect(Array.isArray(rows) ? rows.length : 0).toBeGreaterThanOrEqual(Math.min(seq + comments, 200))
})
const listed = onTicket('list', async ({ id }, { who }) => {
  const answer = await who.ask('process.list', { kind: 'ticket', limit: 200, sort: { by: 'changed', descending: true } })
  sound(answer, 200)
  expect(answer.raw.body).toContain(id)
})
const comment = (text: string) =>
  onTicket('comment', async (one, { who }) => {
    const answer = await who.send('process.comment', { id: one.id, text: `x${text}`, requestId: requestId() })
    sound(answer, 200)
    one.comments += 1
  })
const claim = onTicket('claim and release', async (one, { who }) => {
  const taken = await who.send('inbox.claim', { id: one.id })
  sound(taken, 200, 404, 409)
  sound(await who.send('inbox.release', { id: one.id }), 200, 404, 409)
  const now = await who.ask('process.get', { id: one.id })
  const [, seq] = /"seq":(\d+)/.exec(now.raw.body) ?? []
  one.seq = Math.max(one.seq, Number(seq ?? 0))
})
const cancel = onTicket('cancel', async (one, { who }) => {
  const answer = await who.send('process.cancel', { id: one.id, reason: 'так нужно', requestId: requestId(), seen: one.seq })
  sound(answer, states[one.state]?.final ? 409 : 200)
  if (answer.status === 200) Object.assign(one, answer.data)
})
const keepView = (name: string): Command => ({
  check: () => true,
  async run({ views }, { who }) {
    const answer = await who.send('view.save', { kind: 'ticket', name: `v${name}`, query: { states: ['registered'] } })
    sound(answer, 200, 409)
    if (answer.status === 200) views.push(String(field(answer.data, 'id')))
  },
  toString: () => 'view.save',
})
const dropView = (): Command => ({
  check: ({ views }) => views.length > 0,
  async run({ views }, { who }) {
    const id = views.pop()
    sound(await who.send('view.remove', { id }), 200, 404)
    sound(await who.send('view.remove', { id }), 404)
  },
  toString: () => 'view.remove',
})

test('calls on what calls made answer as they were told', { timeout: 1_800_000 }, async () => {
  const chains = scaled(100, 10)
  const forms = fc.record(Object.fromEntries(Object.entries(ticket.forms).map(([name, form]) => [name, rightForms(form, facts)])))
  let calls = 0
  await fc.assert(
    fc.asyncProperty(
      fc.commands(
        [
          rightForms(ticket.start, facts).map(start),
          fc.tuple(fc.nat(20), forms, fc.nat(50)).map(([choice, all, pick]) => move(choice, JSON.parse(JSON.stringify(all)))(pick)),
          fc.tuple(fc.nat(20), forms, fc.nat(50)).map(([choice, all, pick]) => move(choice, JSON.parse(JSON.stringify(all)))(pick)),
          fc.nat(50).map(look),
          fc.nat(50).map(history),
          fc.nat(50).map(listed),
          fc.tuple(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(50)).map(([text, pick]) => comment(text)(pick)),
          fc.nat(50).map(claim),
          fc.nat(50).map(cancel),
          fc.string({ maxLength: 10 }).map(keepView),
          fc.constant(dropView()),
        ],
        { maxCommands: 30, size: 'max' },
      ),
      async (commands) => {
        calls += [...commands].length
        await fc.asyncModelRun(() => ({ model: { tickets: [], views: [] }, real: { who: admin } }), commands)
      },
    ),
    { numRuns: chains, seed: fuzzScale().seed, endOnFailure: true },
  )
  console.log(`${String(chains)} chains, ${String(calls)} calls`)
})
