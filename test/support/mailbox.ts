import MailComposer from 'nodemailer/lib/mail-composer'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import { eventually } from './eventually.ts'
import type { Stack, TestOrganization } from './stack.ts'

type Composed = NonNullable<ConstructorParameters<typeof MailComposer>[0]>

/** Somebody outside with a mail program: writes to the organization's support address and reads what comes back. */
export const mailbox = (stack: Stack, org: TestOrganization, address: string) => {
  const letters = async () => {
    const entries = await stack.outbox.store.listLetters({ to: address, limit: 200 })
    const read = await Promise.all(entries.map((entry) => stack.outbox.store.readLetter(entry.id)))
    return read.flatMap((letter) => (letter ? [letter] : []))
  }
  return {
    address,
    letters,
    /** Writes a letter, which is kept and worked on before this ends. */
    async write(letter: Composed): Promise<void> {
      const raw = await new MailComposer({ from: address, to: org.supportAddress, ...letter }).compile().build()
      const envelopeFrom = address
      const kept = await receiveLetter(stack.db, { envelopeFrom, recipients: [org.supportAddress], raw, receivedAt: new Date() })
      const deps = { db: stack.db, engine: stack.engine, reader: createLetterReader() }
      for (const one of kept) if (!(await workOnLetter(deps, one, new Date()))) throw new Error('The letter waits for the relay')
    },
    /** Waits for a letter with these words. */
    letterWith: (words: string) =>
      eventually(async () => (await letters()).find((letter) => letter.text.includes(words)), `a letter to ${address} with “${words}”`),
  }
}
