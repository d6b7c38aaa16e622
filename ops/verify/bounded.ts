import { setTimeout as sleep } from 'node:timers/promises'

const atOnce = 8
const looks = 5

/** Does the work for every item, a few at a time, and answers the results in the items' order. */
export async function eachBounded<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const entries = items.entries()
  // All lanes draw from one iterator.
  const lane = async (): Promise<void> => {
    for (const [index, item] of entries) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}

/** Of what seems wrong keeps what is wrong at every look: a running installation moves while it is looked at. */
export async function lasting<T>(suspects: readonly T[], isWrong: (suspect: T) => Promise<boolean>, settleMs: number): Promise<T[]> {
  let left = [...suspects]
  for (let look = 0; look < looks && left.length > 0; look += 1) {
    if (look > 0) await sleep(settleMs)
    const wrong = await eachBounded(left, isWrong)
    left = left.filter((_, index) => wrong[index] === true)
  }
  return left
}
