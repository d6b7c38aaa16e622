import type { LetterName } from '../letters/names.ts'
import { letterNames } from '../letters/names.ts'
import type { SmsName } from './sms-names.ts'
import { smsNames } from './sms-names.ts'

/** Every text an organization may write itself: letters and SMS. */
export const messageNames = [...letterNames, ...smsNames] as const
export type MessageName = LetterName | SmsName

export const isMessageName = (name: string): name is MessageName => messageNames.some((one) => one === name)
