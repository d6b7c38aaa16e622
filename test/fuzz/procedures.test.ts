import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { appRouter } from '../../api/router.ts'
import { newId } from '../../db/id.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import { commonActions } from '../../domain/common-actions.ts'
import { defaultPolicies } from '../../domain/policies.ts'
import type { StateDef } from '../../domain/process.ts'
import { ticket } from '../../domain/ticket.ts'
import { fuzzScale } from '../model/scale.ts'
import { ownFile, rights } from '../api/rights.ts'
import { ticketForm } from '../support/tickets.ts'
import { startVisit } from '../support/visits.ts'
import { openBrowser } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import type { TestPerson } from '../support/people.ts'
import { wrongWith } from './answer-check.ts'
import { startFuzzApi } from './fuzz-api.ts'
import type { FuzzApi } from './fuzz-api.ts'
import { hostileBodies } from './hostile.ts'
import { inputsOf } from './schema-values.ts'
import type { Known } from './schema-values.ts'

// Every procedure, whatever is sent: from its own schema, so that a new one is covered by existing.

let api: FuzzApi
let askers: readonly Browser[] = []
/** The first of them. */
let boss: TestPerson
const actions = [
  ...Object.values<StateDef>(ticket.states).flatMap((state) => Object.keys(state.actions ?? {})),
  ...Object.keys(commonActions),
]
const { numRuns, seed } = fuzzScale()

beforeAll(async () => {
  api = await startFuzzApi()
  boss = await api.person('admin')
  const others = (['support1', 'manager', 'auditor', 'tester'] as const).map((role) => api.browser(role))
  askers = await Promise.all([api.browserOf(boss), ...others])
}, 120_000)
afterAll(() => api.close())

/** A visit so many days ahead, for what is asked of visits alone. */
const visitIn = async (days: number): Promise<{ readonly id: string }> =>
  startVisit(api.stack, api.org, await api.org.person('rep'), Date.now() + days * dayMs)

/** Fresh for each procedure: what one has ended or removed tells nothing about the next. */
async function world(path: string): Promise<Known> {
  const [admin] = askers
  if (!admin) throw new Error('Nobody asks')
  const tickets = await Promise.all([1, 2, 3].map(() => api.startTicket(admin)))
  const people = await Promise.all((['support1', 'support2', 'rep'] as const).map((role) => api.person(role)))
  const sent = await Promise.all([1, 2, 3, 4].map(() => ownFile(api.stack.db, api.org.id, boss.id)))
  const view = await admin.send('view.save', { kind: 'ticket', name: path, query: {} })
  const visits = path.startsWith('coaching.') ? await Promise.all([10, 11].map((day) => visitIn(day))) : []
  const [ids, ticketIds] = [people.map((person) => person.id), (visits.length > 0 ? visits : tickets).map((one) => one.id)]
  const [, viewId] = /"id":"([^"]+)"/.exec(view.raw.body) ?? []
  const day = [[{ fromMinute: 540, toMinute: 1080 }], []]
  return {
    ...{ id: path.startsWith('admin.') ? ids : path.startsWith('view.') ? [viewId, newId()] : [...ticketIds, newId()] },
    ...{
      processId: ticketIds,
      number: tickets.map((one) => one.number),
      kind: ['ticket', 'ticket', 'visit'],
      organization: [api.org.slug],
    },
    ...{ assigneeId: ids, assignee: ids, mentions: ids, action: actions, states: Object.keys(ticket.states) },
    ...{ 'form{}': [{}, { comment: 'Words' }], 'input{}': [ticketForm()], entity: ['process', 'user'], entityId: ticketIds },
    ...{ name: [...Object.keys(defaultPolicies), 'Anna'], email: people.map((person) => `new.${person.email}`), zone: ['Europe/Moscow'] },
    ...{
      'files[]': [[], ...sent.map((file) => [file])],
      'exceptions{}': [{}],
      'holidays[]': [[], ['01-01']],
      'week{}': [{ mon: day[0], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }],
    },
  }
}

/** Nobody guesses a password, nor the name of what a stranger began; a note is about a visit that was held. */
const neverRight: readonly string[] = [
  ...['session.login', 'session.changePassword', 'room.enter', 'room.answerAtDoor', 'relation.remove', 'absence.end'],
  ...['coaching.write', 'coaching.reply'],
]

/** What the matrix of rights asks with; nothing for what needs no input. */
async function rightInput(path: string, { processId, viewId }: { readonly processId: string; readonly viewId: string }) {
  const { db } = api.stack
  return rights[path]?.input?.({ db, organization: api.org, processId, viewId, asker: boss })
}

interface Procedure {
  readonly _def: { readonly type: string; readonly inputs: readonly unknown[] }
}
const isProcedure = (value: unknown): value is Procedure => typeof value === 'function' && '_def' in value
const procedures = Object.entries<unknown>(appRouter._def.procedures).flatMap(([path, one]) =>
  isProcedure(one) && one._def.type !== 'subscription'
    ? [{ path, type: one._def.type, schema: one._def.inputs.find((input) => input instanceof z.ZodType) }]
    : [],
)

// Signing out would leave the other cases with nobody; whoever is not signed in may ask for it as well.
const askersOf = (path: string): readonly Browser[] =>
  path === 'session.logout' ? [openBrowser(api.app, api.stack.publicUrl)] : [...askers, openBrowser(api.app, api.stack.publicUrl)]

describe.each(procedures)('$path', ({ path, type, schema }) => {
  test(`stands ${String(numRuns)} inputs`, { timeout: 600_000 }, async () => {
    const known = await world(path)
    const right = await rightInput(path, { processId: String(known['processId']?.[0]), viewId: String(known['id']?.[0]) })
    const drawn = inputsOf(schema ?? z.unknown(), known)
    const inputs = right === undefined ? drawn : fc.oneof({ weight: 19, arbitrary: drawn }, { weight: 1, arbitrary: fc.constant(right) })
    const tally = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(inputs, fc.constantFrom(...askersOf(path)), async (input, who) => {
        const { raw } = type === 'mutation' ? await who.send(path, input) : await who.ask(path, input)
        tally.set(raw.statusCode, (tally.get(raw.statusCode) ?? 0) + 1)
        expect([input, wrongWith(raw), raw.statusCode]).toEqual([input, undefined, raw.statusCode])
      }),
      { numRuns, seed },
    )
    console.log(path, Object.fromEntries(tally))
    if (numRuns >= 200 && !neverRight.includes(path))
      expect(tally.get(200) ?? 0, 'inputs that worked: others prove little').toBeGreaterThan(0)
  })

  test('stands what is no input', async () => {
    const [who] = askersOf(path)
    // A sample takes a third of them, each procedure another one.
    const bodies = hostileBodies.filter((_, index) => numRuns >= 200 || index % 3 === path.length % 3)
    for (const body of bodies) {
      const url = type === 'mutation' ? `/trpc/${path}` : `/trpc/${path}?input=${encodeURIComponent(body)}`
      const post = { headers: { 'content-type': 'application/json' }, payload: body }
      const raw = await who?.request({ method: type === 'mutation' ? 'POST' : 'GET', url, ...(type === 'mutation' ? post : {}) })
      expect([body.slice(0, 80), raw && wrongWith(raw)]).toEqual([body.slice(0, 80), undefined])
    }
  })
})
