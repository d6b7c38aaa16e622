import { withChanges } from '../../../domain/decide.ts'
import { offersFor } from '../../../domain/offers.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from '../process/process-types.ts'
import type { UnsentAct } from './shelf.ts'
import { traveller } from './traveller.ts'
import { unsent } from './unsent.ts'

/** The process after one more of its actions, as the engine would decide it; its own actions alone are offered. */
function after(process: ProcessDetail, item: UnsentAct): ProcessDetail {
  const definition = kindOf(process.kind)
  const action = definition?.states[process.state]?.actions?.[item.action]
  const actor = traveller()?.actor
  if (definition === undefined || action === undefined || actor === undefined) return process
  const { form, reason } = item
  const data = withChanges(process.data, action.set?.({ data: process.data, form, actor, reason }) ?? {})
  const at = Date.now()
  const snapshot = {
    state: action.to,
    seq: process.seq,
    enteredSeq: process.seq,
    enteredAt: at,
    movedSeq: process.seq,
    data,
    assigneeId: process.assignee?.id ?? null,
    clocks: {},
    plan: [],
    fired: [],
  }
  const offers = offersFor(definition, snapshot, actor, at).filter((offer) => !offer.common)
  const waitsFor = definition.states[action.to]?.waitsFor ?? null
  const stateLabel = definition.states[action.to]?.label
  // What was said of the state before is not true of this one; the server says more once it knows.
  const why = t('unsent.stepWaits', { action: say(action.label) })
  const said = { why, whyLine: { text: why, short: why, tone: 'wait' as const, clauses: [{ text: why }] }, dueAt: null, late: false }
  const shown = { ...said, stateLabel: stateLabel === undefined ? action.to : say(stateLabel), deadlines: [], next: [] }
  return { ...process, ...shown, state: action.to, data, waitsFor, enteredAt: new Date(at).toISOString(), offers }
}

/** The process as it will be once what was asked without a network is sent; as it is when something of that was refused. */
export function expected(process: ProcessDetail | undefined): ProcessDetail | undefined {
  if (process === undefined) return undefined
  const own = unsent().filter((item) => item.processId === process.id)
  return own.some((item) => item.refused !== undefined) ? process : own.reduce(after, process)
}
