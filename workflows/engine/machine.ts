import { machine as machineActor } from '../../domain/actor.ts'
import { decide, stateOf } from '../../domain/decide.ts'
import type { Change } from '../../domain/decide.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { ActAnswer, ActUpdate, ProcessInput } from '../contracts.ts'
import type { RecordAnswer, RecordMove, Trouble } from '../ports.ts'
import { StateLeft } from './handlers.ts'
import type { AnyHandlers, Move } from './handlers.ts'
import { createMutex } from './mutex.ts'
import type { Runtime } from './runtime.ts'
import { createStateContext } from './state-context.ts'

/** A process as its engine runs it. */
export interface Machine {
  /** Takes a request, one at a time; a refusal is an answer. */
  act(update: ActUpdate): Promise<ActAnswer>
  /** The refusal that is certain already, which spares the history; `undefined` when only the record can tell. */
  foresee(update: ActUpdate): ActAnswer | undefined
  /** Runs until the process ends, or until a fresh run should carry on; then `rest` once no request is being answered. */
  run(): Promise<'ended' | 'continue'>
  snapshot(): Snapshot
  /** True once a fresh run is to carry on: it takes what comes from now on. */
  makesWay(): boolean
  /** What a fresh run starts from. */
  rest(): ProcessInput
}

/**
 * How often a request that lost a race decides again on what Postgres holds before it is refused: more often than an attempt of a
 * task that timed out may still write beside it, which has the ten requests in flight that the engine allows and moves of its own.
 */
const maxAdoptions = 20
/** How long the process rests before it repeats a move of its own that the record refused. */
const refusedPauseMs = 5 * 60_000
/** How long a run goes on for the letters it waits for before it makes way; not so long that it takes too many requests. */
const settleMs = 10_000
/** How long an ended process that was started again for a request waits for it. */
const awaitedMs = 15_000

/** What the process does by itself has a request id of its own, so that a run that repeats it changes nothing. */
const own = (requestId: string) => ({ requestId, inputHash: '', actor: machineActor })

/** Runs any definition: actions, deadlines and handlers move it, every move is recorded before it counts. */
export function createMachine(definition: ProcessDefinition, handlers: AnyHandlers, runtime: Runtime, input: ProcessInput): Machine {
  let snapshot = input.snapshot
  // Grows with every move and edit: a handler that sees it change starts afresh on the new data.
  let entry = 0
  let recording = 0
  let troubled = input.troubled === true
  let stopping = false
  let asked = false
  let restUntil = 0
  const wake = { retries: 0, skips: 0 }
  const exclusive = createMutex()
  const { earlierLetters } = runtime
  const ended = (): boolean => stateOf(definition, snapshot.state).final === true

  function adopt(next: Snapshot, messages: readonly string[] = []): void {
    if (next.seq >= snapshot.seq) {
      if (next.movedSeq !== snapshot.movedSeq) entry += 1
      if (next.enteredSeq !== snapshot.enteredSeq) troubled = false
      snapshot = next
    }
    earlierLetters.start(messages)
  }

  async function record(move: RecordMove, request: Pick<ActUpdate, 'requestId' | 'inputHash' | 'actor'>): Promise<RecordAnswer> {
    recording += 1
    try {
      const { tenantId, processId, kind } = input
      const at = runtime.now()
      const { requestId, inputHash, actor } = request
      const answer = await runtime.record({ tenantId, processId, kind, before: snapshot, requestId, inputHash, at, actor, move })
      if (answer.kind !== 'refused') adopt(answer.snapshot, answer.messages)
      return answer
    } finally {
      recording -= 1
    }
  }

  const refused = (refusal: Extract<ActAnswer, { ok: false }>['refusal']): ActAnswer => ({
    ok: false,
    refusal,
    state: snapshot.state,
    seq: snapshot.seq,
  })

  function afterRecord(change: Change, namesLetters: boolean): void {
    const messageId = change.form['messageId']
    const named = typeof messageId === 'string' ? messageId : undefined
    if (change.name === 'retry') {
      wake.retries += 1
      if (namesLetters) earlierLetters.retry(named)
    }
    if (change.name === 'skip' && named === undefined) wake.skips += 1
    else if (change.name === 'skip' && named !== undefined && namesLetters) earlierLetters.skip(named, change.reason ?? '')
  }

  const isBehind = ({ seen = 0, known = 0 }: ActUpdate): boolean => Math.max(seen, known) > snapshot.seq

  async function actNow(update: ActUpdate, adoptions: number): Promise<ActAnswer> {
    if (isBehind(update)) {
      const stored = await runtime.load()
      adopt(stored.snapshot, stored.messages)
    }
    const decision = decide(definition, snapshot, update, runtime.now())
    if (!decision.ok) return refused(decision.refusal)
    if (decision.change.name === 'sync') return { ok: true, state: snapshot.state, seq: snapshot.seq }
    const answer = await record({ kind: 'act', change: decision.change }, update)
    if (answer.kind === 'refused') return refused({ reason: 'Conflict', problems: [], offers: answer.offers })
    if (answer.kind === 'taken') {
      return adoptions > 0 ? actNow(update, adoptions - 1) : refused({ reason: 'StaleScreen', problems: [] })
    }
    if (answer.kind === 'written') afterRecord(decision.change, answer.messages !== undefined)
    return { ok: true, state: answer.state, seq: answer.seq }
  }

  // The plan may have changed while this waited for its turn.
  async function fire(): Promise<void> {
    const item = snapshot.plan[0]
    if (!item || item.at > runtime.now() || ended() || stopping) return
    const { seq } = snapshot
    await record({ kind: 'fire', item }, own(`fire:${input.processId}:${item.key}:${item.at}`))
    if (snapshot.seq === seq) restUntil = runtime.now() + refusedPauseMs
  }

  async function fireInTime(): Promise<void> {
    while (!ended() && !stopping) {
      const item = snapshot.plan[0]
      const changed = (): boolean => stopping || ended() || snapshot.plan[0]?.key !== item?.key || snapshot.plan[0]?.at !== item?.at
      const moved = await runtime.until(changed, item && Math.max(item.at, restUntil))
      if (moved) restUntil = 0
      else await exclusive(fire)
    }
  }

  async function go(move: Move, from: number): Promise<void> {
    if (entry !== from || stopping) return
    const data = { ...snapshot.data, ...move.data }
    const reason = move.reason === undefined ? {} : { reason: move.reason }
    await record({ kind: 'go', to: move.to, data, ...reason }, own(`go:${input.processId}:${snapshot.seq}`))
  }

  async function mark(trouble: Trouble | null, reason: string | undefined, left: () => boolean): Promise<void> {
    for (let taken = true; taken && !left();) {
      const answer = await record({ kind: 'trouble', trouble, reason }, own(`trouble:${input.processId}:${snapshot.seq}`))
      taken = answer.kind === 'taken'
      if (!taken) troubled = trouble !== null
    }
  }

  async function driveState(): Promise<void> {
    const from = entry
    const left = (): boolean => entry !== from || stopping
    const handler = handlers[snapshot.state]
    if (!handler) {
      await runtime.until(left)
      return
    }
    const context = createStateContext({
      runtime,
      left,
      snapshot: () => snapshot,
      wake,
      troubled: () => troubled,
      trouble: (trouble, reason) => exclusive(() => mark(trouble, reason, left)),
    })
    try {
      const move = await handler(context)
      const { seq } = snapshot
      await exclusive(() => go(move, from))
      if (snapshot.seq === seq) await runtime.until(left, runtime.now() + refusedPauseMs)
    } catch (error) {
      if (!(error instanceof StateLeft)) throw error
    }
  }

  async function drive(): Promise<void> {
    while (!ended() && !stopping) await driveState()
  }

  // It stops in its turn, never beside a record: one that outlasts its workflow task is replayed in another order with
  // what ended meanwhile, and a timer that such an end had cancelled would make the history impossible to replay.
  async function watch(): Promise<void> {
    await runtime.until(() => ended() || runtime.shouldContinue())
    let late = false
    const settled = runtime
      .until(() => ended() || stopping, runtime.now() + settleMs)
      .then(() => {
        late = true
      })
    while (!ended() && !stopping) {
      await runtime.until(() => ended() || late || earlierLetters.pending().length === 0)
      await exclusive(async () => {
        stopping = !ended() && (late || earlierLetters.pending().length === 0)
      })
    }
    await settled
  }

  // A request answered after the end may have set a letter on its way again.
  async function settle(): Promise<void> {
    if (input.awaited === true) await runtime.until(() => asked, runtime.now() + awaitedMs)
    do {
      await runtime.until(() => earlierLetters.pending().length === 0)
      await exclusive(async () => undefined)
    } while (earlierLetters.pending().length > 0)
  }

  return {
    act(update) {
      asked = true
      return exclusive(() => actNow(update, maxAdoptions))
    },
    foresee(update) {
      if (recording > 0 || isBehind(update)) return undefined
      const decision = decide(definition, snapshot, update, runtime.now())
      return decision.ok ? undefined : refused(decision.refusal)
    },
    async run() {
      earlierLetters.start(input.pending)
      await Promise.all([drive(), fireInTime(), watch()])
      if (stopping) await exclusive(async () => undefined)
      else await settle()
      return stopping ? 'continue' : 'ended'
    },
    snapshot: () => snapshot,
    makesWay: () => stopping,
    rest: () => ({ ...input, awaited: false, snapshot, pending: [], troubled }),
  }
}
