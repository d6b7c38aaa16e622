/** One way to run the same life: begun, then four steps, each confirmed before the next. */
export interface Contestant {
  readonly name: string
  /** Answers the id of a new one. */
  begin(): Promise<string>
  /** @throws when step `index` (from 0) is not confirmed */
  step(id: string, index: number): Promise<void>
}

export const stepsOfLife = 4
