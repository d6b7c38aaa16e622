import { ApplicationFailure } from '@temporalio/common'
import type { Json } from '../domain/json.ts'
import type { EffectPort } from '../workflows/ports.ts'

export interface EffectContext {
  readonly tenantId: string
  readonly processId: string
}
/** Effects that handlers await, by name. */
export type Effects = { readonly [effect: string]: ((context: EffectContext, input: Json) => Promise<Json>) | undefined }

/** Finds the effect a handler names; an unknown name is a defect that trying again does not mend. */
export const createEffectActivities = (effects: Effects): EffectPort => ({
  async perform({ tenantId, processId, effect, input }) {
    const perform = effects[effect]
    if (!perform) throw ApplicationFailure.nonRetryable(`No effect is called ${effect}`, 'UnknownEffect')
    return perform({ tenantId, processId }, input)
  },
})
