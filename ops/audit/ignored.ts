/** An advisory that is known and does no harm here, for a while. */
export interface IgnoredAdvisory {
  /** As `GHSA-xxxx-xxxx-xxxx`. */
  readonly advisory: string
  /** Why it does no harm in this product. */
  readonly reason: string
  /** The last day, `2026-12-31`: after it the advisory counts again. */
  readonly until: string
}

export const ignoredAdvisories: readonly IgnoredAdvisory[] = []
