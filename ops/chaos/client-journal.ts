import { open } from 'node:fs/promises'
import type { JournalLine } from '../verify/journal.ts'

/** What a client sent and was told, kept as a client must keep it that may be killed: `npm run verify` reads it. */
export interface ClientJournal {
  readonly file: string
  /** On the disk when this resolves. */
  write(line: Omit<JournalLine, 'at'>): Promise<void>
  close(): Promise<void>
}

/** Opens a new journal. Lines that come while one is being synced share the next sync. */
export async function openClientJournal(file: string): Promise<ClientJournal> {
  const handle = await open(file, 'a')
  let waiting = ''
  let next: Promise<void> | undefined
  let last = Promise.resolve()
  async function flush(): Promise<void> {
    const text = waiting
    waiting = ''
    next = undefined
    await handle.appendFile(text)
    await handle.datasync()
  }
  return {
    file,
    write(line) {
      const whole: JournalLine = { at: Date.now(), ...line }
      waiting += `${JSON.stringify(whole)}\n`
      if (next === undefined) {
        next = last.then(flush)
        last = next
      }
      return next
    },
    async close() {
      await last
      await handle.close()
    },
  }
}
