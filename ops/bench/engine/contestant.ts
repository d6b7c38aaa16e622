/** One way to run a life: begun, then its steps, each confirmed before the next. */
export interface Contestant {
  readonly name: string
  /** How many a life has. */
  readonly steps: number
  /** Answers the id of a new one. */
  begin(): Promise<string>
  /** @throws when step `index` (from 0) is not confirmed */
  step(id: string, index: number): Promise<void>
}

/** Of the life that is compared. */
export const stepsOfLife = 4
