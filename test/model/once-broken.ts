/** Seeds that found a mistake once, run before all others. */
export const onceBroken = {
  // An organization's own policies entered the clocks with the columns of their rows.
  'time-skipping': [1],
  dev: [],
} as const satisfies { readonly [server: string]: readonly number[] }
