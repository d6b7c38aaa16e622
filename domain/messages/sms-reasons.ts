import type { Label } from '../label.ts'
import type { DeliveryState } from './delivery-state.ts'

// The provider's reason codes, by its API (smsc.ru, status.php, `err`); those a person can do something about are told apart.
const reasons: { readonly [code: number]: Label } = {
  1: { ru: 'такого номера нет', en: 'there is no such number' },
  6: { ru: 'телефон не в сети', en: 'the phone is offline' },
  11: { ru: 'на номере нет SMS', en: 'the number has no SMS service' },
  12: { ru: 'ошибка телефона или SIM-карты', en: 'the phone or its SIM card fails' },
  13: { ru: 'номер заблокирован', en: 'the number is blocked' },
  21: { ru: 'номер не принимает SMS', en: 'the number takes no SMS' },
  219: { ru: 'SIM-карта недавно заменена', en: 'the SIM card was replaced lately' },
  220: { ru: 'очередь оператора переполнена', en: 'the operator’s queue is full' },
  245: { ru: 'оператор не сообщил, что с ним', en: 'the operator has not told' },
  248: { ru: 'к номеру нет пути', en: 'there is no route to the number' },
  249: { ru: 'неверный номер', en: 'the number is wrong' },
  251: { ru: 'слишком много сообщений на этот номер', en: 'too many messages to this number' },
  252: { ru: 'номер в запрете', en: 'the number is forbidden' },
  253: { ru: 'остановлено как спам', en: 'stopped as spam' },
  254: { ru: 'имя отправителя не зарегистрировано', en: 'the sender name is not registered' },
  255: { ru: 'отклонено оператором', en: 'rejected by the operator' },
}

// Its answers to sending, `error_code`, that are about the message.
const refusals: { readonly [code: number]: Label } = {
  1: { ru: 'провайдер не принял такое сообщение', en: 'the provider takes no such message' },
  6: { ru: 'провайдер запретил текст или имя отправителя', en: 'the provider forbids the text or the sender name' },
  7: { ru: 'неверный номер', en: 'the number is wrong' },
  8: { ru: 'на этот номер не доставить', en: 'nothing can be delivered to the number' },
}

/** Why the provider did not take a message, in words for staff. */
export const smsRefusal = (code: number): Label => refusals[code] ?? { ru: `отказ провайдера, код ${code}`, en: `refused, code ${code}` }

/** Why a message did not arrive, in words for staff. */
export function smsReason(code: number, state: DeliveryState): Label {
  const known = reasons[code]
  if (known) return known
  if (state === 'expired') return { ru: 'срок доставки прошёл', en: 'its time to arrive has passed' }
  return code === 0 ? { ru: 'не доставлено', en: 'not delivered' } : { ru: `не доставлено, код ${code}`, en: `not delivered, code ${code}` }
}
