import { Worker } from '@temporalio/worker'
import { createDataConverter } from '../../connectors/engine/data-converter.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import type { Ground } from './ground.ts'

/** Every run of each process, open and closed, from the one that it was started with. */
async function* histories({ engine }: Ground, processIds: readonly string[]) {
  for (const workflowId of processIds.map(processWorkflowId)) {
    const historyOf = (runId?: string) => engine.client.workflow.getHandle(workflowId, runId).fetchHistory()
    const { events } = await historyOf()
    let runId = events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId
    while (typeof runId === 'string') {
      const history = await historyOf(runId)
      yield { workflowId: `${workflowId}, run ${runId}`, history }
      runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId
    }
  }
}

/** Replays every run of the processes on the workflows of the ground (I6). @returns how many; @throws at the first that does not replay */
export async function replayEveryRun(ground: Ground, processIds: readonly string[]): Promise<number> {
  const { bundle, keys } = ground.workflows
  const options = { workflowBundle: bundle, dataConverter: createDataConverter(keys) }
  let replayed = 0
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories(ground, processIds))) {
    if (error) throw new Error(`${workflowId} does not replay`, { cause: error })
    replayed += 1
  }
  return replayed
}
