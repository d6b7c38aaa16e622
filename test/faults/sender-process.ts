import { readConfig } from '../../config/config.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { openDatabase } from '../../db/client.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { startSender } from '../../services/system/sender.ts'
import { leaseMs } from './sender-lease.ts'

// The sender alone, in a process to be killed or frozen.

const { databaseUrl: ownerUrl, secret, smtpUrl: url, publicUrl } = readConfig(process.env)
const db = openDatabase({ ownerUrl, secret, maxConnections: 4, onError: () => undefined })
startSender(db, mailChannel({ db, mail: createSmtpClient({ url }), tokens: createLinkTokens(secret), publicUrl }), {
  leaseMs,
  onError: console.error,
})
process.once('disconnect', () => process.exit(0))
process.send?.({ ready: true })
