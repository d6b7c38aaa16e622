import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { Problem } from '../../services/problem.ts'
import type { Acted } from '../../services/process/act.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { scaled } from '../model/scale.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'
import { quietRuntime } from '../workflows/process-server.ts'
import { bundleOf } from './bundle.ts'
import { whileHeld } from './held-row.ts'

// Fault 12: requests that come while a run makes way for the next, more at once than the engine takes, and the same one
// twice. Runs of the sample make way after their seventh request; in full they are the product's own.

const total = scaled(2_100, 84)
const atOnce = 30
/** A run takes what it may, and what is in flight when it has. */
const runsAtLeast = scaled(2, 4)

describe('requests while the run makes way', () => {
  let stack: Stack
  let org: TestOrganization
  let anna: TestPerson
  let desk: ReturnType<typeof ticketDesk>
  let unconfirmed = 0

  beforeAll(async () => {
    quietRuntime()
    const short = scaled(0, 1) === 1 ? { bundle: await bundleOf('model/short-workflows.ts'), maxCached: 100 } : undefined
    stack = await startStack(short ? { workflows: short } : {})
    org = await makeOrganization(stack.db)
    anna = await org.person('support1')
    desk = ticketDesk(stack, org)
  })
  afterAll(() => stack.close())

  const ask = (id: string, requestId: string): Promise<Acted> => {
    // The same request must always ask the same.
    const priority = requestId.charCodeAt(requestId.length - 1) % 2 === 0 ? 'high' : 'low'
    return desk.act(anna.actor, id, 'setPriority', { priority }, { requestId, reason: 'так нужно' })
  }

  /** As the console does: only an answer that leaves it open is asked again. */
  async function askUntilKnown(id: string, requestId: string): Promise<Acted> {
    for (;;) {
      try {
        return await ask(id, requestId)
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'NotConfirmed') throw error
        unconfirmed += 1
      }
    }
  }

  /** Every request was taken once and answered with its own record. */
  async function compare(id: string, answers: ReadonlyMap<string, readonly Acted[]>): Promise<void> {
    const written = (await desk.events(id)).filter((event) => event.name === 'setPriority')
    expect(written.map((event) => event.requestId).toSorted()).toEqual([...answers.keys()].toSorted())
    for (const { requestId, seq } of written) expect(new Set(answers.get(requestId)?.map((answer) => answer.seq))).toEqual(new Set([seq]))
    expect(await stack.engine.client.workflow.getHandle(processWorkflowId(id)).query('snapshot')).toMatchObject({ seq: written.length + 1 })
  }

  it(
    `takes ${String(total)} in one life, ${String(atOnce)} at once, a third of them asked twice, each once`,
    { timeout: 900_000 },
    async () => {
      const { id } = await desk.start(anna.actor)
      const startedAtMs = performance.now()
      const answers = new Map<string, readonly Acted[]>()
      let asked = 0
      const person = async (): Promise<void> => {
        while (asked < total) {
          const requestId = newId()
          const times = asked % 3 === 0 ? 2 : 1
          asked += 1
          answers.set(requestId, await Promise.all(Array.from({ length: times }, () => askUntilKnown(id, requestId))))
        }
      }
      await Promise.all(Array.from({ length: atOnce }, person))
      const seconds = (performance.now() - startedAtMs) / 1_000
      await compare(id, answers)
      expect(answers.size).toBe(total)
      const { client } = stack.engine
      const runs = await eventually(async () => {
        const { count } = await client.workflow.count(`WorkflowId = '${processWorkflowId(id)}'`)
        return count >= runsAtLeast ? count : undefined
      }, 'every run is listed')
      console.log({ requests: total, runs, 'answered «not confirmed», asked again': unconfirmed, seconds: Math.round(seconds) })
    },
  )

  it('tells the surplus to ask again, and takes each once when it does', async () => {
    const { id } = await desk.start(anna.actor)
    const ids = Array.from({ length: 25 }, () => newId())
    // Nothing is recorded, so what is asked stays in flight; the engine takes ten.
    const tried = await whileHeld(stack.ownerUrl, id, () => Promise.allSettled(ids.map((requestId) => ask(id, requestId))))
    expect(tried.map((one) => one.status === 'rejected' && one.reason instanceof Problem && one.reason.code)).toEqual(
      ids.map(() => 'NotConfirmed'),
    )
    await compare(id, new Map(await Promise.all(ids.map(async (one) => [one, [await askUntilKnown(id, one)]] as const))))
  })
})
