import type { Json } from '../../domain/json.ts'

/** What the data holds as text; nothing as the empty one. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** What the data holds as an instant, in epoch milliseconds. */
export function instantOf(value: Json | undefined): number | null {
  const at = Date.parse(textOf(value))
  return Number.isNaN(at) ? null : at
}
