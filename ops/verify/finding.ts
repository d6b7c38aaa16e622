/** What does not hold: in words, and the ids it is about. Never the content. */
export interface Breach {
  readonly what: string
  readonly ids: readonly string[]
}
export type Finding =
  | { readonly status: 'holds' | 'broken'; readonly counts: Counts; readonly breaches: readonly Breach[]; readonly note?: string }
  /** Not looked at, and why: never taken for a pass. */
  | { readonly status: 'unchecked'; readonly why: string }
export type Counts = Readonly<Record<string, number>>

/** Broken as soon as one breach names an id. */
export function finding(counts: Counts, breaches: readonly Breach[], note?: string): Finding {
  const real = breaches.filter((breach) => breach.ids.length > 0)
  return { status: real.length > 0 ? 'broken' : 'holds', counts, breaches: real, ...(note === undefined ? {} : { note }) }
}
export const unchecked = (why: string): Finding => ({ status: 'unchecked', why })
