import { allHandlersFinished, condition, defineUpdate, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { stepsOfLife } from '../contestant.ts'
import type { BareActivities, BareStep } from './contract.ts'
import { bareUpdate } from './contract.ts'

const { write } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10 s' })
const step = defineUpdate<number, [BareStep]>(bareUpdate)

/** Takes updates and writes a row for each, until there were as many as asked. */
async function takeSteps(steps: number, first: () => Promise<void>): Promise<void> {
  const { workflowId } = workflowInfo()
  let done = 0
  setHandler(step, async ({ index }) => {
    const seq = index + 1
    await write({ id: workflowId, seq, state: `after ${String(seq)}` })
    done = seq
    return seq
  })
  await first()
  await condition(() => done === steps && allHandlersFinished())
}

/** Takes four updates, writes a row for each, ends. */
export const bareLife = (): Promise<void> => takeSteps(stepsOfLife, () => Promise.resolve())

/** Writes a row, takes one update, writes a row for it, ends. */
export const bareMessage = (): Promise<void> => takeSteps(1, () => write({ id: workflowInfo().workflowId, seq: 0, state: 'begun' }))
