import type { Json } from '../../domain/json.ts'
import type { EffectPort, RecordPort } from '../ports.ts'
import { noEarlierLetters } from './earlier-letters.ts'
import type { CallOutcome, Runtime } from './runtime.ts'

/** What a simulated process acts on: the same ports that activities implement for a live one. */
export type SimulatedPorts = RecordPort & Partial<EffectPort>

/** The simulator's side of one process: its waiters and how many of its ports have not answered. */
export interface Waits {
  now(): number
  /** True when `done()` held, false when virtual time reached `at`. */
  until(done: () => boolean, at?: number): Promise<boolean>
  /** Counts a port's answer as outstanding; after a kill it never comes. */
  track<T>(answer: Promise<T>): Promise<T>
}

const callAttempts = 3
const callPausesMs = [1_000, 3_000]

/** The runtime of one simulated process, with the tries and pauses of the live one in virtual time. */
export function createSimulatedRuntime(
  process: { readonly tenantId: string; readonly processId: string },
  ports: SimulatedPorts,
  waits: Waits,
  shouldContinue: () => boolean,
): Runtime {
  const { tenantId, processId } = process

  async function perform(effect: string, input: Json, left: () => boolean): Promise<CallOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (!ports.perform) throw new Error(`Nothing performs ${effect}`)
        return { kind: 'done', value: await waits.track(ports.perform({ tenantId, processId, effect, input })) }
      } catch (error) {
        if (attempt === callAttempts)
          return { kind: 'failed', error: error instanceof Error ? error.message : String(error), attempts: attempt }
        if (await waits.until(left, waits.now() + (callPausesMs[attempt - 1] ?? 0))) return { kind: 'left' }
      }
    }
  }

  return {
    now: () => waits.now(),
    until: (done, at) => waits.until(done, at),
    record: (request) => waits.track(ports.record(request)),
    load: () => waits.track(ports.load({ tenantId, processId })),
    earlierLetters: noEarlierLetters,
    async call(effect, input, left) {
      let outcome: CallOutcome | undefined
      void perform(effect, input, left).then((value) => {
        outcome = value
      })
      await waits.until(() => outcome !== undefined || left())
      return outcome ?? { kind: 'left' }
    },
    shouldContinue,
  }
}
