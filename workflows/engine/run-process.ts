import {
  ActivityCancellationType,
  ApplicationFailure,
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  rootCause,
  isCancellation,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { ActAnswer, ActUpdate, ProcessInput } from '../contracts.ts'
import { actUpdate, makesWayFailure, refusedFailure, snapshotQuery, taskQueues } from '../contracts.ts'
import type { EffectPort, MessagePort, RecordPort } from '../ports.ts'
import { createEarlierLetters } from './earlier-letters.ts'
import type { AnyHandlers, Handlers } from './handlers.ts'
import { createMachine } from './machine.ts'
import type { CallOutcome, Runtime } from './runtime.ts'

const callAttempts = 3

// One transaction in our own database: short tries, tried without limit, because a move that somebody was told of
// must be written. The local retry threshold keeps a database outage from holding a workflow task for minutes.
const records = proxyLocalActivities<RecordPort>({
  startToCloseTimeout: '10 s',
  localRetryThreshold: '20 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 2, maximumInterval: '5 s' },
})
// Of runs begun before letters were sent from their rows: asked for ever, at most every ten minutes, until the letter is sent,
// rejected or skipped by a person. As it was then.
const messages = proxyActivities<MessagePort>({
  taskQueue: taskQueues.effects,
  startToCloseTimeout: '90 s',
  heartbeatTimeout: '20 s',
  retry: { initialInterval: '5 s', backoffCoefficient: 2, maximumInterval: '10 min' },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
})

// An effect a state waits for: three tries, then the process shows the trouble and people can retry or skip.
const effects = proxyActivities<EffectPort>({
  taskQueue: taskQueues.effects,
  startToCloseTimeout: '60 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 3, maximumAttempts: callAttempts },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
})

const actDefinition = defineUpdate<ActAnswer, [ActUpdate]>(actUpdate)
const snapshotDefinition = defineQuery<Snapshot>(snapshotQuery)

/** Updates a run may take before it makes way; the server's limit is 2,000. */
const maxUpdatesPerRun = 1_000

function createTemporalRuntime(input: ProcessInput, enough: () => boolean): Runtime {
  const { tenantId, processId } = input
  // A query of what left the cache can bring the firing of a timer without the task that tells the time (SDK 1.24).
  // By that old clock the deadline would not be due, and the history would hold what no replay does.
  let reachedAt = 0
  const now = (): number => Math.max(Date.now(), reachedAt)
  return {
    now,
    async until(done, at) {
      if (done()) return true
      if (at === undefined) {
        await condition(done)
        return true
      }
      const leftMs = at - now()
      if (leftMs > 0 && (await condition(done, leftMs))) return true
      reachedAt = Math.max(reachedAt, at)
      return false
    },
    record: (request) => records.record(request),
    load: () => records.load({ tenantId, processId }),
    earlierLetters: createEarlierLetters({
      wait(messageId, ended) {
        const scope = new CancellationScope()
        scope.run(() => messages.deliver({ tenantId, messageId })).then(ended, () => undefined)
        return { cancel: () => scope.cancel() }
      },
      skip(messageId, reason, ended) {
        messages.skip({ tenantId, messageId, reason }).then(ended, () => undefined)
      },
    }),
    async call(effect, effectInput, left) {
      const scope = new CancellationScope()
      let ended = false
      const outcome = scope
        .run(() => effects.perform({ tenantId, processId, effect, input: effectInput }))
        .then(
          (value): CallOutcome => ({ kind: 'done', value }),
          (error: unknown): CallOutcome =>
            isCancellation(error) && left()
              ? { kind: 'left' }
              : { kind: 'failed', error: rootCause(error) ?? String(error), attempts: callAttempts },
        )
        .finally(() => {
          ended = true
        })
      await condition(() => ended || left())
      if (!ended) scope.cancel()
      return outcome
    },
    shouldContinue: () => workflowInfo().continueAsNewSuggested || enough(),
  }
}

/**
 * The workflow of a process kind. Handlers are checked against the definition: a state may only go where the
 * definition lets it.
 */
export function runProcess<P extends ProcessDefinition>(
  definition: P,
  handlers: Handlers<P>,
  { maxUpdates = maxUpdatesPerRun }: { readonly maxUpdates?: number } = {},
): (input: ProcessInput) => Promise<void> {
  const erased: AnyHandlers = handlers
  return async (input) => {
    let updates = 0
    const machine = createMachine(
      definition,
      erased,
      createTemporalRuntime(input, () => updates >= maxUpdates),
      input,
    )
    setHandler(snapshotDefinition, () => machine.snapshot())
    setHandler(
      actDefinition,
      (update) => {
        updates += 1
        return machine.act(update)
      },
      {
        validator(update) {
          // Under a steady load there is no moment without a request: none would ever be the last.
          if (machine.makesWay()) throw ApplicationFailure.create({ type: makesWayFailure, nonRetryable: true })
          const refusal = machine.foresee(update)
          if (refusal) throw ApplicationFailure.create({ type: refusedFailure, nonRetryable: true, details: [refusal] })
        },
      },
    )
    const how = await machine.run()
    do {
      await condition(allHandlersFinished)
      // The last answer leaves in a task of its own: one that also ends the run can lose it (seen on the test server).
      if (how === 'continue') await sleep(1)
      // A request that was taken meanwhile must be in what the next run starts from.
    } while (!allHandlersFinished())
    if (how === 'continue') await continueAsNew<(input: ProcessInput) => Promise<void>>(machine.rest())
  }
}
