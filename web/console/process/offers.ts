import { actsAs } from '../../../domain/actor.ts'
import type { Actor } from '../../../domain/actor.ts'
import type { CommonActionName } from '../../../domain/common-actions.ts'
import { commonActions } from '../../../domain/common-actions.ts'
import { commonActionBy, formOf, refine } from '../../../domain/decide.ts'
import type { Form } from '../../../domain/form.ts'
import { partyLabels } from '../../../domain/roles.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import type { Me } from '../session/session-source.ts'
import type { ProcessDetail } from './process-types.ts'

/** An action as a button: what it asks, and when it isn't for the reader, why. */
export interface Offer {
  readonly name: string
  readonly label: string
  readonly form: Form
  readonly needsReason: boolean
  readonly danger: boolean
  readonly common: boolean
  readonly refused: string | undefined
  /** Says something to the outside party, so it belongs to the conversation. */
  readonly talks: boolean
}

/** The reader as the domain knows an actor. */
export const actorOf = (me: Me): Actor => ({ kind: 'staff', id: me.user.id, name: me.user.name, roles: me.user.roles })
const offeredCommon: readonly CommonActionName[] = ['assign', 'setPriority', 'setDue', 'cancel']

/** Every action of the present state and the common ones; the same rules as the engine's, which has the last word. */
export function offersOf(process: ProcessDetail, me: Me): readonly Offer[] {
  const definition = kindOf(process.kind)
  const state = definition?.states[process.state]
  if (definition === undefined || state === undefined || state.final) return []
  const actor = actorOf(me)
  const own = Object.entries(state.actions ?? {}).flatMap(([name, action]): Offer[] => {
    if (action.when?.(process.data) === false) return []
    const by = process.assignee?.id === me.user.id ? action.by : refine(definition, action.by, process.data)
    const staffOnly = action.by.every((party) => party === 'requester' || party === 'contact' || party === 'machine')
    if (staffOnly) return []
    const form = formOf(definition, action)
    const allowed = actsAs(actor, by)
    return [
      {
        name,
        label: say(action.label),
        form,
        needsReason: false,
        danger: action.danger === true,
        common: false,
        refused: allowed ? undefined : t('page.onlyFor', { parties: by.map((party) => say(partyLabels[party])).join(', ') }),
        talks: action.send !== undefined && action.danger !== true && Object.keys(form).length > 0,
      },
    ]
  })
  const common = offeredCommon.flatMap((name): Offer[] => {
    const by = commonActionBy(definition, name)
    if (by.length === 0 || (name === 'setPriority' && !Object.hasOwn(definition.data, 'priority'))) return []
    return [
      {
        name,
        label: say(commonActions[name].label),
        form: name === 'setDue' ? dueForm(process) : commonActions[name].form,
        needsReason: commonActions[name].needsReason,
        danger: name === 'cancel',
        common: true,
        refused: actsAs(actor, by) ? undefined : t('page.onlyFor', { parties: by.map((party) => say(partyLabels[party])).join(', ') }),
        talks: false,
      },
    ]
  })
  return [...own, ...common]
}

/** Which deadline is a choice among those that still run, not a name to type. */
function dueForm(process: ProcessDetail): Form {
  const deadlines = kindOf(process.kind)?.deadlines ?? {}
  const { deadline, dueAt } = commonActions.setDue.form
  const options = Object.entries(deadlines).flatMap(([value, one]) =>
    process.clocks[value]?.metAt === null ? [{ value, label: one.label }] : [],
  )
  return { deadline: { type: 'choice', label: deadline.label, options }, dueAt }
}

/** The two ways out of the engine's trouble. */
export const engineOffer = (name: 'retry' | 'skip'): Offer => ({
  name,
  label: say(commonActions[name].label),
  form: {},
  needsReason: commonActions[name].needsReason,
  danger: name === 'skip',
  common: true,
  refused: undefined,
  talks: false,
})
