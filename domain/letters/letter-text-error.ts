/** A text that can't be read as markup: one of the program's own is a mistake, an organization's is not kept. */
export class LetterTextError extends Error {
  override name = 'LetterTextError'
}
