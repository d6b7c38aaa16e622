import type { Actor } from '../../domain/actor.ts'
import { commonActions, isCommonAction } from '../../domain/common-actions.ts'
import type { RefusalReason } from '../../domain/decide.ts'
import { checkForm } from '../../domain/form.ts'
import type { AnyFormValues, Form } from '../../domain/form.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { LetterName } from '../../domain/letters/names.ts'
import type { AfterDef, ProcessDefinition, StateDef } from '../../domain/process.ts'
import { rolesOfParty } from '../../domain/roles.ts'
import type { Party } from '../../domain/roles.ts'
import { begunPromise, dueOf, planned, stoppedAt } from './promises.ts'
import type { Promised, Timekeeper } from './promises.ts'

// What a process must do, said a second time and apart from the engine: the definition is data, and nothing here calls
// what decides, advances or plans in the product. Where the two disagree one of them is wrong.

/** All that is known of a process at rest. */
export interface Expected {
  readonly state: string
  readonly seq: number
  readonly enteredSeq: number
  readonly enteredAt: number
  readonly movedSeq: number
  readonly assigneeId: string | null
  readonly data: JsonObject
  readonly promises: Readonly<Record<string, Promised>>
  readonly done: readonly string[]
  /** `seq letter` of every letter to the outside party so far. */
  readonly letters: readonly string[]
}

/** A request as somebody makes it. */
export interface Asked {
  readonly action: string
  readonly form: unknown
  readonly reason?: string | undefined
  readonly actor: Actor
  readonly seen?: number | undefined
}
export type Verdict = { readonly ok: true; readonly form: AnyFormValues } | { readonly ok: false; readonly reason: RefusalReason }

/** One record as it was found. */
export interface Observed {
  readonly seq: number
  readonly kind: 'act' | 'fire'
  /** The action, or the key of what was planned. */
  readonly name: string
  readonly at: number
  readonly actor: Actor
  readonly form: AnyFormValues
  readonly reason: string | undefined
  readonly from: string
  readonly to: string
}

const stateOf = (definition: ProcessDefinition, name: string): StateDef => {
  const state = definition.states[name]
  if (!state) throw new Error(`No state ${name}`)
  return state
}
const no = (reason: RefusalReason): Verdict => ({ ok: false, reason })

function belongs(actor: Actor, by: readonly Party[]): boolean {
  if (actor.kind === 'staff') return by.some((party) => actor.roles.some((role) => rolesOfParty[party].includes(role)))
  return by.includes(actor.kind === 'link' ? actor.party : actor.kind)
}

/** People of a line act on their line's processes only; whoever has it in hand keeps it. */
function may(definition: ProcessDefinition, now: Expected, actor: Actor, by: readonly Party[]): boolean {
  if (actor.kind !== 'staff' || actor.id === now.assigneeId) return belongs(actor, by)
  return belongs(
    actor,
    by.map((party) => (rolesOfParty[party].length > 0 ? (definition.queue?.(party, now.data) ?? party) : party)),
  )
}

function judgeCommon(definition: ProcessDefinition, now: Expected, asked: Asked, name: keyof typeof commonActions): Verdict {
  const { by, form, needsReason } = commonActions[name]
  if (!belongs(asked.actor, name === 'cancel' ? (definition.cancel?.by ?? []) : by)) return no('Forbidden')
  const checked = checkForm<Form>(form, asked.form ?? {})
  if (!checked.ok) return no('BadForm')
  if (needsReason && (asked.reason ?? '').trim() === '') return no('ReasonNeeded')
  const known =
    name === 'setDue'
      ? now.promises[String(checked.value['deadline'])]?.metAt === null
      : name === 'setPriority'
        ? 'priority' in definition.data
        : true
  return known ? { ok: true, form: checked.value } : no('NotAllowedNow')
}

/** What a request must be told where the process stands. */
export function judge(definition: ProcessDefinition, now: Expected, asked: Asked): Verdict {
  const name = asked.action
  const state = stateOf(definition, now.state)
  const named = Object.values<StateDef>(definition.states).some((one) => Object.keys(one.actions ?? {}).includes(name))
  if (!named && !isCommonAction(name)) return no('UnknownAction')
  if (state.final && name !== 'retry' && name !== 'skip') return no('Ended')
  if (asked.seen !== undefined && asked.seen < now.movedSeq) return no('StaleScreen')
  if (isCommonAction(name)) return judgeCommon(definition, now, asked, name)
  const action = Object.keys(state.actions ?? {}).includes(name) ? state.actions?.[name] : undefined
  if (!action || (action.when && !action.when(now.data))) return no('NotAllowedNow')
  if (!may(definition, now, asked.actor, action.by)) return no('Forbidden')
  const checked = checkForm(action.form === undefined ? {} : (definition.forms[action.form] ?? {}), asked.form ?? {})
  return checked.ok ? { ok: true, form: checked.value } : no('BadForm')
}

/** What will happen by itself, soonest first. */
export function toCome(definition: ProcessDefinition, time: Timekeeper, now: Expected): { readonly key: string; readonly at: number }[] {
  const state = stateOf(definition, now.state)
  if (state.final) return []
  const own = (state.after ?? []).flatMap((after, index) =>
    'to' in after && after.unless && after.unless(now.data)
      ? []
      : [{ key: `after:${String(now.enteredSeq)}:${String(index)}`, at: time.add(time.policy(after.policy), now.enteredAt) }],
  )
  const all = [...own, ...Object.entries(now.promises).flatMap(([name, promised]) => planned(time, name, promised))]
  return all.filter(({ key }) => !now.done.includes(key)).toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

/** A process that starts at `at`. */
export function begin(definition: ProcessDefinition, time: Timekeeper, data: JsonObject, at: number): Expected {
  const promises = Object.entries(definition.deadlines).flatMap(([name, deadline]) =>
    deadline.startsBy ? [] : [[name, begunPromise(time, deadline, data, at)] as const],
  )
  const letter = stateOf(definition, definition.initial).onEnter?.send
  return {
    state: definition.initial,
    seq: 1,
    enteredSeq: 1,
    enteredAt: at,
    movedSeq: 1,
    assigneeId: null,
    data,
    promises: Object.fromEntries(promises),
    done: [],
    letters: letter === undefined ? [] : [`1 ${letter}`],
  }
}

interface Moving {
  readonly name: string
  readonly at: number
  readonly to: string
  readonly data: JsonObject
  readonly assigneeId: string | null
  readonly letter: LetterName | undefined
  readonly fixed?: { readonly deadline: string; readonly at: number }
}

function turned(
  definition: ProcessDefinition,
  time: Timekeeper,
  now: Expected,
  { name, at, to, data, fixed }: Moving,
): Expected['promises'] {
  const { clock, final } = stateOf(definition, to)
  const stands = clock === 'paused' || final === true
  const kept = Object.entries(now.promises).map(([deadline, was]): readonly [string, Promised] => {
    const promised = fixed?.deadline === deadline ? { ...was, fixedAt: fixed.at } : was
    if (promised.metAt !== null) return [deadline, promised]
    const isMet = definition.deadlines[deadline]?.metBy.includes(name) === true
    if (isMet) return [deadline, { ...stoppedAt(time, promised, at), metAt: at, metDue: dueOf(time, was) }]
    if (stands) return [deadline, stoppedAt(time, promised, at)]
    return [deadline, promised.since === null ? { ...promised, since: at } : promised]
  })
  const begun = Object.entries(definition.deadlines).flatMap(([deadline, { startsBy, ...def }]) => {
    const held = kept.some(([other, promised]) => promised.metAt === null && definition.deadlines[other]?.policy === def.policy)
    return startsBy?.includes(name) && !stands && !held ? [[deadline, begunPromise(time, def, data, at)] as const] : []
  })
  return Object.fromEntries([...kept, ...begun])
}

function moved(definition: ProcessDefinition, time: Timekeeper, now: Expected, moving: Moving): Expected {
  const { name, at, to, data, assigneeId, letter } = moving
  const seq = now.seq + 1
  const enters = to !== now.state
  const entry = enters ? stateOf(definition, to).onEnter?.send : undefined
  const letters = [letter, to === definition.initial ? undefined : entry].flatMap((one) =>
    one === undefined ? [] : [`${String(seq)} ${one}`],
  )
  const quiet = name === 'retry' || name === 'skip'
  const next: Expected = {
    state: to,
    seq,
    enteredSeq: enters ? seq : now.enteredSeq,
    enteredAt: enters ? at : now.enteredAt,
    movedSeq: quiet ? now.movedSeq : seq,
    assigneeId,
    data,
    promises: turned(definition, time, now, moving),
    done: enters ? now.done.filter((key) => !key.startsWith('after:')) : now.done,
    letters: [...now.letters, ...letters],
  }
  // A later date makes what had happened by the earlier one happen again.
  const anew = name === 'setDue' || name === 'recompute' || Object.values(definition.deadlines).some((one) => one.startsBy?.includes(name))
  if (!anew) return next
  const again = toCome(definition, time, { ...next, done: [] }).filter((item) => item.key.startsWith('deadline:') && item.at > at)
  return { ...next, done: next.done.filter((key) => !again.some((item) => item.key === key)) }
}

function acted(definition: ProcessDefinition, time: Timekeeper, now: Expected, seen: Observed, form: AnyFormValues): Expected {
  const { name, at, actor, reason } = seen
  const stays = { name, at, to: now.state, data: now.data, assigneeId: now.assigneeId, letter: undefined }
  if (!isCommonAction(name)) {
    const action = stateOf(definition, now.state).actions?.[name]
    if (!action) throw new Error(`No action ${name}`)
    const data = { ...now.data, ...action.set?.({ data: now.data, form, actor, reason }) }
    const assigneeId = action.assigns === undefined ? now.assigneeId : action.assigns === 'actor' ? actor.id : null
    return moved(definition, time, now, { name, at, to: action.to, data, assigneeId, letter: action.send })
  }
  const [assigneeId, priority] = [form['assigneeId'], form['priority']]
  if (name === 'cancel' && definition.cancel)
    return moved(definition, time, now, { ...stays, to: definition.cancel.to, letter: definition.cancel.send })
  if (name === 'assign') return moved(definition, time, now, { ...stays, assigneeId: typeof assigneeId === 'string' ? assigneeId : null })
  if (name === 'setPriority') return moved(definition, time, now, { ...stays, data: { ...now.data, priority: priority ?? null } })
  if (name === 'setDue') {
    const fixed = { deadline: String(form['deadline']), at: Date.parse(String(form['dueAt'])) }
    return moved(definition, time, now, { ...stays, fixed })
  }
  return moved(definition, time, now, stays)
}

function fired(definition: ProcessDefinition, time: Timekeeper, now: Expected, seen: Observed): Expected {
  const [soonest] = toCome(definition, time, now)
  if (soonest?.key !== seen.name) throw new Error(`${seen.name} fired, but ${soonest?.key ?? 'nothing'} is next`)
  if (seen.at < soonest.at) throw new Error(`${seen.name} fired ${String(soonest.at - seen.at)} ms early`)
  const done = [...now.done, seen.name]
  const [kind, , index] = seen.name.split(':')
  const after: AfterDef | undefined = kind === 'after' ? stateOf(definition, now.state).after?.[Number(index)] : undefined
  const letters = after?.send === undefined ? [] : [`${String(now.seq + 1)} ${after.send}`]
  if (!after || !('to' in after)) return { ...now, seq: now.seq + 1, done, letters: [...now.letters, ...letters] }
  const data = { ...now.data, ...after.set }
  const { name, at } = seen
  return moved(definition, time, { ...now, done }, { name, at, to: after.to, data, assigneeId: now.assigneeId, letter: after.send })
}

/** The process after one more record. @throws with a sentence when the record is one that must not be */
export function follow(definition: ProcessDefinition, time: Timekeeper, now: Expected, seen: Observed): Expected {
  if (seen.seq !== now.seq + 1) throw new Error(`Record ${String(seen.seq)} follows record ${String(now.seq)}`)
  if (seen.from !== now.state) throw new Error(`The record leaves ${seen.from}, but the process stands in ${now.state}`)
  const next = (): Expected => {
    if (seen.kind === 'fire') return fired(definition, time, now, seen)
    const { name: action, form, reason, actor } = seen
    const verdict = judge(definition, now, { action, form, reason, actor })
    if (!verdict.ok) throw new Error(`${action} by ${actor.name} was taken, but must be refused: ${verdict.reason}`)
    return acted(definition, time, now, seen, verdict.form)
  }
  const after = next()
  if (after.state !== seen.to) throw new Error(`${seen.name} led to ${seen.to}, but must lead to ${after.state}`)
  return after
}
