import { badCursor, isRowId, readCursor, writeCursor } from '../cursor.ts'

/** A place in a process's stream: an instant, which source of that instant, and the row there. */
export interface Place {
  /** Epoch milliseconds. */
  readonly at: number
  readonly rank: number
  readonly id: string
}

export const encodePlace = ({ at, rank, id }: Place): string => writeCursor([String(at), String(rank), id])

/** @throws Problem BadInput when it is not one of ours */
export function decodePlace(text: string): Place {
  const [at = '', rank = '', id = ''] = readCursor(text, 3)
  if (!/^\d{1,13}$/.test(at) || Number(at) > 8_000_000_000_000 || !/^[0-3]$/.test(rank)) throw badCursor()
  if (!isRowId(id) && !/^\d{10}$/.test(id)) throw badCursor()
  return { at: Number(at), rank: Number(rank), id }
}
