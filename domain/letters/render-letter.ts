import type { Lang } from '../label.ts'
import { decided, layOut, put } from './filled-text.ts'
import { htmlBody } from './html-body.ts'
import { LetterTextError } from './letter-text-error.ts'
import { parseMarkup } from './markup.ts'
import { saidOf } from './said.ts'
import type { LetterContent, LetterTemplate, LetterText } from './template.ts'
import { textBody } from './text-body.ts'
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
 * The letter in pieces, by the product's text or another of the same variables.
 * @throws LetterVarsError, LetterTextError
 */
export function letterContent(
  template: LetterTemplate,
  lang: Lang,
  stored: Readonly<Record<string, unknown>>,
  text: LetterText = template.text[lang],
): LetterContent {
  const said = saidOf(template.vars, readVars(template.vars, stored), lang)
  const marked = (source: string): string => {
    const parsed = parseMarkup(source)
    if (!parsed.ok) throw new LetterTextError(parsed.problem.en)
    return decided(parsed.pieces, said.has)
  }
  const line = (source: string): string => put(marked(source), said)
  return {
    subject: subjectLine(line(text.subject)),
    preview: line(template.preview[lang]),
    ...layOut(marked(text.body), said),
    footer: line(template.footer[lang]),
  }
}

/**
 * Writes a letter in a language, from variables kept as JSON.
 * @throws LetterVarsError that lists every missing or wrong variable; LetterTextError
 */
export function renderLetter(
  template: LetterTemplate,
  lang: Lang,
  stored: Readonly<Record<string, unknown>>,
  text?: LetterText,
): RenderedLetter {
  const content = letterContent(template, lang, stored, text)
  return { subject: content.subject, text: textBody(content), html: htmlBody(content, lang) }
}
