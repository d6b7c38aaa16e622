const perOctave = 8

/** The bucket a duration in ms is counted in: eight between it and its double, so none is wider than 9 %. */
export const durationBucket = (ms: number): number => Math.round(Math.log2(Math.max(ms, 1)) * perOctave)

/** The median in ms of durations known by how many are in each bucket; null of none. Within a bucket they count as spread evenly. */
export function bucketMedian(counts: ReadonlyMap<number, number>): number | null {
  const half = [...counts.values()].reduce((total, count) => total + count, 0) / 2
  let below = 0
  for (const [bucket, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    if (count > 0 && below + count >= half) return 2 ** ((bucket - 0.5 + (half - below) / count) / perOctave)
    below += count
  }
  return null
}
