import type { Label, Lang } from '../label.ts'
import type { LetterTemplate } from './template.ts'
import type { VarSpec } from './variables.ts'

/** What every letter to a requester knows. `zone` is the organization's IANA zone, `pageUrl` the requester's own page. */
const requesterVars = {
  number: 'text',
  subject: 'text',
  organization: 'text',
  zone: 'text',
  pageUrl: 'url',
  requesterName: 'text?',
} as const

const frames = {
  ru: {
    // The number and the requester's own subject, the same in every letter: mail programs keep the correspondence in one thread.
    subject: '[{number}] {if subject}{subject}{else}Ваше обращение{end}',
    greeting: 'Здравствуйте{if requesterName}, {requesterName}{end}!',
    signature: '--\nС уважением,\nслужба поддержки, {organization}',
  },
  en: {
    subject: '[{number}] {if subject}{subject}{else}Your request{end}',
    greeting: '{if requesterName}Dear {requesterName},{else}Hello,{end}',
    signature: '--\nKind regards,\n{organization} support',
  },
} as const

const footer: Label = {
  ru: 'Чтобы написать нам ещё, просто ответьте на это письмо: ответ попадёт в обращение {number}. Номер в теме письма оставьте, по нему мы найдём вашу переписку.',
  en: 'To write to us again, just reply to this letter: your reply will be added to ticket {number}. Please keep the number in the subject, it is how we find your correspondence.',
}

/** What the service said: «Анна Смирнова, служба поддержки», or the service alone when nobody is named. */
export const quoted = (lang: Lang, name: string): string =>
  ({
    ru: `> {if agentName}{agentName}, служба поддержки{else}Служба поддержки{end}\n> {${name}}`,
    en: `> {if agentName}{agentName}, support{else}Support{end}\n> {${name}}`,
  })[lang]

export const ticketPageButton: Label = { ru: '[Открыть обращение]({pageUrl})', en: '[Open the ticket]({pageUrl})' }

/** A letter to a requester, of paragraphs in the letters' markup. */
export function requesterLetter(
  vars: VarSpec,
  words: { readonly [L in Lang]: { readonly preview: string; readonly body: readonly string[] } },
): LetterTemplate {
  const textIn = (lang: Lang) => ({
    subject: frames[lang].subject,
    body: [frames[lang].greeting, ...words[lang].body, frames[lang].signature].join('\n\n'),
  })
  return {
    vars: { ...requesterVars, ...vars },
    text: { ru: textIn('ru'), en: textIn('en') },
    preview: { ru: words.ru.preview, en: words.en.preview },
    footer,
  }
}
