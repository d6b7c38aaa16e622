import { startSmtpListener } from '../../api/hooks/smtp-listener.ts'
import type { SmtpListener } from '../../api/hooks/smtp-listener.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { organizationsAt } from '../../services/system/organization.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import type { Stack } from './stack.ts'

/** The product's own SMTP listener on a free port; a letter has been worked on when its sender is told 250. */
export function startSupportListener(stack: Stack): Promise<SmtpListener> {
  const intake = { db: stack.db, engine: stack.engine, reader: createLetterReader() }
  return startSmtpListener({
    port: 0,
    host: '127.0.0.1',
    acceptsRecipient: async (address) => (await organizationsAt(stack.db, [address])).length > 0,
    onLetter: async (letter) => {
      for (const one of await receiveLetter(stack.db, letter)) await workOnLetter(intake, one, new Date())
    },
    log: { info: () => undefined, warn: () => undefined },
  })
}
