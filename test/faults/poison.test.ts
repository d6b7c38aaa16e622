import { and, eq, like } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { engineTrouble } from '../../domain/engine-trouble.ts'
import { audit } from '../../db/schema/desk.ts'
import { newId } from '../../db/id.ts'
import { Problem } from '../../services/problem.ts'
import type { Acted } from '../../services/process/act.ts'
import { readGauges } from '../../services/system/gauges.ts'
import { createMending } from '../../services/system/mend.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, runWorkers, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'
import { quietRuntime } from '../workflows/process-server.ts'
import { bundleOf } from './bundle.ts'

// Fault 16: workflow code that never comes back, that throws what nobody expects, and whose history today's code can't replay.

// In Temporal's EventType.
const timerStarted = 17

let stack: Stack
let org: TestOrganization
let anna: TestPerson
let desk: ReturnType<typeof ticketDesk>
const failing = new Set<string>()
const onFailing = ({ processId }: { readonly processId: string }): void => void failing.add(processId)

beforeAll(async () => {
  quietRuntime()
  stack = await startStack({ workers: false })
  org = await makeOrganization(stack.db)
  anna = await org.person('support1')
  desk = ticketDesk(stack, org)
})
afterAll(() => stack.close())

const begin = async (subject: string): Promise<string> => (await desk.start(anna.actor, { subject })).id
const troubleOf = async (id: string) => (await desk.row(id)).trouble

/** As the console does: what was not confirmed is asked again under its id. */
async function act(id: string, action: string, form: object = {}): Promise<Acted> {
  const requestId = newId()
  for (;;) {
    try {
      return await desk.act(anna.actor, id, action, form, { requestId })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'NotConfirmed') throw error
    }
  }
}

it('stays alone with its mistake, is seen, and goes on when the mistake is mended', { timeout: 120_000 }, async () => {
  const mending = createMending({ db: stack.db, engine: stack.engine, onFailing })
  const stopBroken = await runWorkers(stack, {
    workflows: { bundle: await bundleOf('faults/poison-workflows.ts'), maxCached: 0 },
    onFailing,
  })
  // A second try must not meet the first one's workers.
  onTestFinished(stopBroken)
  const forgets = await begin('forgets')
  const handle = stack.engine.client.workflow.getHandle(processWorkflowId(forgets))
  await eventually(
    async () => (await handle.fetchHistory()).events?.find((event) => Number(event.eventType) === timerStarted),
    'its timer is in its history',
  )
  const loops = await begin('loops')
  const throws = await begin('throws')
  const wrong = [loops, throws, forgets]
  const others = await Promise.all(['1', '2', '3'].map(begin))
  const asked = [act(throws, 'take'), act(forgets, 'take')]
  await Promise.all(others.map((id) => act(id, 'take')))
  // A fresh run that rests for a minute loses its mark while a slow machine still comes to its neighbour.
  const marks = await Promise.all(
    wrong.map((id) =>
      eventually(
        async () => {
          // What was begun just now is looked at half a minute later.
          await mending.round(new Date(Date.now() + 31_000))
          return (await troubleOf(id)) ?? undefined
        },
        'it bears the mark',
        60_000,
      ),
    ),
  )
  for (const mark of marks) expect(mark).toMatchObject({ effect: engineTrouble })
  expect((await readGauges(stack.db, new Date())).failing).toBeGreaterThan(0)
  expect([...failing]).toEqual(expect.arrayContaining(wrong))
  await stopBroken()

  const stopMended = await runWorkers(stack)
  onTestFinished(stopMended)
  // As a round does with what fails again after its fresh start.
  for (const id of wrong) {
    const run = await stack.engine.lastRun(id)
    if (run.kind === 'runs') await stack.engine.stop(id, run.runId, 'put aside')
  }
  await Promise.all([...asked, act(loops, 'take')])
  for (const id of [...wrong, ...others]) {
    expect((await desk.events(id)).map((event) => event.name)).toEqual(['start', 'take'])
    expect(await act(id, 'ask', { comment: 'Что на экране?' })).toMatchObject({ state: 'clarification', seq: 3 })
  }
  for (const id of wrong) expect(await troubleOf(id)).toBeNull()
  const restarts = await stack.db.tenant(org.id, (tx) =>
    tx
      .select({ id: audit.entityId })
      .from(audit)
      .where(and(eq(audit.tenantId, org.id), like(audit.action, '%.restart'))),
  )
  expect(restarts.map(({ id }) => id)).toEqual(expect.arrayContaining(wrong))
  await stopMended()
})
