import type { Lang } from '../label.ts'
import { letterTemplates } from '../letters/letter-templates.ts'
import type { LetterText } from '../letters/template.ts'
import type { VarSpec } from '../letters/variables.ts'
import type { MessageName } from './message-names.ts'
import { isSmsName } from './sms-names.ts'
import { smsTemplates } from './sms-templates.ts'

/** The product's own text; an SMS has no subject. */
export const usualText = (name: MessageName, lang: Lang): LetterText =>
  isSmsName(name) ? { subject: '', body: smsTemplates[name].text[lang] } : letterTemplates[name].text[lang]

export const varsOf = (name: MessageName): VarSpec => (isSmsName(name) ? smsTemplates[name].vars : letterTemplates[name].vars)
