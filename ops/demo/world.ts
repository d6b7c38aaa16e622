import type { Actor } from '../../domain/actor.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database, Tx } from '../../db/client.ts'
import { writeHeld } from '../../db/transaction.ts'
import { newId } from '../../db/id.ts'
import type { Ctx } from '../../services/context.ts'
import { load, record } from '../../services/process/record.ts'
import { createSimulator } from '../../workflows/engine/simulator.ts'
import type { SimulatedProcess, Simulator } from '../../workflows/engine/simulator.ts'
import type { SimulatedPorts } from '../../workflows/engine/simulated-runtime.ts'

/** One organization in virtual time: the product's own verbs, over an engine and a post that live in this process. */
export interface World {
  readonly simulator: Simulator
  readonly db: Database
  readonly engine: EnginePort
  ctx(actor: Actor, requestId?: string): Ctx
  /** Where a process stands. @throws for one that was never started */
  snapshot(processId: string): Snapshot
}

/**
 * A database whose every transaction is a part of one, so that a history is there whole or not at all. Parts follow
 * each other, as they would under their locks.
 */
function within(tx: Tx, db: Database): Database {
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      const result = await work(tx)
      await writeHeld(tx)
      return result
    })
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    tenant: (_, work) => inTurn(work),
    tenantRead: (_, work) => inTurn(work),
    system: inTurn,
    systemRead: tx,
    systemPool: db.systemPool,
    close: () => Promise.resolve(),
  }
}

export function createWorld(tx: Tx, options: { readonly db: Database; readonly tenantId: string; readonly startAt: number }): World {
  const { tenantId } = options
  const simulator = createSimulator({ startAt: options.startAt })
  const db = within(tx, options.db)
  const running = new Map<string, SimulatedProcess>()
  const now = (): Date => new Date(simulator.now())
  const ports: SimulatedPorts = {
    record: (request) => record(db, request),
    load: (process) => load(db, process),
  }
  function find(processId: string): SimulatedProcess {
    const process = running.get(processId)
    if (!process) throw new Error(`No process ${processId} was started`)
    return process
  }
  return {
    simulator,
    db,
    engine: {
      async start(input) {
        const definition = definitionOf(input.kind)
        if (!definition) throw new Error(`No process is called ${input.kind}`)
        running.set(input.processId, simulator.start({ definition, handlers: {}, input, ports }))
        await Promise.resolve()
      },
      act: async (processId, update) => ({ kind: 'answer', answer: await find(processId).act(update) }),
      probe: () => Promise.resolve(),
    },
    ctx: (actor, requestId = newId()) => ({ db, tenantId, actor, lang: 'ru', now: now(), requestId }),
    snapshot: (processId) => find(processId).snapshot(),
  }
}
