import { Problem } from './problem.ts'

const maxLength = 1_000
const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for an id of a row, as the database writes it. */
export const isRowId = (text: string): boolean => idShape.test(text)

export const badCursor = (): Problem =>
  new Problem('BadInput', {
    ru: 'Эту страницу списка нельзя продолжить. Откройте список заново.',
    en: 'This page of the list cannot be continued. Open the list again.',
  })

/** Where the next page begins, as a client carries it: opaque, safe in an address. */
export const writeCursor = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** What a cursor that came back says, so many texts; they may be anything. @throws Problem BadInput when it is none of ours */
export function readCursor(text: string, length: number): string[] {
  if (text.length > maxLength || !/^[\w-]+$/.test(text)) throw badCursor()
  let keys: unknown
  try {
    keys = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw badCursor()
  }
  if (!Array.isArray(keys) || keys.length !== length || !keys.every((key) => typeof key === 'string' && !key.includes('\u0000')))
    throw badCursor()
  return keys.map(String)
}

/** A place in a sorted list: what it is sorted by, the key of the last row shown, and the row's id. */
export interface Cursor {
  readonly sort: string
  readonly key: string
  readonly id: string
}

/** An instant as Postgres writes it, to the microsecond. */
export const instantShape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::?\d{2})?$/

// What looks like an instant must be one before Postgres reads it: there is no 31 February, no hour 99, no zone +20.
function isInstant(text: string): boolean {
  const [, date = '', time = '', hours = ''] = /^(\d{4}-\d{2}-\d{2}) ([\d:.]+)([+-]\d{2})/.exec(text) ?? []
  const midnightAt = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(midnightAt) || Number.isNaN(Date.parse(`${date}T${time}Z`))) return false
  return new Date(midnightAt).toISOString().startsWith(date) && !date.startsWith('0000') && Math.abs(Number(hours)) < 15
}

export const encodeCursor = ({ sort, key, id }: Cursor): string => writeCursor([sort, key, id])

/**
 * Reads a cursor that came back. It may be anything, so each part is checked before it reaches SQL.
 * @throws Problem BadInput when it is not one of ours or belongs to another sort
 */
export function decodeCursor(text: string, sort: string, keyShape: RegExp): Cursor {
  const [ofSort, key = '', id = ''] = readCursor(text, 3)
  if (ofSort !== sort || !keyShape.test(key) || !isRowId(id)) throw badCursor()
  if (/^\d{4}-\d{2}-\d{2} /.test(key) && !isInstant(key)) throw badCursor()
  return { sort, key, id }
}
