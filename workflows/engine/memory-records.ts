import type { Actor } from '../../domain/actor.ts'
import { advance, beginSnapshot, fire } from '../../domain/advance.ts'
import type { TimeRules } from '../../domain/deadlines.ts'
import { stateOf } from '../../domain/decide.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { LetterName } from '../../domain/letters/names.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { ProcessInput } from '../contracts.ts'
import type { RecordAnswer, RecordMove, RecordPort, RecordRequest, Trouble } from '../ports.ts'

/** One record as it was written. */
export interface MemoryEvent {
  readonly requestId: string
  readonly at: number
  readonly actor: Actor
  readonly move: RecordMove
  readonly before: Snapshot
  readonly after: Snapshot
}
export interface MemoryMessage {
  readonly id: string
  readonly letter: LetterName
}
interface MemoryProcess {
  readonly id: string
  snapshot: Snapshot
  trouble: Trouble | null
  readonly events: MemoryEvent[]
  readonly messages: MemoryMessage[]
}

export interface MemoryRecords extends RecordPort {
  /** Writes the first snapshot and letters; the answer is what a workflow starts from. */
  begin(process: { readonly tenantId: string; readonly processId: string }, data: JsonObject, at: number, assigneeId?: string): ProcessInput
  /** What is stored of a process. @throws when it never began */
  process(processId: string): Readonly<MemoryProcess>
  /** What a fresh workflow would start from now. */
  rebuild(process: { readonly tenantId: string; readonly processId: string }): ProcessInput
  /** The answer that a request got, if it was recorded: what a service looks up before it asks the engine. */
  recorded(requestId: string): { readonly state: string; readonly seq: number } | undefined
}

/** Stands between the engine and the store: a test commits twice, or commits and never answers. */
export type Intercept = (request: RecordRequest, commit: () => RecordAnswer) => Promise<RecordAnswer>

const lettersOf = (definition: ProcessDefinition, move: RecordMove, before: Snapshot, after: Snapshot): LetterName[] => {
  const own = move.kind === 'act' ? move.change.send : move.kind === 'fire' && move.item.kind !== 'deadline' ? move.item.send : undefined
  // Returning to the first state is not a new start.
  const entered =
    after.enteredSeq !== before.enteredSeq && after.state !== definition.initial
      ? stateOf(definition, after.state).onEnter?.send
      : undefined
  return [own, entered].filter((letter) => letter !== undefined)
}

/** A record port in memory, by the same rules as the one on Postgres: for tests and for trying out a definition. */
export function createMemoryRecords(
  definition: ProcessDefinition,
  rules: TimeRules,
  options: { readonly intercept?: Intercept; readonly refuse?: (request: RecordRequest) => string | undefined } = {},
): MemoryRecords {
  const stored = new Map<string, MemoryProcess>()
  const answers = new Map<string, { readonly state: string; readonly seq: number }>()

  function process(processId: string): MemoryProcess {
    const found = stored.get(processId)
    if (!found) throw new Error(`No process ${processId} is stored`)
    return found
  }

  function write(to: MemoryProcess, letters: readonly LetterName[]): void {
    for (const letter of letters) to.messages.push({ id: `${to.id}:${to.snapshot.seq}:${letter}`, letter })
  }

  function next({ move, at }: RecordRequest, before: Snapshot): Snapshot {
    switch (move.kind) {
      case 'act':
        return advance(definition, rules, before, move.change, at)
      case 'fire':
        return fire(definition, rules, before, move.item, at)
      case 'go':
        return advance(definition, rules, before, { kind: 'machine', name: 'go', to: move.to, data: move.data }, at)
      case 'trouble':
        return { ...before, seq: before.seq + 1 }
    }
  }

  function commit(request: RecordRequest): RecordAnswer {
    const held = process(request.processId)
    const earlier = answers.get(request.requestId)
    if (earlier) return { kind: 'repeat', snapshot: held.snapshot, ...earlier }
    const { snapshot: before } = held
    if (request.before.seq !== before.seq) return { kind: 'taken', snapshot: before, state: before.state, seq: before.seq }
    const reason = options.refuse?.(request)
    if (reason !== undefined) return { kind: 'refused', reason, offers: [] }
    const { requestId, at, actor, move } = request
    const after = next(request, before)
    held.snapshot = after
    if (move.kind === 'trouble') held.trouble = move.trouble
    else if (after.enteredSeq !== before.enteredSeq) held.trouble = null
    held.events.push({ requestId, at, actor, move, before, after })
    write(held, lettersOf(definition, move, before, after))
    const answer = { state: after.state, seq: after.seq }
    answers.set(requestId, answer)
    return { kind: 'written', snapshot: after, ...answer }
  }

  function rebuild({ tenantId, processId }: { readonly tenantId: string; readonly processId: string }): ProcessInput {
    const held = process(processId)
    return {
      tenantId,
      processId,
      kind: definition.kind,
      snapshot: held.snapshot,
      pending: [],
      troubled: held.trouble !== null,
    }
  }

  return {
    begin(of, data, at, assigneeId) {
      const snapshot = beginSnapshot(definition, rules, data, at, assigneeId)
      const fresh: MemoryProcess = { id: of.processId, snapshot, trouble: null, events: [], messages: [] }
      stored.set(of.processId, fresh)
      const letter = stateOf(definition, snapshot.state).onEnter?.send
      write(fresh, letter === undefined ? [] : [letter])
      return rebuild(of)
    },
    process,
    rebuild,
    recorded: (requestId) => answers.get(requestId),
    record: async (request) => (options.intercept ? options.intercept(request, () => commit(request)) : commit(request)),
    load: async ({ processId }) => ({ snapshot: process(processId).snapshot }),
  }
}
