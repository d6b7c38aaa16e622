import type { ScratchOptions } from '../scratch/installation.ts'

/** What a run may be told. */
export interface ChaosOptions {
  readonly seed: number
  readonly tickets: number
  readonly visits: number
  /** Tickets and visits per second. */
  readonly rate: number
  /** How often each crash point is wanted. */
  readonly hits: number
  /** `laptop` when left out. */
  readonly shape?: ScratchOptions['shape']
  readonly say: (line: string) => void
}

/** What came of it. */
export interface ChaosResult {
  /** What is printed at the end, name and value. */
  readonly numbers: Readonly<Record<string, string | number>>
  /** Everything that must not be; empty when it holds. */
  readonly breaches: readonly string[]
}

/** Something that goes wrong in one particular way: `npm run chaos -- --scenario NAME`. */
export interface Scenario {
  readonly name: string
  /** One line for the list of scenarios. */
  readonly about: string
  run(options: ChaosOptions): Promise<ChaosResult>
}
