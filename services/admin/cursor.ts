import { Problem } from '../problem.ts'

/** Where the next page begins: the sort keys of the last row. */
export const writeCursor = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** @throws Problem BadInput for what is no cursor of ours */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string' && !key.includes('\u0000')))
      return keys.map(String)
  } catch {
    // Told below, as any other cursor that is none.
  }
  throw new Problem('BadInput', { ru: 'Список устарел. Откройте его заново.', en: 'The list is out of date. Open it again.' })
}
