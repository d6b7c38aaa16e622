import { badCursor, isRowId } from './cursor.ts'

/** A place in a process's stream: an instant, which source of that instant, and the row there. */
export interface Place {
  /** Epoch milliseconds. */
  readonly at: number
  readonly rank: number
  readonly id: string
}

export const encodePlace = ({ at, rank, id }: Place): string => Buffer.from(JSON.stringify([at, rank, id])).toString('base64url')

/** @throws Problem BadInput when it is not one of ours */
export function decodePlace(text: string): Place {
  if (text.length > 200 || !/^[\w-]+$/.test(text)) throw badCursor()
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw badCursor()
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw badCursor()
  const [at, rank, id]: readonly unknown[] = parts
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0 || at > 8_000_000_000_000) throw badCursor()
  if (rank !== 0 && rank !== 1 && rank !== 2 && rank !== 3) throw badCursor()
  if (typeof id !== 'string' || !(isRowId(id) || /^\d{10}$/.test(id))) throw badCursor()
  return { at, rank, id }
}
