import { failureOf } from '../../lib/failure.ts'
import type { ActAnswer } from '../process/process-source.ts'
import type { ProcessDetail } from '../process/process-types.ts'
import type { DraftedAct } from './deliver.ts'
import { deliver } from './deliver.ts'
import { traveller } from './traveller.ts'
import { putAside, unsent } from './unsent.ts'

/** What a screen says of the process. */
type Shown = Pick<ProcessDetail, 'id' | 'kind' | 'number' | 'title' | 'state' | 'seq'>

/**
 * Asks for an action of the process on the screen. Without a network the request of whoever is on the road is put aside and
 * goes by itself later, after those put aside before it.
 */
export async function actOrPutAside(request: DraftedAct, shown: Shown): Promise<ActAnswer | 'putAside'> {
  const owner = traveller()?.key
  const follows = unsent().some((item) => item.processId === shown.id)
  try {
    if (owner === undefined || !follows) return await deliver(request)
  } catch (error) {
    if (owner === undefined || failureOf(error).kind !== 'offline') throw error
  }
  const { action, form, reason, requestId } = request
  const { kind, number, title, state, seq: seen } = shown
  const about = { processId: shown.id, kind, number, title, state, seen }
  await putAside({ ...about, requestId, owner, madeAt: Date.now(), action, form, ...(reason === undefined ? {} : { reason }) })
  return 'putAside'
}
