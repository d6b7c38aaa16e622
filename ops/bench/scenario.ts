import type { ScratchOptions } from '../scratch/installation.ts'
import type { Progress } from '../progress.ts'

/** What a scenario may use. */
export interface BenchContext {
  readonly progress: Progress
  /** Where runs keep what may be used again. */
  readonly benchDir: string
  /** Repetitions of each measurement, instead of as many as the scenario holds right. */
  readonly calls?: number | undefined
  /** Of the installation that `engine` and `memory` put up. */
  readonly shape: NonNullable<ScratchOptions['shape']>
}

/** Where a number should lie; judged by the frame. */
export interface Aim {
  /** One of the row's numbers. */
  readonly of: string
  readonly atMost?: number
  readonly atLeast?: number
}

/** One measured thing: a line of the table. */
export interface BenchRow {
  readonly what: string
  /** Of all its numbers but `calls`: `ms`, `KB`, `rows/s`… */
  readonly unit: string
  /** As `spreadOf` or `percentilesOf` gives them, or single ones by their names. */
  readonly numbers: Readonly<Record<string, number>>
  readonly aim?: Aim
  readonly note?: string
}

/** Something that can be measured by its name: `npm run bench -- NAME`. */
export interface Scenario {
  readonly name: string
  /** One line for the list of scenarios. */
  readonly about: string
  run(context: BenchContext): Promise<readonly BenchRow[]>
}

export type Judgement = 'met' | 'missed' | 'none'

/** @throws when the row has no number of the aim's name */
export function judge({ what, numbers, aim }: BenchRow): Judgement {
  if (!aim) return 'none'
  const number = numbers[aim.of]
  if (number === undefined) throw new Error(`${what} has an aim for ${aim.of}, which was not measured`)
  return number <= (aim.atMost ?? Infinity) && number >= (aim.atLeast ?? -Infinity) ? 'met' : 'missed'
}
