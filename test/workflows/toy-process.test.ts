import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { createMemoryRecords } from '../../workflows/engine/memory-records.ts'
import { createSimulator } from '../../workflows/engine/simulator.ts'
import { people } from './people.ts'
import type { ProcessServer } from './process-server.ts'
import { eventually, startProcessServer } from './process-server.ts'
import { toy, toyHandlers, toyPolicies } from './toy.ts'

// How to add a process: its definition and handlers are toy.ts, `runProcess` in server-workflows.ts makes it a workflow.
const data = { door: 'Архив' }
const perform = async () => 'зубцы 3-1-4'

describe('a process of three states', () => {
  it('runs in virtual time', async () => {
    const startAt = Date.UTC(2026, 2, 2, 7)
    const simulator = createSimulator({ startAt })
    const records = createMemoryRecords(toy, { calendar: russianCalendar, policies: toyPolicies })
    const input = records.begin({ tenantId: 'tenant-1', processId: 'key-1' }, data, startAt)
    const key = simulator.start({ definition: toy, handlers: toyHandlers, input, ports: { ...records, perform } })
    await simulator.settle()
    expect(key.snapshot()).toMatchObject({ state: 'ready', seq: 2, data: { door: 'Архив', cut: 'зубцы 3-1-4' } })
    await simulator.advanceTo(startAt + 2 * 86_400_000)
    expect(key.snapshot().state).toBe('done')
    expect(key.ended()).toBe(true)
  })

  describe('in the engine', () => {
    let server: ProcessServer
    beforeAll(async () => {
      server = await startProcessServer()
    })
    afterAll(() => server.stop())

    it('runs the same', async () => {
      const key = await server.begin({ definition: toy, data, policies: toyPolicies, perform })
      await eventually(async () => (await key.snapshot()).state).toBe('ready')
      expect(await key.act({ action: 'hand', actor: people.tester })).toMatchObject({ ok: false, refusal: { reason: 'Forbidden' } })
      expect(await key.act({ action: 'hand', actor: people.line1 })).toEqual({ ok: true, state: 'done', seq: 3 })
      await key.handle.result()
    })
  })
})
