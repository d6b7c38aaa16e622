import { defaultPayloadConverter } from '@temporalio/common'
import type { Payload } from '@temporalio/common'
import { z } from 'zod'
import { createPayloadCodec } from '../../connectors/engine/payload-codec.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { bounded, describeLatest } from '../verify/engine-store.ts'
import type { VerifiedEngine } from '../verify/installation.ts'

// What the SDK calls the marker that holds the answer of a local activity.
const localActivity = 'core_local_activity'
const eventsAtOnce = 30
const withSnapshot = z.object({ snapshot: z.object({ state: z.string(), seq: z.int() }) })

export interface EngineKnowledge {
  readonly runId: string
  readonly running: boolean
  /** It ended by itself, as only a process in a final state does. */
  readonly completed: boolean
  /** Where the process stands for the engine, durably. */
  readonly state: string
  readonly seq: number
}

/**
 * What the engine's store holds of a process: its last run, and the snapshot that run was last given, from its history; so it
 * can be asked without workers. Undefined when there is no run. @throws when the store can't be read
 */
export async function knowledgeOf(engine: VerifiedEngine, processId: string): Promise<EngineKnowledge | undefined> {
  const described = await describeLatest(engine, processId)
  if (!described) return undefined
  const { runId, status } = described
  const { workflowService } = engine.temporal.client
  const codec = createPayloadCodec(engine.keys, () => undefined)
  const execution = { workflowId: processWorkflowId(processId), runId }
  let nextPageToken: Uint8Array = new Uint8Array()
  do {
    const token = nextPageToken
    const page = await bounded(engine, () =>
      workflowService.getWorkflowExecutionHistoryReverse({
        namespace: engine.namespace,
        execution,
        maximumPageSize: eventsAtOnce,
        nextPageToken: token,
      }),
    )
    for (const event of page.history?.events ?? []) {
      const marker = event.markerRecordedEventAttributes
      const answer = marker?.markerName === localActivity ? marker.details?.['result']?.payloads?.[0] : undefined
      const known = await snapshotIn(answer ?? event.workflowExecutionStartedEventAttributes?.input?.payloads?.[0])
      if (known) return { runId, running: status.name === 'RUNNING', completed: status.name === 'COMPLETED', ...known }
    }
    nextPageToken = page.nextPageToken
  } while (nextPageToken.length > 0)
  throw new Error('its history holds no snapshot')

  async function snapshotIn(sealed: Payload | null | undefined) {
    if (!sealed) return undefined
    const [payload] = await codec.decode([sealed])
    const value: unknown = payload && defaultPayloadConverter.fromPayload(payload)
    return withSnapshot.safeParse(value).data?.snapshot
  }
}
