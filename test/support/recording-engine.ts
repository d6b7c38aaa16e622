import { decide } from '../../domain/decide.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { load, record } from '../../services/process/record.ts'

/** Where the processes of a recording engine are. */
export interface Recorded {
  readonly db: Database
  readonly tenantId: string
  readonly definition: ProcessDefinition
  now(): Date
}

/** Takes what it is asked at once, by the decision and the record that the workflows use, and lets nothing happen by itself. */
export const recordingEngine = (place: () => Recorded): EnginePort => ({
  start: () => Promise.resolve(),
  probe: () => Promise.resolve(),
  async act(processId, { known: _known, requestId, inputHash, ...request }) {
    const { db, tenantId, definition, now } = place()
    const { snapshot: before } = await load(db, { tenantId, processId })
    const at = now().getTime()
    const decision = decide(definition, before, request, at)
    if (!decision.ok) return { kind: 'answer', answer: { ok: false, refusal: decision.refusal, state: before.state, seq: before.seq } }
    const move = { kind: 'act', change: decision.change } as const
    const own = { tenantId, processId, kind: definition.kind, before, requestId, inputHash }
    const answer = await record(db, { ...own, actor: request.actor, at, move })
    return answer.kind === 'written'
      ? { kind: 'answer', answer: { ok: true, state: answer.state, seq: answer.seq } }
      : { kind: 'unknown', cause: new Error(`The record answered ${answer.kind}`) }
  },
})
