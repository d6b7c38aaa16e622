import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Confirmer } from './sweep.ts'

/** The engine, with every answered move noted as known to it, so that the sweep asks only about the others. */
export const confirming = (engine: EnginePort, confirmer: Confirmer): EnginePort => ({
  start: (input) => engine.start(input),
  probe: (timeoutMs) => engine.probe(timeoutMs),
  async act(processId, update) {
    const outcome = await engine.act(processId, update)
    if (outcome.kind === 'answer' && outcome.answer.ok) confirmer.confirmed(processId, outcome.answer.seq)
    return outcome
  },
})
