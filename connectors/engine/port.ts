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
  /** Starts the heartbeat from a beat that the database holds, made at `beatAt` (epoch ms); one that runs is left alone. @throws when it can't be reached */
  beginPulse(beat: number, beatAt?: number): Promise<void>
}

/**
 * The last run of a process's workflow. `tries`: how often its task was tried since it last got on, 0 when it rests; `broken`:
 * it failed or was stopped before its end; `none`: the engine knows no run.
 */
export type EngineRun =
  | { readonly kind: 'runs'; readonly runId: string; readonly tries: number }
  | { readonly kind: 'broken'; readonly runId: string }
  | { readonly kind: 'ended' }
  | { readonly kind: 'none' }

/** The engine, as seen by who looks after runs that can't go on. Every call throws when it can't be reached. */
export interface EngineRuns {
  lastRun(processId: string): Promise<EngineRun>
  /** Processes with a run that broke off since then; by the engine's own list, a moment behind. */
  brokenSince(since: Date): Promise<readonly string[]>
  /** Ends one run at once; one that has ended is left alone. */
  stop(processId: string, runId: string, reason: string): Promise<void>
}
