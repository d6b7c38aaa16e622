import type { Actor } from './actor.ts'
import { actsAs, holds } from './actor.ts'
import { commonActions } from './common-actions.ts'
import type { CommonActionName } from './common-actions.ts'
import { commonActionBy, commonForm, formOf, isCancellable, refine, stateOf } from './decide.ts'
import type { Form } from './form.ts'
import type { Label } from './label.ts'
import { withinLimits } from './limits.ts'
import type { ProcessDefinition } from './process.ts'
import type { Party } from './roles.ts'
import type { Snapshot } from './snapshot.ts'

/** Why an action is not for the asker: another role's, another line's, not while the data are as they are, or not yet. */
export type WhyNot = 'role' | 'line' | 'when' | 'early'

/** An action of the present state, as a button or as an explained absence of one. */
export interface Offer {
  readonly action: string
  readonly label: Label
  readonly form: Form
  readonly danger: boolean
  readonly needsReason: boolean
  /** One of the actions every process has. */
  readonly common: boolean
  readonly allowed: boolean
  readonly why: WhyNot | null
  /** From when on it may be taken, epoch milliseconds; null for one that is always open. */
  readonly opensAt: number | null
  /** Who may, made precise by the data. */
  readonly by: readonly Party[]
}

const commonOffered: readonly CommonActionName[] = ['assign', 'setPriority', 'setDue', 'cancel']
const troubleOffered: readonly CommonActionName[] = ['retry', 'skip']

/** Which deadline is a choice among those that are not met, not a name to type. */
function dueForm(definition: ProcessDefinition, snapshot: Snapshot): Form {
  const { deadline, dueAt } = commonActions.setDue.form
  const options = Object.entries(definition.deadlines).flatMap(([value, { label }]) =>
    snapshot.clocks[value]?.metAt === null ? [{ value, label }] : [],
  )
  return { deadline: { type: 'choice', label: deadline.label, options }, dueAt }
}

function hasSense(definition: ProcessDefinition, snapshot: Snapshot, name: CommonActionName): boolean {
  if (name === 'cancel' && !isCancellable(definition, snapshot.state)) return false
  if (name === 'setPriority') return Object.hasOwn(definition.data, 'priority')
  if (name === 'setDue') return Object.values(snapshot.clocks).some((clock) => clock.metAt === null)
  return commonActionBy(definition, name).length > 0
}

function commonOffer(definition: ProcessDefinition, snapshot: Snapshot, actor: Actor, name: CommonActionName): Offer {
  const { label, needsReason } = commonActions[name]
  const by = commonActionBy(definition, name)
  const allowed = actsAs(actor, withinLimits(definition, by, snapshot, actor))
  return {
    action: name,
    label,
    form: name === 'setDue' ? dueForm(definition, snapshot) : commonForm(definition, name),
    danger: name === 'cancel',
    needsReason,
    common: true,
    allowed,
    why: allowed ? null : 'role',
    opensAt: null,
    by,
  }
}

/**
 * What the actor may do now and what not, with the reason; the same rules as `decide`, which has the last word.
 * `now` is epoch milliseconds; `troubled`: the process or one of its messages is in trouble, so retry and skip have a sense.
 */
export function offersFor(
  definition: ProcessDefinition,
  snapshot: Snapshot,
  actor: Actor,
  now: number,
  troubled = false,
): readonly Offer[] {
  const state = stateOf(definition, snapshot.state)
  const assigned = actor.kind === 'staff' && holds(actor, snapshot.assigneeId)
  const own = Object.entries(state.actions ?? {}).map(([action, def]): Offer => {
    const within = withinLimits(definition, def.by, snapshot, actor)
    const precise = refine(definition, def.by, snapshot.data)
    const opensAt = snapshot.opens?.[action] ?? null
    const why = !actsAs(actor, within)
      ? 'role'
      : !assigned && !actsAs(actor, refine(definition, within, snapshot.data))
        ? 'line'
        : def.when?.(snapshot.data) === false
          ? 'when'
          : opensAt !== null && now < opensAt
            ? 'early'
            : null
    const { label, danger } = def
    const form = formOf(definition, def, snapshot.data)
    return {
      ...{ action, label, form, danger: danger === true, needsReason: false, common: false },
      ...{ allowed: why === null, why, opensAt, by: precise },
    }
  })
  const common = [
    ...(state.final ? [] : commonOffered.filter((name) => hasSense(definition, snapshot, name))),
    ...(troubled ? troubleOffered : []),
  ]
  return [...own, ...common.map((name) => commonOffer(definition, snapshot, actor, name))]
}
