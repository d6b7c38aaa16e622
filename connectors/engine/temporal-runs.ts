import { WorkflowNotFoundError } from '@temporalio/client'
import type { Client } from '@temporalio/client'
import { processWorkflowId, searchAttributes } from '../../workflows/contracts.ts'
import type { EngineRun, EngineRuns } from './port.ts'

const prefix = processWorkflowId('')
const brokenOff = ['FAILED', 'TERMINATED', 'TIMED_OUT', 'CANCELLED']

/** The runs of processes behind Temporal's client; `bounded` gives each call its deadline. */
export function createEngineRuns(client: Client, bounded: <T>(work: () => Promise<T>) => Promise<T>): EngineRuns {
  return {
    async lastRun(processId): Promise<EngineRun> {
      try {
        const { runId, status, raw } = await bounded(() => client.workflow.getHandle(processWorkflowId(processId)).describe())
        if (status.name === 'RUNNING') return { kind: 'runs', runId, tries: raw.pendingWorkflowTask?.attempt ?? 0 }
        return brokenOff.includes(status.name) ? { kind: 'broken', runId } : { kind: 'ended' }
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return { kind: 'none' }
        throw error
      }
    },
    brokenSince: (since) =>
      bounded(async () => {
        const how = `ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')`
        const query = `${how} AND ${searchAttributes.kind} IS NOT NULL AND CloseTime > '${since.toISOString()}'`
        const ids = new Set<string>()
        for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 }))
          if (workflowId.startsWith(prefix)) ids.add(workflowId.slice(prefix.length))
        return [...ids]
      }),
    async stop(processId, runId, reason) {
      try {
        await bounded(() => client.workflow.getHandle(processWorkflowId(processId), runId).terminate(reason))
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error
      }
    },
  }
}
