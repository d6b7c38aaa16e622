import type { Field, Form } from '../../domain/form.ts'
import { policyFor } from '../../domain/policies.ts'
import type { ActionDef, AfterDef, ProcessDefinition } from '../../domain/process.ts'
import { people } from '../workflows/people.ts'

// What a definition promises, a line for each promise, to be compared with what was agreed: the engine is proved to do
// what the definition says, and this that the definition says what people agreed to.

const probes = [{}, { comment: 'Words', line: 'support3', rating: 4, why: 'other', duplicateOf: 'О-2026-000001' }] as const
const lists = (name: string, list: readonly string[] | undefined): string => (list === undefined ? '' : `, ${name} ${list.join(' ')}`)
const says = (name: string, value: string | undefined): string => (value === undefined ? '' : `, ${name} ${value}`)
/** A policy with its usual length: the name alone promises no time. */
function policyLine(name: string): string {
  const { amount, unit, clock } = policyFor({}, name)
  return `${name} (${String(amount)} ${unit}, ${clock})`
}
const when = (holds: ((data: { readonly reopenAsked?: boolean }) => boolean) | undefined, name: string): string =>
  holds === undefined
    ? ''
    : `, ${name} ${JSON.stringify([undefined, false, true].map((asked) => holds(asked === undefined ? {} : { reopenAsked: asked })))}`

function actionLine({ to, by, form, assigns, send, danger, set, when: holds }: ActionDef): string {
  const sets =
    set === undefined
      ? ''
      : `, sets ${JSON.stringify(probes.map((values) => set({ data: {}, form: values, actor: people.line1, reason: undefined })))}`
  return `→ ${to} by ${by.join(' ')}${says('form', form)}${says('assigns', assigns)}${says('sends', send)}${danger ? ', danger' : ''}${when(holds, 'while')}${sets}`
}

const afterLine = (after: AfterDef): string =>
  'remind' in after
    ? `${policyLine(after.policy)} reminds ${after.remind}${says('sends', after.send)}`
    : `${policyLine(after.policy)} → ${after.to}${says('sends', after.send)}${after.set ? `, sets ${JSON.stringify(after.set)}` : ''}${when(after.unless, 'unless')}`

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
            : ''
  return `${field.type}${limits}${field.optional ? '' : ', needed'}`
}
const formLines = (name: string, form: Form): string[] => Object.entries(form).map(([field, one]) => `${name}.${field}: ${fieldLine(one)}`)

/** Everything a definition promises about how a process moves, as lines of text. */
export function contractOf(definition: ProcessDefinition): readonly string[] {
  const { cancel } = definition
  return [
    `starts in ${definition.initial} by ${definition.startBy.join(' ')}, read by ${definition.readBy.join(' ')}`,
    ...(cancel ? [`cancel → ${cancel.to} by ${cancel.by.join(' ')}${says('sends', cancel.send)}`] : []),
    ...Object.entries(definition.states).flatMap(([name, state]) => [
      `${name}${says('waits for', state.waitsFor)}${says('clock', state.clock)}${state.final ? ', final' : ''}${says('sends', state.onEnter?.send)}`,
      ...Object.entries(state.actions ?? {}).map(([action, def]) => `${name}.${action} ${actionLine(def)}`),
      ...(state.after ?? []).map((after) => `${name} after ${afterLine(after)}`),
    ]),
    ...Object.entries(definition.deadlines).map(
      ([name, { policy, variant, metBy, startsBy }]) =>
        `${name}: ${policyLine(policy)}${says('by', variant)}${lists('met by', metBy)}${lists('starts by', startsBy)}`,
    ),
    ...formLines('start', definition.start),
    ...Object.entries(definition.forms).flatMap(([name, form]) => formLines(name, form)),
  ]
}
