import fc from 'fast-check'
import { newId } from '../../db/id.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../domain/actor.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { commonActions } from '../../domain/common-actions.ts'
import { askedForm } from '../../domain/decide.ts'
import type { Form } from '../../domain/form.ts'
import type { StateDef } from '../../domain/process.ts'
import { ticket } from '../../domain/ticket.ts'
import { act } from '../../services/process/act.ts'
import { Problem } from '../../services/problem.ts'
import { createTimekeeper } from '../model/promises.ts'
import { begin, follow, judge } from '../model/reference.ts'
import type { Expected } from '../model/reference.ts'
import { fuzzScale } from '../model/scale.ts'
import { ticketForm } from '../support/tickets.ts'
import type { Browser } from '../support/browser.ts'
import { wrongWith } from './answer-check.ts'
import { rightForms, wrongForms } from './form-values.ts'
import type { Facts } from './form-values.ts'
import { startFuzzApi } from './fuzz-api.ts'
import type { FuzzApi } from './fuzz-api.ts'

// Every form of the definitions: what is right is taken, what is wrong is refused with the field's name, and changes nothing.

let api: FuzzApi
let admin: Browser
let facts: Facts
const actors: Actor[] = []
const { numRuns, seed } = fuzzScale()
const time = createTimekeeper({ calendar: russianCalendar, policies: {} })
const requester: Actor = { kind: 'link', id: 'link', name: 'Requester', party: 'requester' }

beforeAll(async () => {
  api = await startFuzzApi()
  admin = await api.browser('admin')
  const [boss, helper] = [await api.org.person('admin'), await api.org.person('support1')]
  actors.push(boss.actor, requester)
  facts = { person: helper.id, contact: newId(), number: (await api.startTicket(admin)).number }
}, 120_000)
afterAll(() => api.close())

const fieldsOf = (problems: unknown): readonly unknown[] =>
  Array.isArray(problems)
    ? problems.map((one: unknown) => (typeof one === 'object' && one !== null && 'field' in one ? one.field : one))
    : []

describe('the start of a ticket', () => {
  const requestId = (): string => `fuzz-${crypto.randomUUID()}`
  const start = (input: object) => admin.send('process.start', { kind: 'ticket', requestId: requestId(), input })

  test('takes every right form', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rightForms(ticket.start, facts), async (form) => {
        const answer = await start(form)
        expect([form, answer.status, answer.raw.body]).toEqual([form, 200, answer.raw.body])
      }),
      { numRuns, seed },
    )
  })

  test('names the field of a wrong one', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(wrongForms(ticket.start, facts), async ({ form, field }) => {
        const answer = await start(form)
        expect([form, answer.status, wrongWith(answer.raw)]).toEqual([form, 400, undefined])
        expect(fieldsOf(answer.error?.['problems'])).toContain(field)
      }),
      { numRuns, seed },
    )
  })
})

interface OnTicket {
  readonly id: string
  readonly now: Expected
}

async function fresh(): Promise<OnTicket> {
  const { id } = await api.startTicket(admin)
  return { id, now: begin(ticket, time, ticket.begin(ticketForm()), Date.now()) }
}

/** Forms that get a ticket on its way; what is fuzzed is only where it stands then. */
const plainForm = (action: string): object =>
  ({ route: { line: 'support1' }, reject: { why: 'other' }, escalate: { line: 'support1', comment: 'x' }, rate: { rating: 5 } })[action] ??
  (['take', 'keep'].includes(action) ? {} : { comment: 'x' })

const ahead = (now: Expected, action: string, form: object, actor: Actor): Expected | undefined => {
  const verdict = judge(ticket, now, { action, form, actor, reason: 'x' })
  if (!verdict.ok) return undefined
  const { state, seq } = now
  const to = action in commonActions ? (action === 'cancel' ? ticket.cancel.to : state) : stateOf(state).actions?.[action]?.to
  return follow(ticket, time, now, {
    ...{ seq: seq + 1, kind: 'act', name: action, at: Date.now(), actor, form: verdict.form, reason: 'x' },
    ...{ from: state, to: to ?? state },
  })
}
const stateOf = (name: string): StateDef =>
  Object.entries<StateDef>(ticket.states).find(([state]) => state === name)?.[1] ?? { label: ticket.label }

/** The actions that bring a ticket to where an action is offered; nothing when no way leads there. */
function wayTo(from: Expected, action: string): readonly string[] | undefined {
  const seen = new Set<string>()
  let edge: { readonly now: Expected; readonly way: readonly string[] }[] = [{ now: from, way: [] }]
  while (edge.length > 0) {
    const found = edge.find(({ now }) => actors.some((actor) => reasonAt(now, action, actor) === undefined))
    if (found) return found.way
    edge = edge.flatMap(({ now, way }) =>
      Object.keys(stateOf(now.state).actions ?? {}).flatMap((name) => {
        const next = actors.map((actor) => ahead(now, name, plainForm(name), actor)).find((one) => one !== undefined)
        const key = JSON.stringify([next?.state, next?.data['line'], next?.data['reopenAsked']])
        if (!next || seen.has(key)) return []
        seen.add(key)
        return [{ now: next, way: [...way, name] }]
      }),
    )
  }
  return undefined
}
/** Why an action is not for the actor here, its form aside. */
function reasonAt(now: Expected, action: string, actor: Actor): string | undefined {
  const verdict = judge(ticket, now, { action, form: [], actor, reason: 'x' })
  return verdict.ok || verdict.reason === 'BadForm' ? undefined : verdict.reason
}

async function ask(on: OnTicket, action: string, form: object): Promise<OnTicket> {
  const actor = actors.find((one) => reasonAt(on.now, action, one) === undefined)
  if (!actor) throw new Error(`Nobody may ${action} in ${on.now.state}`)
  const now = ahead(on.now, action, form, actor)
  const answer = await act({ ctx: api.org.ctx(actor), engine: api.stack.engine, input: { id: on.id, action, form, reason: 'x' } })
  expect(answer).toEqual({ state: now?.state, seq: now?.seq })
  return { ...on, now: now ?? on.now }
}

async function brought(on: OnTicket, action: string): Promise<OnTicket> {
  const way = wayTo(on.now, action)
  if (!way) return brought(await fresh(), action)
  let here = on
  for (const name of way) here = await ask(here, name, plainForm(name))
  return here
}

const names = new Set([
  ...Object.values<StateDef>(ticket.states).flatMap((state) => Object.keys(state.actions ?? {})),
  ...Object.keys(commonActions),
])
// The machine's own have no form, and a deadline is chosen among those that run.
for (const machines of ['recompute', 'sync']) names.delete(machines)

describe.each([...names])('%s', (action) => {
  // Each needs its ticket brought there, so the cases of the procedure are shared among the actions.
  const cases = Math.ceil(numRuns / 4)

  test('takes every right form and names the field of a wrong one', { timeout: 600_000 }, async () => {
    let on = await brought(await fresh(), action)
    const formNow = (): Form => askedForm(ticket, on.now, action)
    const right =
      action === 'setDue'
        ? { deadline: fc.constant('solution') }
        : action === 'retry' || action === 'skip'
          ? { messageId: fc.constant(undefined) }
          : {}
    const forms = fc.tuple(rightForms(formNow(), facts), fc.record(right), wrongForms(formNow(), facts)).map(([form, more, bad]) => ({
      form: JSON.parse(JSON.stringify({ ...form, ...more })),
      bad,
    }))
    await fc.assert(
      fc.asyncProperty(forms, async ({ form, bad }) => {
        on = await brought(on, action)
        const refused = await ask(on, action, bad.form).catch((error: unknown) => error)
        if (!(refused instanceof Problem)) throw new Error(`Not refused: ${JSON.stringify(bad)}`, { cause: refused })
        expect([bad, refused.refusal]).toEqual([bad, 'BadForm'])
        expect(fieldsOf(refused.problems)).toContain(bad.field)
        on = await ask(on, action, form)
      }),
      { numRuns: cases, seed, endOnFailure: true },
    )
  })
})
