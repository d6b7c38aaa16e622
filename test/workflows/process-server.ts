import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { ApplicationFailure } from '@temporalio/common'
import type { WorkflowHandle } from '@temporalio/client'
import { WorkflowUpdateFailedError } from '@temporalio/client'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import type { WorkflowBundle } from '@temporalio/worker'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { Policies } from '../../domain/policies.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import type { ActAnswer, ActUpdate } from '../../workflows/contracts.ts'
import { actUpdate, makesWayFailure, processWorkflowId, refusedFailure, snapshotQuery, taskQueues } from '../../workflows/contracts.ts'
import type { MemoryRecords } from '../../workflows/engine/memory-records.ts'
import { createMemoryRecords } from '../../workflows/engine/memory-records.ts'
import { keptBundle } from '../../workers/kept-bundle.ts'
import type { EffectPort, PulsePort, RecordPort } from '../../workflows/ports.ts'
import { timeServerPath } from '../support/requirements.ts'

const tenantId = 'tenant-1'
// Workflow task scheduled, started, completed: their numbers in Temporal's EventType.
const workflowTaskEvents = [5, 6, 7]
const isAnswer = (value: unknown): value is ActAnswer => typeof value === 'object' && value !== null && 'ok' in value && 'seq' in value

export interface LiveProcess {
  readonly id: string
  readonly handle: WorkflowHandle
  readonly records: MemoryRecords
  act(
    update: Omit<ActUpdate, 'requestId' | 'inputHash' | 'form'> & { readonly form?: unknown; readonly requestId?: string },
  ): Promise<ActAnswer>
  snapshot(): Promise<Snapshot>
  /** Skips time to just after the next planned thing; answers its key. */
  passNext(): Promise<string>
  /** Skips time to the instant, and lets all that is due by then happen. */
  passTo(at: number): Promise<void>
  /** Types of its events; workflow tasks left out, which the test server keeps for a refused update and a real one drops. */
  history(): Promise<number[]>
}
export interface ProcessServer {
  readonly env: TestWorkflowEnvironment
  begin(options: {
    readonly definition: ProcessDefinition
    readonly data: JsonObject
    readonly assigneeId?: string
    readonly workflowType?: string
    readonly policies?: Policies
    readonly perform?: (effect: string, input: Json) => Promise<Json>
  }): Promise<LiveProcess>
  /** Stops the workers and starts others, as a release does. */
  restartWorkers(): Promise<void>
  stop(): Promise<void>
}

export const bundleTestWorkflows = (): Promise<WorkflowBundle> => {
  quietRuntime()
  return keptBundle({
    workflowsPath: fileURLToPath(new URL('server-workflows.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  })
}

/** The SDK gives the server five seconds to come up, which a busy machine can miss. */
export async function startTimeServer(): Promise<TestWorkflowEnvironment> {
  const server = { executable: { type: 'existing-path', path: timeServerPath() } } as const
  for (let triesLeft = 4; ; triesLeft -= 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({ server })
    } catch (error) {
      if (triesLeft === 0) throw error
    }
  }
}

/** Waits for what another process does: as long as a busy machine needs, as short as it takes. */
export const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 40_000, interval: 20 })

let quieted = false
/** The SDK's log only when something is wrong. */
export function quietRuntime(): void {
  if (!quieted) Runtime.install({ logger: new DefaultLogger('ERROR') })
  quieted = true
}

/** A time-skipping engine with real workers whose record activities write to memory. With nothing cached every step replays. */
export async function startProcessServer(
  options: {
    readonly maxCachedWorkflows?: number
    /** Another server than one that skips time, and where the workers find it. */
    readonly at?: { readonly env: TestWorkflowEnvironment; readonly namespace: string; readonly address: string }
  } = {},
): Promise<ProcessServer> {
  const workflowBundle = await bundleTestWorkflows()
  const env = options.at?.env ?? (await startTimeServer())
  const namespace = options.at?.namespace ?? 'default'
  const reached = options.at && (await NativeConnection.connect({ address: options.at.address }))
  const stage = new Map<
    string,
    {
      records: MemoryRecords
      perform: (effect: string, input: Json) => Promise<Json>
    }
  >()
  const on = (processId: string) => {
    const found = stage.get(processId)
    if (!found) throw new Error(`No process ${processId} on the stage`)
    return found
  }
  const recordActivities: RecordPort & PulsePort = {
    beat: ({ next }) => Promise.resolve(next),
    record: (request) => on(request.processId).records.record(request),
    load: (process) => on(process.processId).records.load(process),
  }
  const effectActivities: EffectPort = {
    perform: ({ processId, effect, input }) => on(processId).perform(effect, input),
  }

  async function startWorkers(): Promise<() => Promise<void>> {
    const connection = reached ?? env.nativeConnection
    const workers = await Promise.all([
      Worker.create({
        connection,
        namespace,
        taskQueue: taskQueues.processes,
        workflowBundle,
        activities: { ...recordActivities },
        maxCachedWorkflows: options.maxCachedWorkflows ?? 100,
      }),
      Worker.create({
        connection,
        namespace,
        taskQueue: taskQueues.effects,
        activities: { ...effectActivities },
        maxHeartbeatThrottleInterval: '100 ms',
      }),
    ])
    const runs = workers.map((worker) => worker.run())
    return async () => {
      for (const worker of workers) worker.shutdown()
      await Promise.all(runs)
    }
  }
  let stopWorkers = await startWorkers()
  let [processes, requests] = [0, 0]

  return {
    env,
    async begin({ definition, data, assigneeId, workflowType, policies, perform }) {
      const id = `process-${String((processes += 1))}`
      const records = createMemoryRecords(definition, { calendar: russianCalendar, policies: policies ?? {} })
      stage.set(id, {
        records,
        perform: perform ?? (async (effect) => Promise.reject(new Error(`Nothing performs ${effect}`))),
      })
      const input = records.begin({ tenantId, processId: id }, data, await env.currentTimeMs(), assigneeId)
      const handle = await env.client.workflow.start(workflowType ?? definition.kind, {
        taskQueue: taskQueues.processes,
        workflowId: processWorkflowId(id),
        args: [input],
      })
      const snapshot = (): Promise<Snapshot> => handle.query<Snapshot>(snapshotQuery)
      return {
        id,
        handle,
        records,
        snapshot,
        async act(update) {
          const full: ActUpdate = { form: {}, requestId: `request-${String((requests += 1))}`, inputHash: '', ...update }
          for (;;)
            try {
              return await handle.executeUpdate<ActAnswer, [ActUpdate]>(actUpdate, { args: [full], updateId: full.requestId })
            } catch (error) {
              const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined
              if (cause instanceof ApplicationFailure && cause.type === makesWayFailure) continue
              if (!(cause instanceof ApplicationFailure) || cause.type !== refusedFailure) throw error
              const [answer] = cause.details ?? []
              if (!isAnswer(answer)) throw error
              return answer
            }
        },
        async passNext() {
          const [item] = records.process(id).snapshot.plan
          if (!item) throw new Error('Nothing is planned')
          const { length } = records.process(id).events
          await env.sleep(Math.max(0, item.at - (await env.currentTimeMs())) + 1)
          await snapshot()
          while (records.process(id).events.length === length) await env.sleep(1_000)
          return item.key
        },
        async passTo(at) {
          const due = (): boolean => (records.process(id).snapshot.plan[0]?.at ?? Number.POSITIVE_INFINITY) <= at
          await env.sleep(Math.max(0, at - (await env.currentTimeMs())) + 1)
          await snapshot()
          while (due()) await env.sleep(1_000)
        },
        async history() {
          const { events } = await handle.fetchHistory()
          return (events ?? []).map((event) => Number(event.eventType)).filter((type) => !workflowTaskEvents.includes(type))
        },
      }
    },
    async restartWorkers() {
      await stopWorkers()
      stopWorkers = await startWorkers()
    },
    async stop() {
      await stopWorkers()
      await reached?.close()
      await env.teardown()
    },
  }
}
