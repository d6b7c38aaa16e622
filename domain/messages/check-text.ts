import type { FormProblem } from '../form.ts'
import type { Label, Lang } from '../label.ts'
import { letterTemplates } from '../letters/letter-templates.ts'
import type { SampleSetting } from '../letters/letter-variables.ts'
import { offeredNames, sampleVars } from '../letters/letter-variables.ts'
import { alwaysIn, namesIn, parseMarkup, unguarded } from '../letters/markup.ts'
import type { Piece } from '../letters/markup.ts'
import { letterContent } from '../letters/render-letter.ts'
import type { Block, LetterText } from '../letters/template.ts'
import type { VarSpec } from '../letters/variables.ts'
import { declared } from '../letters/variables.ts'
import { plural } from '../text/plural.ts'
import type { MessageName } from './message-names.ts'
import { usualText, varsOf } from './message-texts.ts'
import { isSmsName } from './sms-names.ts'
import type { SmsName } from './sms-names.ts'
import { mostParts, renderSms } from './sms-text.ts'

const longest = { subject: 200, letter: 5_000, sms: 500 } as const
const partWord = { ru: { one: 'часть', few: 'части', many: 'частей' }, en: { one: 'part', many: 'parts' } } as const

type Field = keyof LetterText
type Read = { readonly ok: true; readonly pieces: readonly Piece[] } | { readonly ok: false; readonly problem: Label }

const fail = (ru: string, en: string): Read => ({ ok: false, problem: { ru, en } })
const braced = (name: string): string => `{${name}}`

/** A text that can be written from the variables, whatever is missing of those that may be. */
function readPart(source: string, spec: VarSpec, most: number): Read {
  if (source.trim() === '') return fail('Напишите текст', 'Write the text')
  if (source.length > most)
    return fail(`Слишком длинно: ${source.length} знаков из ${most}`, `Too long: ${source.length} characters of ${most}`)
  const parsed = parseMarkup(source)
  if (!parsed.ok) return parsed
  const offered = offeredNames(spec)
  const strange = namesIn(parsed.pieces).find((name) => !offered.includes(name))
  if (strange !== undefined)
    return fail(`Такой переменной здесь нет: ${braced(strange)}`, `There is no such variable here: ${braced(strange)}`)
  const sure = new Set(offered.filter((name) => declared(spec, name)?.optional === false))
  const [bare] = unguarded(parsed.pieces, sure)
  if (bare !== undefined)
    return fail(
      `${braced(bare)} бывает пустым: напишите {if ${bare}}…${braced(bare)}…{end}`,
      `${braced(bare)} may be empty: write {if ${bare}}…${braced(bare)}…{end}`,
    )
  return parsed
}

/** What the product's own text always says, another must too: the links, and the number by which answers find their way. */
function missing(field: Field, name: MessageName, lang: Lang, pieces: readonly Piece[]): Label | undefined {
  const usual = parseMarkup(usualText(name, lang)[field])
  const spec = varsOf(name)
  const wanted = [...(usual.ok ? alwaysIn(usual.pieces) : [])].filter((one) =>
    field === 'subject' ? one === 'number' : declared(spec, one)?.type === 'url',
  )
  const said = alwaysIn(pieces)
  const lost = wanted.find((one) => !said.has(one))
  if (lost === undefined) return undefined
  return field === 'subject'
    ? {
        ru: `В теме нужен ${braced(lost)}: по нему ответ находит переписку`,
        en: `The subject needs ${braced(lost)}: by it an answer finds its way`,
      }
    : { ru: `Нужна ссылка ${braced(lost)}, и не внутри условия`, en: `The link ${braced(lost)} is needed, and not inside a condition` }
}

function fieldProblem(field: Field, name: MessageName, lang: Lang, text: LetterText): Label | undefined {
  const spec = varsOf(name)
  const read = readPart(text[field], spec, field === 'subject' ? longest.subject : isSmsName(name) ? longest.sms : longest.letter)
  if (!read.ok) return read.problem
  const inSubject = namesIn(read.pieces).find(
    (one) => field === 'subject' && ['url', 'urls', 'lines'].includes(declared(spec, one)?.type ?? ''),
  )
  if (inSubject !== undefined) return { ru: `В теме не может быть ${braced(inSubject)}`, en: `The subject can’t hold ${braced(inSubject)}` }
  return missing(field, name, lang, read.pieces)
}

/** What keeps a text from ever being sent; nothing when it can be. */
export function writingProblems(name: MessageName, lang: Lang, text: LetterText): readonly FormProblem[] {
  const fields: readonly Field[] = isSmsName(name) ? ['body'] : ['subject', 'body']
  return fields.flatMap((field) => {
    const message = fieldProblem(field, name, lang, text)
    return message ? [{ field, message }] : []
  })
}

const wordsOf = (block: Block): readonly string[] => {
  if (block.kind === 'paragraph') return [block.text]
  if (block.kind === 'words') return [block.author ?? '', block.text]
  if (block.kind === 'facts') return block.rows.flat()
  return block.kind === 'button' ? [block.text] : []
}

/** A link is pressed, not read: in a letter it stands in a button of its own. */
function looseLink(name: Exclude<MessageName, SmsName>, text: LetterText, setting: SampleSetting): Label | undefined {
  const template = letterTemplates[name]
  const vars = sampleVars(template.vars, setting)
  const { blocks, signature } = letterContent(template, setting.lang, vars, text)
  const links = Object.values(vars)
    .flat()
    .filter((value): value is string => typeof value === 'string' && value.startsWith(setting.publicUrl))
  const loose = [...blocks.flatMap(wordsOf), ...signature].some((said) => links.some((link) => said.includes(link)))
  return loose
    ? {
        ru: 'Ссылка ставится отдельной строкой: [Надпись на кнопке]({имя ссылки}); шкала оценки — {ratingUrls}',
        en: 'A link stands in a line of its own: [Words on the button]({the link’s name}); the scale of marks is {ratingUrls}',
      }
    : undefined
}

function tooManyParts(name: SmsName, text: LetterText, setting: SampleSetting): Label | undefined {
  const { parts } = renderSms(name, setting.lang, sampleVars(varsOf(name), setting), setting.now, text.body)
  if (parts <= mostParts) return undefined
  const [ru, en] = [plural(partWord, parts, 'ru'), plural(partWord, parts, 'en')]
  return {
    ru: `Получается ${ru}, можно не больше ${mostParts}: сократите текст`,
    en: `That makes ${en}, at most ${mostParts} are allowed: shorten the text`,
  }
}

/** Whether a text of an organization may be kept: every mistake by its field, in words for whoever wrote it. */
export function textProblems(name: MessageName, text: LetterText, setting: SampleSetting): readonly FormProblem[] {
  const problems = writingProblems(name, setting.lang, text)
  if (problems.length > 0) return problems
  const message = isSmsName(name) ? tooManyParts(name, text, setting) : looseLink(name, text, setting)
  return message ? [{ field: 'body', message }] : []
}
