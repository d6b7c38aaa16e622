import type { ActAnswer, ActUpdate, ProcessInput } from '../../workflows/contracts.ts'

/** How the engine took an update. `unknown`: it may or may not have been taken; `gone`: no such workflow runs. */
export type EngineAnswer =
  | { readonly kind: 'answer'; readonly answer: ActAnswer }
  | { readonly kind: 'unknown'; readonly cause: unknown }
  | { readonly kind: 'gone' }

/** The process engine, as the services see it. Every call ends within its deadline. */
export interface EnginePort {
  /** Starts a process's workflow; one that runs already is left alone. @throws when the engine can't be reached */
  start(input: ProcessInput): Promise<void>
  act(processId: string, update: ActUpdate): Promise<EngineAnswer>
  /** A workflow that finishes. @throws when it does not within `timeoutMs` */
  probe(timeoutMs: number): Promise<void>
}

/** The engine's side of the heartbeat that both stores keep. */
export interface EnginePulse {
  /** The last beat the engine holds, read without workers; undefined when it holds none. @throws when it can't be reached */
  lastBeat(): Promise<number | undefined>
  /** Starts the heartbeat from a beat that the database holds; one that runs is left alone. @throws when it can't be reached */
  beginPulse(beat: number): Promise<void>
}
