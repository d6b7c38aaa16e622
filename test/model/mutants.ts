import type { Field, Form } from '../../domain/form.ts'
import type { ActionDef, AfterDef, DeadlineDef, ProcessDefinition, StateDef } from '../../domain/process.ts'
import type { Party } from '../../domain/roles.ts'

/** A definition with one mistake in it. */
export interface Mutant {
  /** Where and what: `registered.take: no assigns`. */
  readonly name: string
  readonly definition: ProcessDefinition
}

interface Change<T> {
  readonly what: string
  readonly value: T | undefined
}

/** The record without a name, or with another value under it. */
const changed = <T>(all: Readonly<Record<string, T>>, name: string, value: T | undefined): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).flatMap(([key, own]) => (key !== name ? [[key, own]] : value === undefined ? [] : [[key, value]])))

const without = <T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> => {
  const { [key]: _, ...rest } = from
  return rest
}
const gone = <T extends object, K extends keyof T & string>(from: T, key: K): Change<Omit<T, K>>[] =>
  from[key] === undefined ? [] : [{ what: `no ${key}`, value: without(from, key) }]

/** Each of the list left out. */
const shorter = <T>(list: readonly T[]): (readonly [T, T[]])[] => list.map((one, at) => [one, list.filter((_, index) => index !== at)])

function ofAction(action: ActionDef, states: readonly string[]): Change<ActionDef>[] {
  const elsewhere = states.find((state) => state !== action.to) ?? action.to
  return [
    { what: 'gone', value: undefined },
    { what: `to ${elsewhere}`, value: { ...action, to: elsewhere } },
    ...shorter(action.by).map(([party, by]) => ({ what: `not by ${party}`, value: { ...action, by } })),
    ...(['requester', 'manager', 'contact'] as const)
      .filter((party) => !action.by.includes(party))
      .map((party) => ({ what: `also by ${party}`, value: { ...action, by: [...action.by, party] } })),
    ...gone(action, 'form'),
    ...gone(action, 'send'),
    ...gone(action, 'assigns'),
    ...gone(action, 'set'),
    ...gone(action, 'when'),
    ...gone(action, 'opens'),
  ]
}

function ofAfter(after: AfterDef, states: readonly string[]): Change<AfterDef>[] {
  const policy = after.policy === 'ticket.noAnswer' ? 'ticket.autoClose' : 'ticket.noAnswer'
  const shared: Change<AfterDef>[] = [
    { what: 'gone', value: undefined },
    { what: `by ${policy}`, value: { ...after, policy } },
  ]
  if ('remind' in after)
    return [...shared, ...gone(after, 'send'), ...gone(after, 'say'), ...gone(after, 'before'), ...gone(after, 'since')]
  const elsewhere = states.find((state) => state !== after.to) ?? after.to
  return [
    ...shared,
    { what: `to ${elsewhere}`, value: { ...after, to: elsewhere } },
    ...gone(after, 'send'),
    ...gone(after, 'set'),
    ...gone(after, 'unless'),
    ...gone(after, 'since'),
  ]
}

function ofState(state: StateDef, states: readonly string[]): Change<StateDef>[] {
  const actions = Object.entries(state.actions ?? {}).flatMap(([name, action]) =>
    ofAction(action, states).map(({ what, value }) => ({
      what: `${name}: ${what}`,
      value: { ...state, actions: changed(state.actions ?? {}, name, value) },
    })),
  )
  const after = (state.after ?? []).flatMap((one, at) =>
    ofAfter(one, states).map(({ what, value }) => ({
      what: `after ${String(at)}: ${what}`,
      value: {
        ...state,
        after: (state.after ?? []).flatMap((kept, index) => (index !== at ? [kept] : value === undefined ? [] : [value])),
      },
    })),
  )
  const clock: Change<StateDef>[] = state.final
    ? gone(state, 'final')
    : state.clock === undefined
      ? [{ what: 'paused', value: { ...state, clock: 'paused' } }]
      : gone(state, 'clock')
  return [...actions, ...after, ...clock, ...gone(state, 'onEnter'), ...gone(state, 'waitsFor')]
}

function ofDeadline(deadline: DeadlineDef): Change<DeadlineDef>[] {
  const policy = deadline.policy === 'sla.solution' ? 'sla.firstAnswer' : 'sla.solution'
  return [
    { what: 'gone', value: undefined },
    { what: `by ${policy}`, value: { ...deadline, policy } },
    ...shorter(deadline.metBy).map(([action, metBy]) => ({ what: `not met by ${action}`, value: { ...deadline, metBy } })),
    { what: 'met by take', value: { ...deadline, metBy: [...deadline.metBy, 'take'] } },
    ...gone(deadline, 'variant'),
    ...gone(deadline, 'startsBy'),
    ...gone(deadline, 'startsIn'),
  ]
}

function needed(field: Field): Field {
  const { optional: _, ...rest } = field
  return rest
}

function ofField(field: Field): Change<Field>[] {
  const need: Change<Field>[] = field.optional
    ? [{ what: 'needed', value: needed(field) }]
    : [{ what: 'optional', value: { ...field, optional: true } }]
  const own: Change<Field>[] =
    field.type === 'text'
      ? [
          { what: 'one longer', value: { ...field, max: field.max + 1 } },
          { what: 'one shorter', value: { ...field, max: field.max - 1 } },
        ]
      : field.type === 'integer'
        ? [
            { what: 'one less', value: { ...field, min: field.min - 1 } },
            { what: 'one more', value: { ...field, max: field.max + 1 } },
          ]
        : field.type === 'choice'
          ? shorter(field.options).map(([option, options]) => ({ what: `no ${option.value}`, value: { ...field, options } }))
          : field.type === 'files'
            ? [{ what: 'one more', value: { ...field, maxCount: field.maxCount + 1 } }]
            : field.type === 'instant'
              ? gone(field, 'coming')
              : []
  return [{ what: 'gone', value: undefined }, ...need, ...own]
}

const ofForm = (form: Form): Change<Form>[] =>
  Object.entries(form).flatMap(([name, field]) =>
    ofField(field).map(({ what, value }) => ({ what: `${name}: ${what}`, value: changed<Field>(form, name, value) })),
  )

/** Every definition that differs from this one by one mistake of the kinds people make. */
export function mutantsOf(definition: ProcessDefinition): Mutant[] {
  const states = Object.keys(definition.states)
  const { cancel } = definition
  const mutant = (name: string, change: Partial<ProcessDefinition>): Mutant => ({ name, definition: { ...definition, ...change } })
  return [
    ...Object.entries(definition.states).flatMap(([name, state]) =>
      ofState(state, states).map(({ what, value }) => mutant(`${name}.${what}`, { states: changed(definition.states, name, value) })),
    ),
    ...Object.entries(definition.deadlines).flatMap(([name, deadline]) =>
      ofDeadline(deadline).map(({ what, value }) => mutant(`${name}: ${what}`, { deadlines: changed(definition.deadlines, name, value) })),
    ),
    ...Object.entries(definition.forms).flatMap(([name, form]) =>
      ofForm(form).map(({ what, value }) => mutant(`form ${name}.${what}`, { forms: changed(definition.forms, name, value) })),
    ),
    ...ofForm(definition.start).map(({ what, value }) => mutant(`start.${what}`, { start: value ?? {} })),
    ...shorter(definition.startBy).map(([party, startBy]) => mutant(`not started by ${party}`, { startBy })),
    ...shorter(definition.readBy).map(([role, readBy]) => mutant(`not read by ${role}`, { readBy })),
    ...Object.keys(definition.only ?? {}).map((party) =>
      mutant(`${party}: not limited`, { only: changed({ ...definition.only }, party, undefined) }),
    ),
    ...Object.keys(definition.common ?? {}).map((name) =>
      mutant(`${name}: by who usually may`, { common: changed<readonly Party[]>({ ...definition.common }, name, undefined) }),
    ),
    ...gone(definition, 'assignee').map(({ what, value }) => ({ name: what, definition: value ?? definition })),
    ...(cancel
      ? [
          ...(cancel.from ? [mutant('cancel: from everywhere', { cancel: without(cancel, 'from') })] : []),
          mutant('cancel: elsewhere', { cancel: { ...cancel, to: 'closed' } }),
          mutant('cancel: no letter', { cancel: without(cancel, 'send') }),
          ...shorter(cancel.by).map(([party, by]) => mutant(`cancel: not by ${party}`, { cancel: { ...cancel, by } })),
        ]
      : []),
  ]
}
