const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** The value below which a share (0 to 1) of the values lies, by the nearest rank. @throws when there are none */
function at(values: readonly number[], share: number): number {
  const value = sorted(values)[Math.max(0, Math.ceil(values.length * share) - 1)]
  if (value === undefined) throw new Error('Nothing was measured')
  return value
}

/** Of a few whole runs. */
export const spreadOf = (values: readonly number[]) => ({ min: at(values, 0), median: at(values, 0.5), max: at(values, 1) })

/** Of many single calls. */
export const percentilesOf = (values: readonly number[]) => ({
  p50: at(values, 0.5),
  p95: at(values, 0.95),
  max: at(values, 1),
  calls: values.length,
})
