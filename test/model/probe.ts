import type { Actor } from '../../domain/actor.ts'
import { beginSnapshot } from '../../domain/advance.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { commonActions } from '../../domain/common-actions.ts'
import { askedForm, decide } from '../../domain/decide.ts'
import type { Field, Form } from '../../domain/form.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { ProcessDefinition, StateDef } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { ticket } from '../../domain/ticket.ts'
import { opensOf } from '../../domain/timing.ts'
import { reportQuestions } from '../../domain/report-template.ts'
import { visit } from '../../domain/visit.ts'
import { people, ticketData } from '../workflows/people.ts'
import { booking, visitors } from '../workflows/visit-walk.ts'
import { createTimekeeper } from './promises.ts'
import { begin, judge } from './reference.ts'
import type { Expected } from './reference.ts'

const rules = { calendar: russianCalendar, policies: {} }
const id = (at: number): string => `01999999-9999-7999-8999-${String(at).padStart(12, '0')}`

/** Values on both sides of each limit of a field. */
function edges(field: Field): readonly unknown[] {
  switch (field.type) {
    case 'text':
      return ['x', 'x'.repeat(field.max), 'x'.repeat(field.max + 1)]
    case 'choice':
      return [...field.options.map((option) => option.value), 'none']
    case 'integer':
      return [field.min, field.min - 1, field.max, field.max + 1]
    case 'flag':
      return [true, false, 'yes']
    case 'files':
      return [field.maxCount, field.maxCount + 1].map((count) => Array.from({ length: count }, (_, at) => id(at)))
    case 'person':
      return [people.line1.id, 'nobody']
    case 'instant':
      return ['2099-11-26T10:00:00Z', '2026-11-26T10:00:00Z', 'soon']
    default:
      return ['О-2026-000001', 'x'.repeat(41)]
  }
}

/** The form filled, then with each field missing and at each edge. */
function formsOf(form: Form): readonly object[] {
  const filled = Object.fromEntries(Object.entries(form).map(([name, field]) => [name, edges(field)[0]]))
  const others = Object.entries(form).flatMap(([name, field]) =>
    [undefined, ...edges(field)].map((value) => ({ ...filled, [name]: value })),
  )
  return [filled, ...others, { ...filled, surprise: 1 }]
}

/** Where a process is asked, in both accounts of it, and by whom. */
interface Asking {
  readonly agreed: ProcessDefinition
  readonly places: readonly { readonly snapshot: Snapshot; readonly expected: Expected }[]
  readonly askers: readonly Actor[]
  /** Who asks with forms at every edge. */
  readonly fillers: readonly Actor[]
  /** When it is asked, epoch milliseconds. */
  readonly at: readonly number[]
}

const time = createTimekeeper(rules)
const place = (agreed: ProcessDefinition, state: string, data: JsonObject, at: number, assigneeId: string | null) => {
  const entered = { ...beginSnapshot(agreed, rules, data, at, assigneeId), state }
  const snapshot = { ...entered, opens: opensOf(agreed, rules, entered) }
  return { snapshot, expected: { ...begin(agreed, time, data, at, assigneeId), state } }
}

export const ticketAsking: Asking = {
  agreed: ticket,
  places: Object.keys(ticket.states).flatMap((state) =>
    ['support1', 'support3'].flatMap((line) =>
      [false, true].map((reopenAsked) => place(ticket, state, { ...ticketData(), line, reopenAsked }, 0, null)),
    ),
  ),
  askers: Object.values(people),
  fillers: [people.admin, people.requester],
  at: [0],
}

const startsAt = Date.UTC(2026, 10, 26, 11)
/** A visit whose report asks everything there is to ask. */
const visitData = (mode: 'remote' | 'inPerson'): JsonObject => ({
  ...visit.begin({ ...booking(startsAt, mode), product2: 'Цинк', product3: 'Магний' }),
  reportQuestions,
})
export const visitAsking: Asking = {
  agreed: visit,
  places: Object.keys(visit.states).flatMap((state) =>
    (['remote', 'inPerson'] as const).flatMap((mode) =>
      [visitors.rep.id, visitors.otherRep.id].map((id) => place(visit, state, visitData(mode), 0, id)),
    ),
  ),
  askers: Object.values(visitors),
  fillers: [visitors.admin, visitors.contact],
  at: [-60, -20, -10, 0, 20].map((minutes) => startsAt + minutes * 60_000),
}

/** Where every action is asked by everybody, with forms at every edge: the first request on which the two disagree. */
export function disagreement(definition: ProcessDefinition, { agreed, places, askers, fillers, at }: Asking): string | undefined {
  const actions = [
    ...new Set([
      ...Object.values<StateDef>(agreed.states).flatMap((state) => Object.keys(state.actions ?? {})),
      ...Object.keys(commonActions),
    ]),
  ]
  for (const { snapshot, expected } of places) {
    const opens = definition.states[snapshot.state] ? opensOf(definition, rules, snapshot) : {}
    for (const action of actions) {
      const [filled = {}, ...forms] = formsOf(askedForm(agreed, snapshot, action))
      const asked = [
        ...askers.map((actor) => ({ action, actor, form: filled, reason: 'x' })),
        ...fillers.flatMap((actor) => forms.map((form) => ({ action, actor, form, reason: 'x' }))),
        { action, actor: people.admin, form: filled },
      ]
      for (const [index, one] of asked.entries()) {
        for (const now of index < askers.length ? at : at.slice(-1)) {
          const decided = definition.states[snapshot.state] ? decide(definition, { ...snapshot, opens }, one, now) : undefined
          const judged = judge(agreed, expected, one, { time, at: now })
          const [is, must] = [decided?.ok ? 'taken' : decided?.refusal.reason, judged.ok ? 'taken' : judged.reason]
          if (is !== must) return `${action} by ${one.actor.name} in ${snapshot.state}: ${String(is)}, but must be ${must}`
        }
      }
    }
  }
  return undefined
}
