/** A source of chance that gives the same run from the same seed. */
export interface Random {
  /** From 0 to 1, without 1. */
  share(): number
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  /** A number between. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  /** @throws for an empty list */
  pick<T>(list: readonly T[]): T
  /** One of the values, as often as its weight says. */
  weighted<const T>(list: readonly [readonly [T, number], ...(readonly [T, number])[]]): T
}

/** Mulberry32 (Tommy Ettinger): 32 bits of state are plenty for made-up people. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + share() * (to - from)
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1))
  return {
    share,
    between,
    whole,
    chance: (probability) => share() < probability,
    pick(list) {
      const picked = list[whole(0, list.length - 1)]
      if (picked === undefined) throw new Error('There is nothing to pick from')
      return picked
    },
    weighted(list) {
      let left = share() * list.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of list) {
        left -= weight
        if (left < 0) return value
      }
      return list[0][0]
    },
  }
}
