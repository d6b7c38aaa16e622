import { describe, expect, it } from 'vitest'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { emptyForm } from '../../domain/form.ts'
import { defineProcess } from '../../domain/process.ts'
import type { RecordRequest } from '../../workflows/ports.ts'
import type { Handlers } from '../../workflows/engine/handlers.ts'
import { createMemoryRecords } from '../../workflows/engine/memory-records.ts'
import type { SimulatedProcess } from '../../workflows/engine/simulator.ts'
import { ProcessGone, createSimulator } from '../../workflows/engine/simulator.ts'
import { people } from './people.ts'

const say = (text: string) => ({ ru: text, en: text })
const chain = defineProcess({
  kind: 'chain',
  prefix: 'Ц',
  label: say('Цепь'),
  pluralLabel: say('Цепи'),
  newLabel: say('Новая цепь'),
  data: { price: { type: 'integer', label: say('Цена'), min: 0, max: 1_000, optional: true } },
  start: {},
  startBy: ['support'],
  readBy: ['manager'],
  forms: { none: emptyForm },
  initial: 'priced',
  deadlines: {},
  states: {
    priced: { label: say('Оценка'), actions: { give: { label: say('Отдать'), to: 'asked', by: ['support'] } } },
    asked: {
      label: say('Спрошено'),
      actions: {
        agree: { label: say('Согласиться'), to: 'booked', by: ['support'] },
        wait: { label: say('Подождать'), to: 'asked', by: ['support'] },
      },
    },
    booked: { label: say('Заказано'), after: [{ policy: 'chain.book', to: 'over', reason: say('прошло время') }] },
    over: { label: say('Готово'), final: true },
  },
  begin: () => ({}),
  title: () => '',
})
/** Every kind of wait: an effect, a wait with a limit, one without, a move of its own, time. */
const handlers: Handlers<typeof chain> = {
  async priced(process) {
    const seller = await process.call('seller', null)
    const price = await process.call('price', seller)
    return process.go('asked', typeof price === 'number' ? { price } : {})
  },
  async asked(process) {
    const move = await process.next({ until: process.now() + 3_600_000 })
    if (move) return move
    await process.call('remind', process.data.price ?? 0)
    return process.next()
  },
}
const rules = { calendar: russianCalendar, policies: { 'chain.book': { amount: 1, unit: 'hours', clock: 'elapsed' } } } as const
const who = { tenantId: 'tenant-1', processId: 'chain-1' }
const startAt = Date.UTC(2026, 2, 2, 7)
const hourMs = 3_600_000

/**
 * Runs the chain to its end and kills it at one boundary: before or after the n-th answer of a port reaches it. What
 * comes back starts from Postgres, or from what the engine knew before the boundary.
 */
async function live(killAt: number, from: 'postgres' | 'engine') {
  const simulator = createSimulator({ startAt })
  const effects: string[] = []
  let boundaries = 0
  let running: SimulatedProcess | undefined
  async function boundary<T>(answer: T): Promise<T> {
    boundaries += 1
    if (boundaries === killAt) running?.kill()
    return answer
  }
  const records = createMemoryRecords(chain, rules, {
    async intercept(_request: RecordRequest, commit) {
      await boundary(undefined)
      if (running?.alive() === false) return new Promise(() => undefined)
      return boundary(commit())
    },
  })
  let known = records.begin(who, {}, startAt)
  const ports = {
    ...records,
    async perform({ effect }: { readonly effect: string }) {
      await boundary(undefined)
      if (running?.alive() === false) return null
      if (effects.at(-1) !== effect) effects.push(effect)
      return boundary(effect === 'price' ? 250 : effect)
    },
  }
  async function revive(): Promise<SimulatedProcess> {
    if (running?.alive() !== true) {
      running = simulator.start({
        definition: chain,
        handlers,
        input: running === undefined || from === 'engine' ? known : records.rebuild(who),
        ports,
      })
      await simulator.settle()
    }
    return running.alive() ? running : revive()
  }
  async function act(action: string, requestId: string): Promise<void> {
    for (;;) {
      const process = await revive()
      known = process.rest()
      // What a service does first: a recorded request is answered from the record; the sweeper tells an engine that lost it.
      const isRecorded = records.recorded(requestId) !== undefined
      const { seq } = records.process(who.processId).snapshot
      if (isRecorded && process.snapshot().seq === seq) return
      const request = isRecorded
        ? { action: 'sync', actor: people.machine, seen: seq, requestId: `sync-${requestId}` }
        : { action, actor: people.line1, requestId }
      try {
        await process.act({ ...request, form: {}, inputHash: '' })
      } catch (error) {
        if (!(error instanceof ProcessGone)) throw error
      }
    }
  }
  async function pass(ms: number): Promise<void> {
    const target = simulator.now() + ms
    do {
      known = (await revive()).rest()
      await simulator.advanceTo(target)
    } while (running?.alive() !== true)
  }

  await revive()
  await act('wait', 'request-1')
  await pass(hourMs)
  await act('agree', 'request-2')
  await pass(hourMs)
  await revive()
  const { snapshot, events } = records.process(who.processId)
  return {
    boundaries,
    effects,
    ended: running?.ended(),
    end: { ...snapshot, enteredAt: 0 },
    moves: events.map((event) => event.after.state),
    keys: events.map((event) => event.requestId),
  }
}

describe('a process killed at any await of its handlers', () => {
  it('comes to the same end from its snapshot', async () => {
    const whole = await live(0, 'postgres')
    expect(whole).toMatchObject({ ended: true, moves: ['asked', 'asked', 'booked', 'over'], effects: ['seller', 'price', 'remind'] })
    expect(whole.end).toMatchObject({ state: 'over', data: { price: 250 }, plan: [] })
    // Three effects and four records, each with a boundary before and after.
    expect(whole.boundaries).toBe(14)
    for (const from of ['postgres', 'engine'] as const) {
      for (let killAt = 1; killAt <= whole.boundaries; killAt += 1) {
        const broken = await live(killAt, from)
        expect({ killAt, ended: broken.ended, end: broken.end, moves: broken.moves, keys: broken.keys.length }).toEqual({
          killAt,
          ended: true,
          end: whole.end,
          moves: whole.moves,
          keys: whole.keys.length,
        })
      }
    }
  })
})
