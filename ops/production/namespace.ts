import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { z } from 'zod'
import { searchAttributes } from '../../workflows/contracts.ts'
import { Failure, reasonOf } from '../failure.ts'
import { ensureSearchAttributes } from '../temporal/attributes.ts'
import { ensureNamespace } from '../temporal/namespace.ts'
import { oneShot } from './one-shot.ts'
import { retentionDays } from './shape.ts'

// Once the engine answers, before the first worker starts: repeating it changes nothing.

const patienceMs = 90_000
const dayMs = 86_400_000

/** Again and again until it went well: a server that has just started says for seconds that it knows nothing. */
async function untilItDoes(what: string, work: () => Promise<unknown>): Promise<void> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    try {
      await work()
      return
    } catch (error) {
      if (Date.now() > giveUpAt) throw new Failure(`${what}: ${reasonOf(error)}. Look at the log of the Temporal server.`)
      await sleep(250)
    }
  }
}

/** A search that names every attribute: what the server refuses until its cache knows them. */
async function search(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 })
  const query = Object.values(searchAttributes)
    .map((name) => `${name} = 'nothing'`)
    .join(' AND ')
  try {
    await connection.withDeadline(Date.now() + 5_000, () => connection.workflowService.countWorkflowExecutions({ namespace, query }))
  } finally {
    await connection.close()
  }
}

const names = z.object({ TEMPORAL_ADDRESS: z.string('is missing'), TEMPORAL_NAMESPACE: z.string('is missing').min(1, 'is missing') })

await oneShot(names, async ({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }) => {
  await untilItDoes(`The namespace "${namespace}" could not be made`, () => ensureNamespace(address, namespace, retentionDays * dayMs))
  await untilItDoes(`The search attributes could not be made in "${namespace}"`, () => ensureSearchAttributes(address, namespace))
  await untilItDoes(`The search attributes are not taken in "${namespace}"`, () => search(address, namespace))
})
