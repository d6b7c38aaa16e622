import { afterAll, beforeAll, describe, it } from 'vitest'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { Worker } from '@temporalio/worker'
import { testTemporalAddress } from '../support/requirements.ts'
import { makeNamespace } from '../support/stack.ts'
import { startCallGate } from './call-gate.ts'
import type { CallGate } from './call-gate.ts'
import type { ProcessServer } from './process-server.ts'
import { bundleTestWorkflows, eventually, quietRuntime, startProcessServer } from './process-server.ts'
import { toy } from './toy.ts'

// In Temporal's EventType.
const [timerStarted, timerFired] = [17, 18]
// Long enough to come to rest and leave the cache on a busy machine.
const secondsAllowed = 12

describe('a query of a process that left the cache', () => {
  let gate: CallGate
  let server: ProcessServer
  beforeAll(async () => {
    quietRuntime()
    const [address, namespace] = [testTemporalAddress(), `late-query-${String(process.pid)}`]
    await makeNamespace(namespace)
    gate = await startCallGate(address, 'GetWorkflowExecutionHistory')
    const env = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace })
    server = await startProcessServer({ maxCachedWorkflows: 1, at: { env, namespace, address: gate.address } })
  })
  afterAll(async () => {
    await server.stop()
    gate.close()
  })

  it('does not keep what comes due meanwhile from being done, nor its history from being replayed', async () => {
    const atRest = async (seconds: number) => {
      const policies = { 'toy.wait': { amount: seconds / 3_600, unit: 'hours', clock: 'elapsed' } } as const
      const key = await server.begin({ definition: toy, data: { door: 'Архив' }, policies, perform: async () => 'зубцы 3-1-4' })
      await eventually(() => key.history()).toContain(timerStarted)
      await key.snapshot()
      return key
    }
    const key = await atRest(secondsAllowed)
    // There is room for few.
    await Promise.all([1, 2, 3, 4].map(() => atRest(3_600)))
    gate.shut()
    const asked = key.snapshot()
    await eventually(() => gate.waiting()).toBe(1)
    await eventually(() => key.history()).toContain(timerFired)
    gate.open()
    await asked.catch(() => undefined)

    await eventually(() => key.records.process(key.id).snapshot.state).toBe('done')
    await key.handle.result()
    await Worker.runReplayHistory({ workflowBundle: await bundleTestWorkflows() }, await key.handle.fetchHistory())
  })
})
