import { randomInt } from 'node:crypto'
import { WorkflowNotFoundError } from '@temporalio/client'
import { DefaultLogger, Worker } from '@temporalio/worker'
import { createDataConverter } from '../../../connectors/engine/data-converter.ts'
import { bundleWorkflows } from '../../../workers/workflow-bundle.ts'
import { processWorkflowId } from '../../../workflows/contracts.ts'
import { bounded, runningProcesses } from '../engine-store.ts'
import { finding, unchecked } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { noEngine } from '../installation.ts'
import type { Installation, VerifiedEngine } from '../installation.ts'

function pick(ids: readonly string[], count: number): string[] {
  const left = [...ids]
  const picked: string[] = []
  while (picked.length < count && left.length > 0) picked.push(...left.splice(randomInt(left.length), 1))
  return picked
}

async function* histories(engine: VerifiedEngine, ids: readonly string[]) {
  for (const id of ids) {
    const workflowId = processWorkflowId(id)
    try {
      yield { workflowId, history: await bounded(engine, () => engine.temporal.client.workflow.getHandle(workflowId).fetchHistory()) }
    } catch (error) {
      // It ended and was forgotten meanwhile.
      if (!(error instanceof WorkflowNotFoundError)) throw error
    }
  }
}

/** I6: today's workflows replay the histories of what runs, a random sample of them. */
export async function replayClean({ engine, sample }: Installation): Promise<Finding> {
  if (!engine) return unchecked(noEngine)
  const running = [...(await runningProcesses(engine))]
  const sampled = pick(running, sample)
  const options = { workflowBundle: await bundleWorkflows(new DefaultLogger('ERROR')), dataConverter: createDataConverter(engine.keys) }
  const failed: string[] = []
  let replayed = 0
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories(engine, sampled))) {
    replayed += 1
    if (error) failed.push(workflowId)
  }
  return finding({ running: running.length, replayed }, [{ what: 'histories that today’s workflows do not replay', ids: failed }])
}
