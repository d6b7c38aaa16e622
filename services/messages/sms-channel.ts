import type { SmsText } from '../../domain/messages/sms-text.ts'
import type { SmsPort } from '../../connectors/sms/port.ts'
import { SmsUnavailable } from '../../connectors/sms/port.ts'
import type { Channel } from './channel.ts'
import { acceptedBy, refusedBy } from './letter-result.ts'
import { shortTextOf } from './short-text.ts'
import { eachOf, surroundingsOf } from './surroundings.ts'
import type { WritingDeps } from './surroundings.ts'

/** One login may have so many requests at once at the provider, all workers together; they are answered in a moment. */
const smsSlots = 4

export interface SmsDeps extends WritingDeps {
  /** Undefined where the installation has no account with a provider. */
  readonly sms: SmsPort | undefined
}

const nobodyToSend = 'SMS are not set up: set SMSC_LOGIN and SMSC_PASSWORD, then try again'

/** SMS, by the provider, and not in the receiver's night. */
export const smsChannel = (deps: SmsDeps): Channel<SmsText> => ({
  name: 'sms',
  slots: smsSlots,
  async compose(tenantId, rows, now) {
    const around = await surroundingsOf(deps, tenantId, rows, now)
    return eachOf(rows, (row) => shortTextOf(row, around(row), now))
  },
  async send(row, { text, parts }, now) {
    if (!deps.sms) return refusedBy(row, nobodyToSend, now)
    if (row.smsId === null) throw new Error('The SMS has no id')
    const outcome = await deps.sms.send({ to: row.toAddress, text, clientId: row.smsId, maybeSent: row.claims > 1 })
    if (outcome.kind === 'rejected') return refusedBy(row, `SMSC ${String(outcome.code)}: ${outcome.reason}`, now, outcome.code)
    return acceptedBy(row, { parts, costKopecks: outcome.costKopecks ?? null }, now)
  },
  isAway: (error) => error instanceof SmsUnavailable,
})
