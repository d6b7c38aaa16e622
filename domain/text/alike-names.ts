import { searchWords } from './search-words.ts'

/** Two words that may be one: the same, or the first letter of a name instead of it. */
const fits = (one: string, other: string): boolean =>
  one === other || ((one.length === 1 || other.length === 1) && one.charAt(0) === other.charAt(0))

/**
 * Whether two names may be one person's, written in two ways: every word of the shorter has its own in the longer, whole or as
 * an initial, and one of them is whole. Order, case and ё don't matter.
 */
export function alikeNames(one: string, other: string): boolean {
  const [short = [], long = []] = [searchWords(one), searchWords(other)].sort((a, b) => a.length - b.length)
  const rest = [...long]
  const take = (word: string, by: (other: string) => boolean): boolean => {
    const at = rest.findIndex(by)
    if (at < 0) return false
    rest.splice(at, 1)
    return word !== ''
  }
  const halves = short.filter((word) => !take(word, (other) => other === word))
  return halves.length < short.length && halves.every((word) => take(word, (other) => fits(word, other)))
}
