/** Text any database takes: without NUL and without halves of a character (a jsonb refuses both). */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').replaceAll(/\p{Surrogate}/gu, '\ufffd')

/** The first signs of a text, never half a character. */
export function firstSigns(text: string, count: number): string {
  // A character takes two units at most, so the rest need not be taken apart.
  const signs = [...text.slice(0, 2 * count)]
  return signs.slice(0, count).join('')
}
