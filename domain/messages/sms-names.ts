import { letterNames } from '../letters/names.ts'
import type { LetterName } from '../letters/names.ts'

/** Every SMS the product sends. Each stands for the letter whose name it bears, where a person has a phone and no e-mail. */
export const smsNames = [
  'sms.ticket.ack',
  'sms.ticket.question',
  'sms.ticket.solution',
  'sms.ticket.reminder',
  'sms.ticket.closedNoAnswer',
  'sms.ticket.rejected',
  'sms.ticket.newLink',
  'sms.visit.invitation',
  'sms.visit.moved',
  'sms.visit.reminder',
  'sms.visit.cancelled',
  'sms.visit.missed',
  'sms.visit.thanks',
  'sms.visit.newLink',
] as const
export type SmsName = (typeof smsNames)[number]

export const isSmsName = (name: string): name is SmsName => smsNames.some((one) => one === name)

/** The letter that an SMS stands for. */
export const letterOf = (sms: string): LetterName | undefined => letterNames.find((name) => `sms.${name}` === sms)

/** The SMS in place of a letter; a letter that only confirms what the person just did has none. */
export const smsFor = (letter: LetterName): SmsName | undefined => smsNames.find((name) => name === `sms.${letter}`)
