import type { Lang } from '../label.ts'
import { htmlBody } from './html-body.ts'
import type { LetterTemplate } from './template.ts'
import { textBody } from './text-body.ts'
import type { VarSpec, VarsOf } from './variables.ts'
import { readVars } from './variables.ts'

export interface RenderedLetter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const maxSubjectLength = 250

function subjectLine(subject: string): string {
  const line = subject.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  const signs = [...line]
  return signs.length <= maxSubjectLength
    ? line
    : `${signs
        .slice(0, maxSubjectLength - 1)
        .join('')
        .trimEnd()}…`
}

/**
 * Writes a letter in a language.
 * @throws LetterVarsError for a link that is none
 */
export function renderLetter<const S extends VarSpec>(template: LetterTemplate<S>, lang: Lang, vars: VarsOf<S>): RenderedLetter {
  const written = template.content[lang](readVars(template.vars, vars))
  const content = { ...written, subject: subjectLine(written.subject) }
  return { subject: content.subject, text: textBody(content), html: htmlBody(content, lang) }
}
