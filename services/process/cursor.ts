import { Problem } from '../problem.ts'

const maxLength = 400
const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A place in a sorted list: what it is sorted by, the key of the last row shown, and the row's id. */
export interface Cursor {
  readonly sort: string
  readonly key: string
  readonly id: string
}

/** True for an id of a row, as the database writes it. */
export const isRowId = (text: string): boolean => idShape.test(text)

export const badCursor = (): Problem =>
  new Problem('BadInput', {
    ru: 'Эту страницу списка нельзя продолжить. Откройте список заново.',
    en: 'This page of the list cannot be continued. Open the list again.',
  })

// What looks like an instant must be one before Postgres reads it: there is no 31 February, no hour 99, no zone +20.
function isInstant(text: string): boolean {
  const [, date = '', time = '', hours = ''] = /^(\d{4}-\d{2}-\d{2}) ([\d:.]+)([+-]\d{2})/.exec(text) ?? []
  const midnightAt = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(midnightAt) || Number.isNaN(Date.parse(`${date}T${time}Z`))) return false
  return new Date(midnightAt).toISOString().startsWith(date) && !date.startsWith('0000') && Math.abs(Number(hours)) < 15
}

/** A cursor as a client carries it: opaque, safe in an address. */
export const encodeCursor = ({ sort, key, id }: Cursor): string => Buffer.from(JSON.stringify([sort, key, id])).toString('base64url')

/**
 * Reads a cursor that came back. It may be anything, so each part is checked before it reaches SQL.
 * @throws Problem BadInput when it is not one of ours or belongs to another sort
 */
export function decodeCursor(text: string, sort: string, keyShape: RegExp): Cursor {
  if (text.length > maxLength || !/^[\w-]+$/.test(text)) throw badCursor()
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw badCursor()
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw badCursor()
  const [ofSort, key, id]: readonly unknown[] = parts
  if (ofSort !== sort || typeof key !== 'string' || typeof id !== 'string' || !keyShape.test(key) || !isRowId(id)) throw badCursor()
  if (/^\d{4}-\d{2}-\d{2} /.test(key) && !isInstant(key)) throw badCursor()
  return { sort, key, id }
}
