import { z } from 'zod'
import { isNoted } from './die.ts'

const claimed = z.object({ rows: z.array(z.array(z.unknown())) })
const notes = z.array(z.object({ id: z.string() }))
// As our own Message-IDs are written.
const messageId = z.string().regex(/^<[0-9a-f]+@/)
const messageIds = new Map<unknown, string>()

/** Keeps which Message-ID each letter has that a claim answered: its row begins with the id. */
export function rememberClaimed(result: unknown): void {
  for (const row of claimed.safeParse(result).data?.rows ?? []) {
    const found = row.find((value) => messageId.safeParse(value).success)
    if (typeof found === 'string') messageIds.set(row[0], found)
  }
}

/** The letters of a note, by what the statement is given, are off the wire. */
export function forgetNoted(values: unknown): void {
  const [results] = z.array(z.unknown()).parse(values)
  for (const { id } of notes.parse(JSON.parse(z.string().parse(results)))) {
    const letter = messageIds.get(id)
    if (letter !== undefined) isNoted(letter)
    messageIds.delete(id)
  }
}
