import type { Actor } from './actor.ts'
import { actsAs, holds } from './actor.ts'
import { commonActions, isCommonAction } from './common-actions.ts'
import type { CommonActionName } from './common-actions.ts'
import { comingInstants } from './coming-instants.ts'
import type { AnyFormValues, Form, FormProblem } from './form.ts'
import { checkForm, emptyForm } from './form.ts'
import type { Json, JsonObject } from './json.ts'
import type { LetterName } from './letters/names.ts'
import { withinLimits } from './limits.ts'
import type { ActionDef, ProcessDefinition, StateDef } from './process.ts'
import type { Party } from './roles.ts'
import { isStaffParty } from './roles.ts'
import type { Snapshot } from './snapshot.ts'

export const refusals = [
  'UnknownAction',
  'NotAllowedNow',
  'Forbidden',
  'StaleScreen',
  'BadForm',
  'ReasonNeeded',
  'Ended',
  'TooEarly',
  'Conflict',
] as const
/** Why an action is not taken; each is told apart on the screen. */
export type RefusalReason = (typeof refusals)[number]
export interface Refusal {
  readonly reason: RefusalReason
  readonly problems: readonly FormProblem[]
  /** Of what is too early: when it opens, epoch milliseconds. */
  readonly opensAt?: number
  /** Of what meets a conflict: what can be asked for instead. */
  readonly offers?: readonly Json[]
}

/** What somebody asks of a process. `seen` is the seq on the asker's screen. */
export interface ActRequest {
  readonly action: string
  readonly form: unknown
  readonly reason?: string | undefined
  readonly actor: Actor
  readonly seen?: number | undefined
}

/** What a record writes: a move (which may lead back to its own state) or an edit, which keeps the state as it is. */
export interface Change {
  readonly kind: 'move' | 'edit'
  readonly name: string
  readonly to: string
  readonly data: JsonObject
  readonly assigneeId: string | null
  readonly form: AnyFormValues
  readonly reason: string | undefined
  readonly send: LetterName | undefined
  readonly fixedDue?: { readonly deadline: string; readonly dueAt: number }
}
export type Decision = { readonly ok: true; readonly change: Change } | { readonly ok: false; readonly refusal: Refusal }

const refuse = (reason: RefusalReason, problems: readonly FormProblem[] = []): Decision => ({ ok: false, refusal: { reason, problems } })

/** The data with what an action sets; what it sets to null is taken out. */
export const withChanges = (data: JsonObject, changes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...data, ...changes }).filter(([name, value]) => value !== null || changes[name] === undefined))

/** The state's definition. @throws when the definition no longer has the state, which a migration forgot */
export function stateOf(definition: ProcessDefinition, name: string): StateDef {
  const state = definition.states[name]
  if (!state) throw new Error(`${definition.kind} has no state ${name}`)
  return state
}

/**
 * Parties made precise by the data: «support» is the line the process is on. Whoever is outside stays allowed even
 * while the process waits for the line in his place.
 */
export const refine = (definition: ProcessDefinition, by: readonly Party[], data: JsonObject): Party[] =>
  by.map((party) => (isStaffParty(party) ? (definition.queue?.(party, data) ?? party) : party))

/** Whom the process waits for now, if anybody. */
export function waitingParty(definition: ProcessDefinition, state: string, data: JsonObject): Party | null {
  const party = stateOf(definition, state).waitsFor
  return party === undefined ? null : (definition.queue?.(party, data) ?? party)
}

/** Every action of a process, wherever it stands. */
export const knowsAction = (definition: ProcessDefinition, name: string): boolean =>
  isCommonAction(name) || Object.values<StateDef>(definition.states).some((state) => Object.hasOwn(state.actions ?? {}, name))

/** The form that an action asks for, in the state where it is offered, of a process with these data. */
export function formOf(definition: ProcessDefinition, action: ActionDef, data: JsonObject): Form {
  const form = action.form === undefined ? emptyForm : (definition.forms[action.form] ?? emptyForm)
  return action.asks?.(form, data) ?? form
}

/** The form that an action asks for here, whichever sort of action it is; empty for one that is not offered here. */
export function askedForm(
  definition: ProcessDefinition,
  { state, data }: { readonly state: string; readonly data: JsonObject },
  name: string,
): Form {
  if (isCommonAction(name)) return commonForm(definition, name)
  const action = stateOf(definition, state).actions?.[name]
  return action ? formOf(definition, action, data) : emptyForm
}

function allowed(definition: ProcessDefinition, snapshot: Snapshot, actor: Actor, by: readonly Party[]): boolean {
  const within = withinLimits(definition, by, snapshot, actor)
  return actor.kind === 'staff' && holds(actor, snapshot.assigneeId)
    ? actsAs(actor, within)
    : actsAs(actor, refine(definition, within, snapshot.data))
}

/** The parties that may do a common action in processes of the kind. */
export function commonActionBy(definition: ProcessDefinition, name: CommonActionName): readonly Party[] {
  if (name === 'cancel') return definition.cancel?.by ?? []
  const own: { readonly [name in CommonActionName]?: readonly Party[] } = definition.common ?? {}
  return own[name] ?? commonActions[name].by
}

/** The form of a common action; an assignee is of the kind's own party, and one that there always is can't be taken away. */
export function commonForm(definition: ProcessDefinition, name: CommonActionName): Form {
  const { form } = commonActions[name]
  if (name !== 'assign' || definition.assignee === undefined) return form
  return { assigneeId: { type: 'person', label: commonActions.assign.form.assigneeId.label, party: definition.assignee } }
}

/** True where a process of the kind can be cancelled. */
export const isCancellable = (definition: ProcessDefinition, state: string): boolean =>
  definition.cancel !== undefined && definition.cancel.from?.includes(state) !== false

function decideCommon(definition: ProcessDefinition, snapshot: Snapshot, request: ActRequest, name: CommonActionName): Decision {
  const { actor } = request
  const common = commonActions[name]
  const keep = {
    kind: 'edit',
    name,
    to: snapshot.state,
    data: snapshot.data,
    assigneeId: snapshot.assigneeId,
    form: {},
    reason: request.reason,
    send: undefined,
  } as const
  if (!actsAs(actor, withinLimits(definition, commonActionBy(definition, name), snapshot, actor))) return refuse('Forbidden')
  const form = checkForm<Form>(commonForm(definition, name), request.form ?? {})
  if (!form.ok) return refuse('BadForm', form.problems)
  if (common.needsReason && !request.reason?.trim()) return refuse('ReasonNeeded')
  const values: AnyFormValues = form.value
  switch (name) {
    case 'cancel':
      if (!definition.cancel || !isCancellable(definition, snapshot.state)) return refuse('NotAllowedNow')
      return { ok: true, change: { ...keep, kind: 'move', to: definition.cancel.to, send: definition.cancel.send } }
    case 'assign': {
      const { assigneeId } = values
      return { ok: true, change: { ...keep, form: values, assigneeId: typeof assigneeId === 'string' ? assigneeId : null } }
    }
    case 'setPriority':
      if (!Object.hasOwn(definition.data, 'priority')) return refuse('NotAllowedNow')
      return { ok: true, change: { ...keep, form: values, data: { ...snapshot.data, priority: values['priority'] ?? null } } }
    case 'setDue': {
      const deadline = String(values['deadline'])
      const clock = snapshot.clocks[deadline]
      if (!clock || clock.metAt !== null) return refuse('NotAllowedNow')
      return { ok: true, change: { ...keep, form: values, fixedDue: { deadline, dueAt: Date.parse(String(values['dueAt'])) } } }
    }
    case 'retry':
    case 'skip':
    case 'recompute':
    case 'sync':
      return { ok: true, change: { ...keep, form: values } }
  }
}

/**
 * Decides what a request changes, or why it is refused. Pure: the engine, the services, the simulator and the
 * screen ask the same function. `now` is epoch milliseconds.
 */
export function decide(definition: ProcessDefinition, snapshot: Snapshot, request: ActRequest, now: number): Decision {
  if (!knowsAction(definition, request.action)) return refuse('UnknownAction')
  const state = stateOf(definition, snapshot.state)
  // A letter of the last move can be in trouble after the end.
  if (state.final && request.action !== 'retry' && request.action !== 'skip') return refuse('Ended')
  if (request.seen !== undefined && request.seen < snapshot.movedSeq) return refuse('StaleScreen')
  if (isCommonAction(request.action)) return decideCommon(definition, snapshot, request, request.action)
  const action = state.actions?.[request.action]
  if (!action || action.when?.(snapshot.data) === false) return refuse('NotAllowedNow')
  if (!allowed(definition, snapshot, request.actor, action.by)) return refuse('Forbidden')
  const opensAt = snapshot.opens?.[request.action]
  if (opensAt !== undefined && now < opensAt) return { ok: false, refusal: { reason: 'TooEarly', problems: [], opensAt } }
  const asked = formOf(definition, action, snapshot.data)
  const checked = checkForm(asked, request.form ?? {})
  if (!checked.ok) return refuse('BadForm', checked.problems)
  const form: AnyFormValues = checked.value
  const passed = comingInstants(asked, form, now)
  if (passed.length > 0) return refuse('BadForm', passed)
  const context = { data: snapshot.data, form, actor: request.actor, reason: request.reason }
  const assigneeId = action.assigns === 'actor' ? request.actor.id : action.assigns === 'nobody' ? null : snapshot.assigneeId
  return {
    ok: true,
    change: {
      kind: 'move',
      name: request.action,
      to: action.to,
      data: withChanges(snapshot.data, action.set?.(context) ?? {}),
      assigneeId,
      form,
      reason: request.reason,
      send: action.send,
    },
  }
}
