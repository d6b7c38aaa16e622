import { beginSnapshot } from '../../domain/advance.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { commonActions } from '../../domain/common-actions.ts'
import { askedForm, decide } from '../../domain/decide.ts'
import type { Field, Form } from '../../domain/form.ts'
import type { ProcessDefinition, StateDef } from '../../domain/process.ts'
import { ticket } from '../../domain/ticket.ts'
import { people, ticketData } from '../workflows/people.ts'
import { createTimekeeper } from './promises.ts'
import { begin, judge } from './reference.ts'

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
    case 'files':
      return [field.maxCount, field.maxCount + 1].map((count) => Array.from({ length: count }, (_, at) => id(at)))
    case 'person':
      return [people.line1.id, 'nobody']
    case 'instant':
      return ['2026-11-26T10:00:00Z', 'soon']
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

const places = Object.keys(ticket.states).flatMap((state) =>
  ['support1', 'support3'].flatMap((line) =>
    [false, true].map((reopenAsked) => {
      const data = { ...ticketData(), line, reopenAsked }
      const snapshot = { ...beginSnapshot(ticket, rules, data, 0), state }
      return { snapshot, expected: { ...begin(ticket, createTimekeeper(rules), data, 0), state } }
    }),
  ),
)
const actions = [
  ...new Set([
    ...Object.values<StateDef>(ticket.states).flatMap((state) => Object.keys(state.actions ?? {})),
    ...Object.keys(commonActions),
  ]),
]

/** Where every action is asked by everybody, with forms at every edge: the first request on which the two disagree. */
export function disagreement(definition: ProcessDefinition): string | undefined {
  for (const { snapshot, expected } of places) {
    for (const action of actions) {
      const [filled = {}, ...forms] = formsOf(askedForm(ticket, snapshot.state, action))
      const asked = [
        ...Object.values(people).map((actor) => ({ action, actor, form: filled, reason: 'x' })),
        ...[people.admin, people.requester].flatMap((actor) => forms.map((form) => ({ action, actor, form, reason: 'x' }))),
        { action, actor: people.admin, form: filled },
      ]
      for (const one of asked) {
        const decided = definition.states[snapshot.state] ? decide(definition, snapshot, one) : undefined
        const judged = judge(ticket, expected, one)
        const [is, must] = [decided?.ok ? 'taken' : decided?.refusal.reason, judged.ok ? 'taken' : judged.reason]
        if (is !== must) return `${action} by ${one.actor.name} in ${snapshot.state}: ${String(is)}, but must be ${must}`
      }
    }
  }
  return undefined
}
