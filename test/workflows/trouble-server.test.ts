import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityInfo, cancelled, heartbeat } from '@temporalio/activity'
import { ticket } from '../../domain/ticket.ts'
import { people, ticketData } from './people.ts'
import type { LiveProcess, ProcessServer } from './process-server.ts'
import { eventually, startProcessServer } from './process-server.ts'
import { toy, toyPolicies } from './toy.ts'

const { line1, line2 } = people
const data = { door: 'Архив' }
const troubleOf = (process: LiveProcess) => process.records.process(process.id).trouble

describe('trouble in the engine', () => {
  let server: ProcessServer
  beforeAll(async () => {
    server = await startProcessServer()
  })
  afterAll(() => server.stop())

  it('shows an effect in trouble and goes on when somebody retries it', async () => {
    let isBroken = true
    const perform = async (): Promise<string> => {
      if (isBroken) throw new Error('станок сломан')
      return '3-1-4'
    }
    const process = await server.begin({ definition: toy, data, policies: toyPolicies, perform })
    await server.env.sleep('5 seconds')
    await eventually(() => troubleOf(process)).toMatchObject({ effect: 'cut', error: 'станок сломан', attempts: 3 })
    isBroken = false
    expect(await process.act({ action: 'retry', actor: line1 })).toMatchObject({ ok: true, state: 'making' })
    await eventually(async () => (await process.snapshot()).state).toBe('ready')
    expect((await process.snapshot()).data).toMatchObject({ cut: '3-1-4' })
    expect(troubleOf(process)).toBeNull()
  })

  it('tries an effect in trouble again by itself', async () => {
    let tries = 0
    const perform = async (): Promise<string> => {
      tries += 1
      if (tries < 5) throw new Error('станок сломан')
      return '3-1-4'
    }
    const process = await server.begin({ definition: toy, data, policies: toyPolicies, perform })
    await server.env.sleep('6 minutes')
    await eventually(async () => (await process.snapshot()).state).toBe('ready')
    expect(tries).toBe(5)
  })

  it('skips an effect in trouble when somebody says so', async () => {
    const process = await server.begin({ definition: toy, data, policies: toyPolicies })
    await server.env.sleep('5 seconds')
    await eventually(() => troubleOf(process)).not.toBeNull()
    expect(await process.act({ action: 'skip', actor: line1, reason: 'нарежут вручную' })).toMatchObject({ ok: true })
    await eventually(async () => (await process.snapshot()).state).toBe('ready')
    expect((await process.snapshot()).data).toEqual(data)
    expect(troubleOf(process)).toBeNull()
  })

  it('ends a running effect when its state is left, and drops its result', async () => {
    const started: string[] = []
    const ended: string[] = []
    const perform = async (): Promise<string> => {
      started.push(activityInfo().activityId)
      const beat = setInterval(() => heartbeat(), 50)
      await cancelled().catch(() => ended.push(activityInfo().activityId))
      clearInterval(beat)
      return 'поздно'
    }
    const process = await server.begin({ definition: toy, data, policies: toyPolicies, perform })
    await eventually(() => started).toHaveLength(1)
    expect(await process.act({ action: 'again', actor: line2 })).toMatchObject({ ok: true, state: 'making', seq: 2 })
    await eventually(() => started).toHaveLength(2)
    expect(await process.act({ action: 'bring', actor: line2 })).toEqual({ ok: true, state: 'ready', seq: 3 })
    await eventually(() => ended.toSorted()).toEqual(started.toSorted())
    expect((await process.snapshot()).data).toEqual(data)
  })
})

describe('the engine with no cache', () => {
  it('replays the whole history at every step and after a restart, and comes to the same', async () => {
    const server = await startProcessServer({ maxCachedWorkflows: 0 })
    try {
      const process = await server.begin({ definition: ticket, data: ticketData() })
      const comment = 'Коротко о сделанном'
      expect(await process.act({ action: 'take', actor: line1 })).toMatchObject({ ok: true })
      expect(await process.act({ action: 'ask', actor: line1, form: { comment } })).toMatchObject({ ok: true })
      expect(await process.passNext()).toBe('after:3:0')
      await server.restartWorkers()
      expect(await process.passNext()).toBe('after:3:1')
      expect(await process.snapshot()).toEqual(process.records.process(process.id).snapshot)
    } finally {
      await server.stop()
    }
  })
})
