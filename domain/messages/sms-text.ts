import type { Lang } from '../label.ts'
import type { VarsOf } from '../letters/variables.ts'
import { readVars } from '../letters/variables.ts'
import { smsSize } from '../text/sms-parts.ts'
import type { SmsName } from './sms-names.ts'

const vars = { number: 'text', organization: 'text', pageUrl: 'url', reopenUrl: 'url' } as const
type Writer = (values: VarsOf<typeof vars>) => string

const texts: { readonly [N in SmsName]: { readonly [L in Lang]: Writer } } = {
  'sms.ticket.ack': {
    ru: ({ number, pageUrl }) => `Обращение ${number} принято: ${pageUrl}`,
    en: ({ number, pageUrl }) => `Ticket ${number} is registered: ${pageUrl}`,
  },
  'sms.ticket.question': {
    ru: ({ number, pageUrl }) => `По обращению ${number} нужен ваш ответ: ${pageUrl}`,
    en: ({ number, pageUrl }) => `Ticket ${number} needs your answer: ${pageUrl}`,
  },
  'sms.ticket.solution': {
    ru: ({ number, pageUrl }) => `Обращение ${number} решено, ответ: ${pageUrl}`,
    en: ({ number, pageUrl }) => `Ticket ${number} is solved, our answer: ${pageUrl}`,
  },
  'sms.ticket.reminder': {
    ru: ({ number, pageUrl }) => `Ждём вашего ответа по обращению ${number}: ${pageUrl}`,
    en: ({ number, pageUrl }) => `Ticket ${number} still waits for you: ${pageUrl}`,
  },
  'sms.ticket.closedNoAnswer': {
    ru: ({ number, reopenUrl }) => `Обращение ${number} закрыто без ответа. Открыть: ${reopenUrl}`,
    en: ({ number, reopenUrl }) => `Ticket ${number} is closed, no answer came. Reopen: ${reopenUrl}`,
  },
  'sms.ticket.rejected': {
    ru: ({ number, pageUrl }) => `Обращение ${number} закрыто без решения: ${pageUrl}`,
    en: ({ number, pageUrl }) => `Ticket ${number} is closed unsolved: ${pageUrl}`,
  },
  'sms.ticket.newLink': {
    ru: ({ number, pageUrl }) => `Новая ссылка на обращение ${number}: ${pageUrl}`,
    en: ({ number, pageUrl }) => `A new link to ticket ${number}: ${pageUrl}`,
  },
}

/** So many messages of the operator's one text may cost. */
const mostParts = 2

export interface SmsText {
  readonly text: string
  /** How many messages the operator counts. */
  readonly parts: number
}

/**
 * Writes the SMS of that name from variables kept as JSON: the organization is named where that costs no third part.
 * @throws LetterVarsError that lists every missing or wrong variable
 */
export function renderSms(name: SmsName, lang: Lang, stored: Readonly<Record<string, unknown>>): SmsText {
  const values = readVars(vars, stored)
  const bare = texts[name][lang](values)
  const signed = `${values.organization}: ${bare}`
  const text = smsSize(signed).parts <= mostParts ? signed : bare
  return { text, parts: smsSize(text).parts }
}
