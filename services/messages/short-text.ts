import { isSmsName } from '../../domain/messages/sms-names.ts'
import { renderSms } from '../../domain/messages/sms-text.ts'
import type { SmsText } from '../../domain/messages/sms-text.ts'
import type { DeliveryRow } from './channel.ts'
import { writable } from './own-texts.ts'
import { quietOf } from './quiet-waiting.ts'
import type { Surroundings } from './surroundings.ts'

/** What an SMS says, and a chat like it; or until when its receiver is left in peace. @throws for a row that is no short message */
export function shortTextOf(row: DeliveryRow, { organization, vars, ownText }: Surroundings, now: Date): SmsText | Date {
  if (!isSmsName(row.template)) throw new Error(`No short message is called ${row.template}`)
  return (
    quietOf(row, organization, now) ??
    renderSms(row.template, row.lang, vars, now.getTime(), writable(row.template, row.lang, ownText)?.body)
  )
}
