import type { Label, Lang } from '../../domain/label.ts'
import { pluralForm } from '../../domain/text/plural.ts'
import { lang } from './preferences.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export type WordKey = keyof typeof ru
export type Params = Readonly<Record<string, string | number>>

/** The form a number needs: `one|few|many` in Russian, `one|many` in English. */
function formOf(count: number, forms: readonly string[]): string {
  const [one = '', few = '', many = few] = forms
  return pluralForm({ ru: { one, few, many }, en: { one, many: few } }, count, lang())
}

/** Fills `{name}` with a parameter and `{count|one|few|many}` with the form its number needs. */
function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)((?:\|[^|}]*)*)\}/g, (whole, name: string, forms: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return forms === '' ? String(value) : formOf(Number(value), forms.slice(1).split('|'))
  })
}

/** True for a name there are words for; for names that come from data. */
export const isWord = (name: string): name is WordKey => Object.hasOwn(ru, name)

/** The words for a key in the language of the interface. */
export function t(key: WordKey, params?: Params): string {
  const text = lang() === 'ru' ? ru[key] : en[key]
  return params === undefined ? text : fill(text, params)
}

/** Words by their keys in every language, of a part of the console that brings its own. */
export type OwnWords<Key extends string> = Readonly<Record<Lang, Readonly<Record<Key, string>>>>

/** `t` of a part of the console that brings words of its own: they load with it, not with every page. */
export function withWords<Key extends string>(own: OwnWords<Key>): (key: Key | WordKey, params?: Params) => string {
  return (key, params) => {
    if (isWord(key)) return t(key, params)
    const text = own[lang()][key]
    return params === undefined ? text : fill(text, params)
  }
}

/** A label of the domain in the language of the interface. */
export const say = (label: Label): string => label[lang()]

/** The same with its parameters filled in. */
export const sayWith = (label: Label, params: Params): string => fill(label[lang()], params)
