import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client'
import { ApplicationFailure, defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common'
import type { ActAnswer, ActUpdate, PulseInput } from '../../workflows/contracts.ts'
import {
  actUpdate,
  canaryWorkflowId,
  processWorkflowId,
  pulseMemo,
  pulseWorkflowId,
  refusedFailure,
  searchAttributes,
  taskQueues,
} from '../../workflows/contracts.ts'
import { createDataConverter } from './data-converter.ts'
import type { MissingPayloadKey } from './payload-codec.ts'
import type { PayloadKeys } from './payload-keys.ts'
import type { EngineAnswer, EnginePort, EnginePulse, EngineRuns } from './port.ts'
import { createEngineRuns } from './temporal-runs.ts'

/** Past this the answer to a call is unknown. */
const deadlineMs = 5_000
const kindKey = defineSearchAttributeKey(searchAttributes.kind, 'KEYWORD')
const tenantKey = defineSearchAttributeKey(searchAttributes.tenant, 'KEYWORD')

/** What the engine's own screens can filter processes by. Never personal data. */
export const processAttributes = (kind: string, tenantId: string): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: kindKey, value: kind },
    { key: tenantKey, value: tenantId },
  ])

/** The engine behind Temporal's client. One connection serves the process. */
export interface TemporalEngine extends EnginePort, EnginePulse, EngineRuns {
  readonly client: Client
  close(): Promise<void>
}

const isAnswer = (value: unknown): value is ActAnswer => typeof value === 'object' && value !== null && 'ok' in value && 'seq' in value

/** A refusal that the validator foresaw; nothing else may be taken for one. */
function refusalOf(error: unknown): ActAnswer | undefined {
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined
  const { cause } = error
  if (!(cause instanceof ApplicationFailure) || cause.type !== refusedFailure) return undefined
  const [answer] = cause.details ?? []
  return isAnswer(answer) ? answer : undefined
}

export interface EngineOptions {
  /** `host:port` */
  readonly address: string
  readonly namespace: string
  readonly keys: PayloadKeys
  readonly onMissingKey?: (error: MissingPayloadKey) => void
}

/** Connects lazily: the product starts, reads and takes in while the engine is down. */
export function openTemporalEngine(options: EngineOptions): TemporalEngine {
  const connection = Connection.lazy({ address: options.address, connectTimeout: deadlineMs })
  const dataConverter = createDataConverter(options.keys, options.onMissingKey)
  const client = new Client({ connection, namespace: options.namespace, dataConverter })
  const bounded = <T>(work: () => Promise<T>, untilMs = Date.now() + deadlineMs): Promise<T> => connection.withDeadline(untilMs, work)

  async function actOnce(processId: string, update: ActUpdate, untilMs: number): Promise<EngineAnswer> {
    const handle = client.workflow.getHandle(processWorkflowId(processId))
    try {
      const options: { args: [ActUpdate]; updateId: string } = { args: [update], updateId: update.requestId }
      const answer = await bounded(() => handle.executeUpdate<ActAnswer, [ActUpdate]>(actUpdate, options), untilMs)
      return { kind: 'answer', answer }
    } catch (error) {
      const answer = refusalOf(error)
      if (answer) return { kind: 'answer', answer }
      if (error instanceof WorkflowNotFoundError) return { kind: 'gone' }
      return { kind: 'unknown', cause: error }
    }
  }

  // A worker that lost its task, a server that restarts, more than ten updates at once, a run that makes way: the same id asks again.
  async function act(processId: string, update: ActUpdate): Promise<EngineAnswer> {
    const untilMs = Date.now() + deadlineMs
    for (let waitMs = 50; ; waitMs *= 2) {
      const outcome = await actOnce(processId, update, untilMs)
      if (outcome.kind !== 'unknown' || Date.now() + waitMs >= untilMs) return outcome
      await sleep(waitMs)
    }
  }

  return {
    ...createEngineRuns(client, bounded),
    client,
    act,
    async start(input) {
      try {
        await bounded(() =>
          client.workflow.start(input.kind, {
            workflowId: processWorkflowId(input.processId),
            taskQueue: taskQueues.processes,
            args: [input],
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
            workflowTaskTimeout: '3 s',
            typedSearchAttributes: processAttributes(input.kind, input.tenantId),
          }),
        )
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
      }
    },
    async probe(timeoutMs) {
      await connection.withDeadline(Date.now() + timeoutMs, () =>
        client.workflow.execute('canary', {
          workflowId: canaryWorkflowId(randomUUID()),
          taskQueue: taskQueues.processes,
          workflowExecutionTimeout: timeoutMs,
        }),
      )
    },
    async lastBeat() {
      try {
        const { memo } = await bounded(() => client.workflow.getHandle(pulseWorkflowId).describe())
        const beat = memo?.[pulseMemo]
        return typeof beat === 'number' ? beat : undefined
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined
        throw error
      }
    },
    async beginPulse(beat, beatAt) {
      const input: PulseInput = { beat, ...(beatAt === undefined ? {} : { beatAt }) }
      await bounded(() =>
        client.workflow.start('pulse', {
          workflowId: pulseWorkflowId,
          taskQueue: taskQueues.processes,
          args: [input],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          ...(beat > 0 ? { memo: { [pulseMemo]: beat } } : {}),
        }),
      )
    },
    close: () => connection.close(),
  }
}
