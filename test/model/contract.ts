import type { AnyFormValues, Field, Form } from '../../domain/form.ts'
import type { JsonObject } from '../../domain/json.ts'
import { policyFor } from '../../domain/policies.ts'
import type { ActionDef, AfterDef, ProcessDefinition, Timing } from '../../domain/process.ts'
import { people } from '../workflows/people.ts'

// What a definition promises, a line for each promise, to be compared with what was agreed: the engine is proved to do
// what the definition says, and this that the definition says what people agreed to.

/** What actions are tried with: forms, and the data that their conditions look at. */
export interface Probes {
  readonly forms: readonly AnyFormValues[]
  readonly data: readonly JsonObject[]
}
export const ticketProbes: Probes = {
  forms: [{}, { comment: 'Words', line: 'support3', rating: 4, why: 'other', duplicateOf: 'О-2026-000001' }],
  data: [{}, { reopenAsked: false }, { reopenAsked: true }],
}
export const visitProbes: Probes = {
  forms: [
    { startsAt: '2026-11-26T11:00:00.000Z' },
    {
      startsAt: '2026-11-26T11:00:00.000Z',
      durationMinutes: 20,
      place: '55.7, 37.6',
      rating: 4,
      comment: 'Words',
      goalsReached: 'no',
      notes: 'x',
    },
  ],
  data: [{ mode: 'remote', durationMinutes: 45, moves: 2 }, { mode: 'inPerson' }],
}
const lists = (name: string, list: readonly string[] | undefined): string => (list === undefined ? '' : `, ${name} ${list.join(' ')}`)
const says = (name: string, value: string | undefined): string => (value === undefined ? '' : `, ${name} ${value}`)
/** A policy with its usual length: the name alone promises no time. */
function policyLine(name: string): string {
  const { amount, unit, clock } = policyFor({}, name)
  return `${name} (${String(amount)} ${unit}, ${clock})`
}
const when = (holds: ((data: JsonObject) => boolean) | undefined, name: string, { data }: Probes): string =>
  holds === undefined ? '' : `, ${name} ${JSON.stringify(data.map((one) => holds(one)))}`
/** The policy and the instant it counts to or from. */
const timingLine = ({ policy, before, since }: Timing): string => `${policyLine(policy)}${says('before', before)}${says('since', since)}`

function actionLine({ to, by, form, assigns, send, danger, set, when: holds, opens }: ActionDef, probes: Probes): string {
  const sets =
    set === undefined
      ? ''
      : `, sets ${JSON.stringify(probes.forms.map((form) => set({ data: probes.data[0] ?? {}, form, actor: people.line1, reason: undefined })))}`
  return `→ ${to} by ${by.join(' ')}${says('form', form)}${says('assigns', assigns)}${says('sends', send)}${danger ? ', danger' : ''}${opens ? `, opens ${timingLine(opens)}` : ''}${when(holds, 'while', probes)}${sets}`
}

const afterLine = (after: AfterDef, probes: Probes): string =>
  'remind' in after
    ? `${timingLine(after)} reminds ${after.remind}${says('sends', after.send)}${after.say ? ', says so' : ''}`
    : `${timingLine(after)} → ${after.to}${says('sends', after.send)}${after.set ? `, sets ${JSON.stringify(after.set)}` : ''}${when(after.unless, 'unless', probes)}`

function fieldLine(field: Field): string {
  const limits =
    field.type === 'text'
      ? ` ≤ ${String(field.max)}`
      : field.type === 'integer'
        ? ` ${String(field.min)}…${String(field.max)}`
        : field.type === 'choice'
          ? ` of ${field.options.map((option) => option.value).join(' ')}`
          : field.type === 'files'
            ? ` ≤ ${String(field.maxCount)}`
            : field.type === 'instant' && field.coming
              ? ' to come'
              : ''
  return `${field.type}${limits}${field.optional ? '' : ', needed'}`
}
const formLines = (name: string, form: Form): string[] => Object.entries(form).map(([field, one]) => `${name}.${field}: ${fieldLine(one)}`)

/** Everything a definition promises about how a process moves, as lines of text. */
export function contractOf(definition: ProcessDefinition, probes: Probes = ticketProbes): readonly string[] {
  const { cancel, common, only, assignee } = definition
  return [
    `starts in ${definition.initial} by ${definition.startBy.join(' ')}, read by ${definition.readBy.join(' ')}`,
    ...(cancel ? [`cancel → ${cancel.to} by ${cancel.by.join(' ')}${says('sends', cancel.send)}${lists('from', cancel.from)}`] : []),
    ...Object.entries(common ?? {}).map(([name, by]) => `${name} by ${by.join(' ')}`),
    ...(assignee ? [`always somebody’s: of ${assignee}`] : []),
    ...Object.entries(only ?? {}).map(([party, holds]) => `${party} only where ${JSON.stringify(holds)}`),
    ...Object.entries(definition.states).flatMap(([name, state]) => [
      `${name}${says('waits for', state.waitsFor)}${says('clock', state.clock)}${state.final ? ', final' : ''}${says('sends', state.onEnter?.send)}`,
      ...Object.entries(state.actions ?? {}).map(([action, def]) => `${name}.${action} ${actionLine(def, probes)}`),
      ...(state.after ?? []).map((after) => `${name} after ${afterLine(after, probes)}`),
    ]),
    ...Object.entries(definition.deadlines).map(
      ([name, { policy, variant, metBy, startsBy, startsIn }]) =>
        `${name}: ${policyLine(policy)}${says('by', variant)}${lists('met by', metBy)}${lists('starts by', startsBy)}${lists('starts in', startsIn)}`,
    ),
    ...formLines('start', definition.start),
    ...Object.entries(definition.forms).flatMap(([name, form]) => formLines(name, form)),
  ]
}
