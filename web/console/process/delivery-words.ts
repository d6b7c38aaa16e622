import { overtaken } from '../../../domain/messages/overtaken.ts'
import { smsReason, smsRefusal } from '../../../domain/messages/sms-reasons.ts'
import { formatMoney } from '../../../domain/text/money.ts'
import { formatPhone } from '../../../domain/text/phone.ts'
import { formatMoment, now } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { messageWords } from './message-words.ts'
import type { StreamItem } from './process-types.ts'
import { t } from './words/words.ts'

type Delivery = NonNullable<Extract<StreamItem, { readonly type: 'message' }>['delivery']>

/** What a message is called. A chat gets the words of an SMS, whose name begins with the channel. */
export function messageName({ template, channel }: Pick<Extract<StreamItem, { readonly type: 'letter' }>, 'template' | 'channel'>): string {
  const name = say(messageWords[template])
  return channel === 'telegram' ? name.replace(/^SMS/u, t('delivery.channel.telegram')) : name
}

/** To whom: an address as it is, a phone as people write it. */
export const receiverOf = ({ toAddress }: Pick<Delivery, 'toAddress'>): string =>
  toAddress.startsWith('+') ? formatPhone(toAddress) : toAddress

function fateOfSms(held: Delivery): string {
  const { status, deliveryState, stateAt, nextTryAt, lastError } = held
  if (status === 'pending' && lastError === null && nextTryAt !== null && Date.parse(nextTryAt) > now())
    return t('stream.sms.waits', { moment: formatMoment(nextTryAt) })
  if (status === 'pending' || status === 'skipped') return t(`stream.delivery.${status}`)
  if (deliveryState === 'failed' || deliveryState === 'expired')
    return t('stream.delivery.rejected', { error: say(smsReason(held.reasonCode ?? 0, deliveryState)) })
  if (status === 'rejected')
    return t('stream.delivery.rejected', { error: held.reasonCode === null ? (lastError ?? '') : say(smsRefusal(held.reasonCode)) })
  if ((deliveryState === 'delivered' || deliveryState === 'read') && stateAt !== null)
    return t(`stream.sms.${deliveryState}`, { moment: formatMoment(stateAt) })
  return t('stream.sms.accepted')
}

/** What became of a letter or an SMS. */
export function fateOf(held: Delivery): string {
  if (held.status === 'skipped' && held.lastError === overtaken.en) return say(overtaken)
  if (held.channel === 'sms') return fateOfSms(held)
  if (held.status === 'rejected') return t('stream.delivery.rejected', { error: held.lastError ?? '' })
  if (held.channel === 'telegram' && held.status === 'sent')
    return t(held.maybeTwice ? 'stream.telegram.maybeTwice' : 'stream.telegram.sent')
  return t(`stream.delivery.${held.status}`)
}

/** How many messages of the operator it was, and for how much. */
export const priceOf = ({ parts, costKopecks }: Delivery): string | undefined =>
  parts === null || costKopecks === null ? undefined : t('stream.sms.price', { parts, price: formatMoney(costKopecks) })
