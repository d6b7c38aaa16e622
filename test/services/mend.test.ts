import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { engineTrouble } from '../../domain/engine-trouble.ts'
import type { EnginePort, EngineRun, EngineRuns } from '../../connectors/engine/port.ts'
import { processes } from '../../db/schema/process.ts'
import { readGauges } from '../../services/system/gauges.ts'
import { createMending } from '../../services/system/mend.ts'
import type { Mending } from '../../services/system/mend.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

// When which run is begun anew, put aside or taken for well: an engine that says what it is told, and real rows.

const minuteMs = 60_000
let stack: Stack
let org: TestOrganization
let anna: TestPerson
let desk: ReturnType<typeof ticketDesk>
beforeAll(async () => {
  stack = await startStack({ workers: false })
  org = await makeOrganization(stack.db)
  anna = await org.person('support1')
  desk = ticketDesk(stack, org)
})
afterAll(() => stack.close())

let runs: Map<string, EngineRun>
let isFrozen: boolean
let did: string[]
let mending: Mending
let startedAt: number
beforeEach(() => {
  runs = new Map()
  isFrozen = false
  did = []
  // When what is begun now is looked at.
  startedAt = Date.now() + minuteMs
  const engine: EnginePort & EngineRuns = {
    async start({ processId }) {
      did.push('start')
      runs.set(processId, { kind: 'runs', runId: 'fresh', tries: 0 })
    },
    act: async () => ({ kind: 'unknown', cause: new Error('deadline exceeded') }),
    async probe() {
      if (isFrozen) throw new Error('No canary')
    },
    lastRun: async (id) => runs.get(id) ?? { kind: 'runs', runId: 'well', tries: 0 },
    brokenSince: async () => [...runs].flatMap(([id, { kind }]) => (kind === 'broken' ? [id] : [])),
    async stop(id) {
      did.push('stop')
      runs.set(id, { kind: 'broken', runId: 'stopped' })
    },
  }
  mending = createMending({ db: stack.db, engine })
})

const begin = async (): Promise<string> => (await desk.start(anna.actor)).id
const roundAt = (minutes: number): Promise<number> => mending.round(new Date(startedAt + minutes * minuteMs))
const tried = (tries: number): EngineRun => ({ kind: 'runs', runId: 'tried', tries })

it('begins a failed run anew at once, then at growing pauses, and takes it for well when it goes on', async () => {
  const id = await begin()
  runs.set(id, { kind: 'broken', runId: 'failed' })
  await roundAt(0)
  expect(did).toEqual(['start'])
  expect((await desk.row(id)).trouble).toMatchObject({ effect: engineTrouble, attempts: 1, nextTryAt: startedAt + minuteMs })

  runs.set(id, tried(9))
  await roundAt(0.5)
  await roundAt(0.9)
  expect(did).toEqual(['start', 'stop'])
  await roundAt(1.1)
  expect(did).toEqual(['start', 'stop', 'start'])
  expect((await desk.row(id)).trouble).toMatchObject({ attempts: 2 })
  runs.set(id, { kind: 'broken', runId: 'failed' })
  await roundAt(11)
  expect(did).toHaveLength(3)
  await roundAt(12)
  runs.set(id, { kind: 'broken', runId: 'failed' })
  await roundAt(71)
  expect(did).toHaveLength(4)
  await roundAt(73)
  expect((await desk.row(id)).trouble).toMatchObject({ attempts: 4 })
  expect((await readGauges(stack.db, new Date())).failing).toBe(1)

  await roundAt(73.5)
  expect((await desk.row(id)).trouble).not.toBeNull()
  await roundAt(75)
  expect((await desk.row(id)).trouble).toBeNull()
  expect((await desk.row(id)).lookAt).toBeNull()
})

it('judges only the one tried most often while no canary gets through', async () => {
  const [poison, late] = [await begin(), await begin()]
  await roundAt(1)
  isFrozen = true
  runs.set(poison, tried(6))
  runs.set(late, tried(5))
  await stack.db.system((tx) =>
    tx
      .update(processes)
      .set({ lookAt: new Date(startedAt) })
      .where(eq(processes.tenantId, org.id)),
  )
  expect(await roundAt(2)).toBe(1)
  expect((await desk.row(poison)).trouble).not.toBeNull()
  expect((await desk.row(late)).trouble).toBeNull()
  isFrozen = false
  runs.set(late, tried(0))
  await roundAt(3)
  expect((await desk.row(late)).trouble).toBeNull()
})

it('gives a run that does not even read the record a fresh start, and leaves an ended one alone', async () => {
  const id = await begin()
  await stack.db.system((tx) => tx.update(processes).set({ confirmedSeq: 0 }).where(eq(processes.id, id)))
  await roundAt(1)
  expect(did).toEqual(['stop', 'start'])
  runs.set(id, { kind: 'ended' })
  await roundAt(3)
  await roundAt(5)
  expect(did).toEqual(['stop', 'start'])
})
