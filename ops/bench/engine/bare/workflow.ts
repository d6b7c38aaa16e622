import { allHandlersFinished, condition, defineUpdate, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { stepsOfLife } from '../contestant.ts'
import type { BareActivities, BareStep } from './contract.ts'
import { bareUpdate } from './contract.ts'

const { write } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10 s' })
const step = defineUpdate<number, [BareStep]>(bareUpdate)

/** Takes four updates, writes a row for each, ends. */
export async function bareLife(): Promise<void> {
  const { workflowId } = workflowInfo()
  let done = 0
  setHandler(step, async ({ index }) => {
    const seq = index + 1
    await write({ id: workflowId, seq, state: `after ${String(seq)}` })
    done = seq
    return seq
  })
  await condition(() => done === stepsOfLife && allHandlersFinished())
}
