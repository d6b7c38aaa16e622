import type { Lang } from '../label.ts'
import type { Block, LetterContent } from './template.ts'

/** What every letter to a requester knows. `zone` is the organization's IANA zone, `pageUrl` the requester's own page. */
export const requesterVars = {
  number: 'text',
  subject: 'text',
  organization: 'text',
  zone: 'text',
  pageUrl: 'url',
  requesterName: 'text?',
} as const

interface Requester {
  readonly number: string
  readonly subject: string
  readonly organization: string
  readonly requesterName?: string | undefined
}

const greetings = {
  ru: (name: string | undefined) => (name === undefined || name === '' ? 'Здравствуйте!' : `Здравствуйте, ${name}!`),
  en: (name: string | undefined) => (name === undefined || name === '' ? 'Hello,' : `Dear ${name},`),
} as const

const footers = {
  ru: (number: string) =>
    `Чтобы написать нам ещё, просто ответьте на это письмо: ответ попадёт в обращение ${number}. Номер в теме письма оставьте, по нему мы найдём вашу переписку.`,
  en: (number: string) =>
    `To write to us again, just reply to this letter: your reply will be added to ticket ${number}. Please keep the number in the subject, it is how we find your correspondence.`,
} as const

const signatures = {
  ru: (organization: string) => ['С уважением,', `служба поддержки, ${organization}`],
  en: (organization: string) => ['Kind regards,', `${organization} support`],
} as const

/**
 * A letter to a requester: number first and the requester's own subject after it, the same in every
 * letter, so that mail programs keep the correspondence in one thread.
 */
export function requesterLetter(lang: Lang, vars: Requester, preview: string, blocks: readonly Block[]): LetterContent {
  return {
    subject: `[${vars.number}] ${vars.subject === '' ? { ru: 'Ваше обращение', en: 'Your request' }[lang] : vars.subject}`,
    preview,
    greeting: greetings[lang](vars.requesterName),
    blocks,
    signature: signatures[lang](vars.organization),
    footer: footers[lang](vars.number),
  }
}

/** «Анна Смирнова, служба поддержки», or the service alone when nobody is named. */
export const supportAuthor = (lang: Lang, agentName: string | undefined): string => {
  const service = { ru: 'служба поддержки', en: 'support' }[lang]
  if (agentName !== undefined && agentName !== '') return `${agentName}, ${service}`
  return { ru: 'Служба поддержки', en: 'Support' }[lang]
}

export const ticketPageButton = (lang: Lang, url: string): Block => ({
  kind: 'button',
  text: { ru: 'Открыть обращение', en: 'Open the ticket' }[lang],
  url,
})
