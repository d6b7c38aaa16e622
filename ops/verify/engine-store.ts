import { WorkflowNotFoundError } from '@temporalio/client'
import type { WorkflowExecutionDescription } from '@temporalio/client'
import { processWorkflowId, searchAttributes } from '../../workflows/contracts.ts'
import type { VerifiedEngine } from './installation.ts'

const deadlineMs = 10_000
const prefix = processWorkflowId('')

export const bounded = <T>({ temporal }: VerifiedEngine, work: () => Promise<T>): Promise<T> =>
  temporal.client.connection.withDeadline(Date.now() + deadlineMs, work)

/** The processes whose workflows run, by the engine's own list; a moment behind. */
export async function runningProcesses({ temporal }: VerifiedEngine): Promise<Set<string>> {
  const ids = new Set<string>()
  const query = `ExecutionStatus = 'Running' AND ${searchAttributes.kind} IS NOT NULL`
  for await (const { workflowId } of temporal.client.workflow.list({ query, pageSize: 1_000 }))
    if (workflowId.startsWith(prefix)) ids.add(workflowId.slice(prefix.length))
  return ids
}

/** The last run of a process's workflow, running or not; undefined when the engine knows none. */
export async function describeLatest(engine: VerifiedEngine, processId: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await bounded(engine, () => engine.temporal.client.workflow.getHandle(processWorkflowId(processId)).describe())
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined
    throw error
  }
}

/** What the engine knows of a process's workflow now; undefined when it does not run. */
export async function describeRunning(engine: VerifiedEngine, processId: string): Promise<WorkflowExecutionDescription | undefined> {
  const described = await describeLatest(engine, processId)
  return described?.status.name === 'RUNNING' ? described : undefined
}

/** Every string and every byte of something the engine keeps, as text, in the form it is stored. */
export function storedText(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString()}\n`
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, one]) => `${key}\n${storedText(one)}`)
    .join('')
}

/** A workflow's whole history and its description, sealed as they are stored. */
export async function storedWorkflow(engine: VerifiedEngine, workflowId: string, runId?: string): Promise<string> {
  const { workflowService } = engine.temporal.client
  const { namespace } = engine
  const execution = { workflowId, ...(runId === undefined ? {} : { runId }) }
  let text = ''
  let nextPageToken: Uint8Array | undefined
  do {
    const token = nextPageToken
    const page = await bounded(engine, () =>
      workflowService.getWorkflowExecutionHistory({ namespace, execution, ...(token === undefined ? {} : { nextPageToken: token }) }),
    )
    text += storedText(page.history?.events ?? [])
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined
  } while (nextPageToken)
  return text + storedText(await bounded(engine, () => workflowService.describeWorkflowExecution({ namespace, execution })))
}
