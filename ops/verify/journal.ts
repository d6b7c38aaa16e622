import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Failure } from '../failure.ts'

const line = z.object({
  /** Instant, epoch milliseconds. */
  at: z.int(),
  /** The request id of the mutation. */
  opId: z.string().min(1),
  tenantId: z.string().min(1),
  /** `send` is on the disk before the request leaves, `acknowledged` after its 2xx. */
  phase: z.enum(['send', 'acknowledged']),
})
export type JournalLine = z.infer<typeof line>

/** Reads a client's journal, one JSON object a line; half a line at the end is a client that was killed. @throws Failure */
export async function readJournal(file: string): Promise<JournalLine[]> {
  const text = await readFile(file, 'utf8')
  const lines = text.split('\n').slice(0, -1)
  return lines
    .filter((one) => one !== '')
    .map((one, index) => {
      try {
        return line.parse(JSON.parse(one))
      } catch {
        throw new Failure(`${file}: line ${String(index + 1)} is not a line of a client's journal (at, opId, tenantId, phase).`)
      }
    })
}
