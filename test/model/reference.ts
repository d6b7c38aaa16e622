import type { Actor } from '../../domain/actor.ts'
import { commonActions, isCommonAction } from '../../domain/common-actions.ts'
import type { RefusalReason } from '../../domain/decide.ts'
import { checkForm } from '../../domain/form.ts'
import type { AnyFormValues, Form } from '../../domain/form.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { LetterName } from '../../domain/letters/names.ts'
import type { AfterDef, ProcessDefinition, StateDef, Timing } from '../../domain/process.ts'
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
  /** Reminders of an instant in the data that were past already as that instant was set. */
  readonly late: readonly string[]
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

/** Representatives have to do with what is theirs, a limited party with what is within its limit, administrators with all. */
function within(definition: ProcessDefinition, now: Expected, actor: Actor, by: readonly Party[]): readonly Party[] {
  if (actor.kind !== 'staff' || actor.roles.includes('admin') || actor.roles.includes('orgadmin')) return by
  const mine = actor.id === now.assigneeId
  return by.filter((party) =>
    party === 'rep' ? mine : Object.entries(definition.only?.[party] ?? {}).every(([field, value]) => now.data[field] === value),
  )
}

/** People of a line act on their line's processes only; whoever has it in hand keeps it. */
function may(definition: ProcessDefinition, now: Expected, actor: Actor, parties: readonly Party[]): boolean {
  const by = within(definition, now, actor, parties)
  if (actor.kind !== 'staff' || actor.id === now.assigneeId) return belongs(actor, by)
  return belongs(
    actor,
    by.map((party) => (rolesOfParty[party].length > 0 ? (definition.queue?.(party, now.data) ?? party) : party)),
  )
}

function judgeCommon(definition: ProcessDefinition, now: Expected, asked: Asked, name: keyof typeof commonActions): Verdict {
  const { by: usually, form: usual, needsReason } = commonActions[name]
  const own: { readonly [action: string]: readonly Party[] | undefined } = { ...definition.common, cancel: definition.cancel?.by ?? [] }
  const by = own[name] ?? usually
  if (!belongs(asked.actor, within(definition, now, asked.actor, by))) return no('Forbidden')
  const { assignee } = definition
  const form: Form = name === 'assign' && assignee ? { assigneeId: { type: 'person', label: { ru: '', en: '' }, party: assignee } } : usual
  const checked = checkForm<Form>(form, asked.form ?? {})
  if (!checked.ok) return no('BadForm')
  if (needsReason && (asked.reason ?? '').trim() === '') return no('ReasonNeeded')
  const known =
    name === 'setDue'
      ? now.promises[String(checked.value['deadline'])]?.metAt === null
      : name === 'setPriority'
        ? 'priority' in definition.data
        : name !== 'cancel' || (definition.cancel?.from ?? [now.state]).includes(now.state)
  return known ? { ok: true, form: checked.value } : no('NotAllowedNow')
}

/** When somebody asks, by the organization's time; whoever asks of a process without times in its data needs none. */
export interface Moment {
  readonly time: Timekeeper
  readonly at: number
}

/** The instant a timing names, and its place in the keys of what is planned. */
function timed(
  time: Timekeeper,
  timing: Timing,
  now: Pick<Expected, 'data' | 'enteredAt'>,
): { readonly at: number; readonly mark: string } {
  const { before, since, policy } = timing
  const anchor = Date.parse(String(now.data[before ?? since ?? '']))
  if (before !== undefined) return { at: time.back(time.policy(policy), anchor), mark: `:${String(anchor)}` }
  if (since !== undefined) return { at: time.add(time.policy(policy), anchor), mark: `:${String(anchor)}` }
  return { at: time.add(time.policy(policy), now.enteredAt), mark: '' }
}

/** What a request must be told where the process stands. */
export function judge(definition: ProcessDefinition, now: Expected, asked: Asked, moment?: Moment): Verdict {
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
  if (action.opens && moment && moment.at < timed(moment.time, action.opens, now).at) return no('TooEarly')
  const whole: Form = action.form === undefined ? {} : (definition.forms[action.form] ?? {})
  const form = action.asks?.(whole, now.data) ?? whole
  const checked = checkForm<Form>(form, asked.form ?? {})
  if (!checked.ok) return no('BadForm')
  const values: AnyFormValues = checked.value
  const isPast = (name: string): boolean => values[name] !== undefined && Date.parse(String(values[name])) <= (moment?.at ?? 0)
  const past = Object.entries(form).some(([name, field]) => field.type === 'instant' && field.coming === true && isPast(name))
  return past ? no('BadForm') : { ok: true, form: values }
}

interface Coming {
  readonly key: string
  readonly at: number
}

/** What the state itself does in time. */
function ofState(definition: ProcessDefinition, time: Timekeeper, now: Expected): (Coming & { readonly reminder: boolean })[] {
  return (stateOf(definition, now.state).after ?? []).flatMap((after, index) => {
    if ('to' in after && after.unless && after.unless(now.data)) return []
    const { at, mark } = timed(time, after, now)
    return [{ key: `after:${String(now.enteredSeq)}:${String(index)}${mark}`, at, reminder: mark !== '' && 'remind' in after }]
  })
}

/** What will happen by itself, soonest first. */
export function toCome(definition: ProcessDefinition, time: Timekeeper, now: Expected): Coming[] {
  if (stateOf(definition, now.state).final) return []
  const own = ofState(definition, time, now).map(({ key, at }) => ({ key, at }))
  const all = [...own, ...Object.entries(now.promises).flatMap(([name, promised]) => planned(time, name, promised))]
  return all
    .filter(({ key }) => !now.done.includes(key) && !now.late.includes(key))
    .toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

/** Reminders of an instant that nobody was told of yet, and that it is too late to tell of at `at`. */
function lateAt(definition: ProcessDefinition, time: Timekeeper, now: Expected, at: number, known: readonly Coming[]): string[] {
  const fresh = ofState(definition, time, now).filter(({ key }) => !known.some((other) => other.key === key))
  return fresh.flatMap((one) => (one.reminder && one.at <= at ? [one.key] : []))
}

/** A process that starts at `at`. */
export function begin(
  definition: ProcessDefinition,
  time: Timekeeper,
  data: JsonObject,
  at: number,
  assigneeId: string | null = null,
): Expected {
  const promises = Object.entries(definition.deadlines).flatMap(([name, deadline]) =>
    deadline.startsBy || deadline.startsIn ? [] : [[name, begunPromise(time, deadline, data, at)] as const],
  )
  const letter = stateOf(definition, definition.initial).onEnter?.send
  const first: Expected = {
    state: definition.initial,
    seq: 1,
    enteredSeq: 1,
    enteredAt: at,
    movedSeq: 1,
    assigneeId,
    data,
    promises: Object.fromEntries(promises),
    done: [],
    late: [],
    letters: letter === undefined ? [] : [`1 ${letter}`],
  }
  return { ...first, late: lateAt(definition, time, first, at, []) }
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
  const begun = Object.entries(definition.deadlines).flatMap(([deadline, { startsBy, startsIn, ...def }]) => {
    const starts = startsBy?.includes(name) || (to !== now.state && startsIn?.includes(to))
    const held = kept.some(([other, promised]) => promised.metAt === null && definition.deadlines[other]?.policy === def.policy)
    return starts && !stands && !held ? [[deadline, begunPromise(time, def, data, at)] as const] : []
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
  const stood: Expected = {
    state: to,
    seq,
    enteredSeq: enters ? seq : now.enteredSeq,
    enteredAt: enters ? at : now.enteredAt,
    movedSeq: quiet ? now.movedSeq : seq,
    assigneeId,
    data,
    promises: turned(definition, time, now, moving),
    done: enters ? now.done.filter((key) => !key.startsWith('after:')) : now.done,
    late: [],
    letters: [...now.letters, ...letters],
  }
  const next = { ...stood, late: lateAt(definition, time, stood, at, toCome(definition, time, now)) }
  // A later date makes what had happened by the earlier one happen again.
  const anew =
    name === 'setDue' ||
    name === 'recompute' ||
    Object.values(definition.deadlines).some((one) => one.startsBy?.includes(name) || (enters && one.startsIn?.includes(to)))
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
    const sets = action.set?.({ data: now.data, form, actor, reason }) ?? {}
    const taken = Object.keys(sets).filter((field) => sets[field] === null)
    const data = Object.fromEntries(Object.entries({ ...now.data, ...sets }).filter(([field]) => !taken.includes(field)))
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
    const verdict = judge(definition, now, { action, form, reason, actor }, { time, at: seen.at })
    if (!verdict.ok) throw new Error(`${action} by ${actor.name} was taken, but must be refused: ${verdict.reason}`)
    return acted(definition, time, now, seen, verdict.form)
  }
  const after = next()
  if (after.state !== seen.to) throw new Error(`${seen.name} led to ${seen.to}, but must lead to ${after.state}`)
  return after
}
