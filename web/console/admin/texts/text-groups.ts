import type { MessageName } from '../../../../domain/messages/message-names.ts'
import { messageNames } from '../../../../domain/messages/message-names.ts'
import type { AdminWord } from '../words/words.ts'

const of = (prefix: string): readonly MessageName[] => messageNames.filter((name) => name.startsWith(prefix))

/** The texts as people look for them: by what they are about, letters before SMS. */
export const textGroups: readonly { readonly title: AdminWord; readonly names: readonly MessageName[] }[] = [
  { title: 'texts.ticket', names: of('ticket.') },
  { title: 'texts.ticketSms', names: of('sms.ticket.') },
  { title: 'texts.visit', names: of('visit.') },
  { title: 'texts.visitSms', names: of('sms.visit.') },
  { title: 'texts.staff', names: of('staff.') },
]
