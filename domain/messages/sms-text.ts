import type { Lang } from '../label.ts'
import { decided, put } from '../letters/filled-text.ts'
import { LetterTextError } from '../letters/letter-text-error.ts'
import { parseMarkup } from '../letters/markup.ts'
import { saidOf } from '../letters/said.ts'
import { readVars } from '../letters/variables.ts'
import { smsSize } from '../text/sms-parts.ts'
import { smsDate } from './sms-date.ts'
import type { SmsName } from './sms-names.ts'
import { smsTemplates } from './sms-templates.ts'

/** So many messages of the operator's one text may cost. */
export const mostParts = 2

export interface SmsText {
  readonly text: string
  /** How many messages the operator counts. */
  readonly parts: number
}

/**
 * Writes the SMS of that name from variables kept as JSON, by the product's text or another of the same variables: the organization
 * is named before it where that costs no third part, unless the text names it.
 * @param nowAt when it leaves, epoch milliseconds: an instant of another year is written with the year
 * @throws LetterVarsError that lists every missing or wrong variable; LetterTextError
 */
export function renderSms(
  name: SmsName,
  lang: Lang,
  stored: Readonly<Record<string, unknown>>,
  nowAt: number,
  source: string = smsTemplates[name].text[lang],
): SmsText {
  const { vars } = smsTemplates[name]
  const values = readVars(vars, stored)
  const parsed = parseMarkup(source)
  if (!parsed.ok) throw new LetterTextError(parsed.problem.en)
  const said = saidOf(vars, values, lang, (at, zone) => smsDate(at, nowAt, zone, lang))
  // One sign outside the alphabet of phones would make every part of a Latin text less than half as long.
  const bare = put(decided(parsed.pieces, said.has), said).replaceAll('\u00a0', ' ').trim()
  const organization = said.text('organization')
  const signed = bare.includes(organization) ? bare : `${organization}: ${bare}`
  const text = smsSize(signed).parts <= mostParts ? signed : bare
  return { text, parts: smsSize(text).parts }
}
