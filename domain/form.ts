import { saysZone } from './calendar/wall-text.ts'
import { isId } from './is-id.ts'
import type { Label } from './label.ts'
import type { Party } from './roles.ts'
import { parsePhone } from './text/phone.ts'

interface Common {
  readonly label: Label
  readonly hint?: Label
  readonly optional?: true
  /** Filled by the screen itself, and shown nowhere. */
  readonly unseen?: true
}
export interface TextField extends Common {
  readonly type: 'text'
  readonly max: number
  readonly multiline?: true
  /** What people often write here, to be put in by a tap. */
  readonly phrases?: readonly Label[]
  /** Only what this part of the directory holds, once it holds anything. */
  readonly from?: 'products'
}
export interface EmailField extends Common {
  readonly type: 'email'
}
/** E.164, from what people type. */
export interface PhoneField extends Common {
  readonly type: 'phone'
}
export interface ChoiceField extends Common {
  readonly type: 'choice'
  readonly options: readonly { readonly value: string; readonly label: Label }[]
}
export interface IntegerField extends Common {
  readonly type: 'integer'
  readonly min: number
  readonly max: number
}
/** Whole kopecks. */
export interface MoneyField extends Common {
  readonly type: 'money'
  readonly maxKopecks: number
}
export interface FlagField extends Common {
  readonly type: 'flag'
}
/** An ISO instant. */
export interface InstantField extends Common {
  readonly type: 'instant'
  /** It must lie in the future when the form is sent. */
  readonly coming?: true
}
/** The id of a member of staff who belongs to the party. */
export interface PersonField extends Common {
  readonly type: 'person'
  readonly party: Party
}
/** The id of a contact of the organization: whom the fields beside it describe. */
export interface ContactField extends Common {
  readonly type: 'contact'
}
/** The number of another process of the organization, as people write it. */
export interface ReferenceField extends Common {
  readonly type: 'reference'
}
/** Ids of files uploaded before. */
export interface FilesField extends Common {
  readonly type: 'files'
  readonly maxCount: number
  /** Photographs, which the screen makes smaller before it sends them. */
  readonly pictures?: true
}
export type Field =
  | TextField
  | EmailField
  | PhoneField
  | ChoiceField
  | IntegerField
  | MoneyField
  | FlagField
  | InstantField
  | PersonField
  | ContactField
  | ReferenceField
  | FilesField
/** A form: its fields in the order in which people fill them. */
export type Form = { readonly [name: string]: Field }

type ValueOf<F extends Field> = F extends ChoiceField
  ? F['options'][number]['value']
  : F extends IntegerField | MoneyField
    ? number
    : F extends FlagField
      ? boolean
      : F extends FilesField
        ? readonly string[]
        : string
type OptionalNames<F extends Form> = { [N in keyof F]: F[N] extends { optional: true } ? N : never }[keyof F]
/** The values of a form that passed its check. */
export type FormValues<F extends Form> = { readonly [N in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[N]> } & {
  readonly [N in OptionalNames<F>]?: ValueOf<F[N]>
}
/** The same without knowing which form it was. */
export type AnyFormValues = { readonly [name: string]: string | number | boolean | readonly string[] }

/** One thing wrong with one field, in words for the person who fills the form. */
export interface FormProblem {
  readonly field: string
  readonly message: Label
}
export type FormCheck<V> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly problems: readonly FormProblem[] }

type Checked = { readonly value: string | number | boolean | readonly string[] } | { readonly message: Label }
const say = (ru: string, en: string): Checked => ({ message: { ru, en } })

// Neither control characters nor half a character: Postgres keeps neither.
const emailShape = /^(?!.*[\u0000-\u001f\u007f\p{Surrogate}])[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\]]{2,}$/u
// A NUL can't be stored in Postgres; other control characters only spoil what people read.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

const isStrings = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')

function checkText(raw: string, max: number, multiline: boolean): Checked {
  const clean = raw.replaceAll('\r\n', '\n').replace(unprintable, '').trim()
  const value = (multiline ? clean : clean.replace(/\s+/g, ' ')).replace(/\p{Surrogate}/gu, '\ufffd')
  if (value === '') return say('Заполните это поле', 'Fill in this field')
  if (value.length > max) return say(`Не длиннее ${max} знаков, сейчас ${value.length}`, `At most ${max} characters, now ${value.length}`)
  return { value }
}

function checkInteger(raw: unknown, min: number, max: number): Checked {
  if (typeof raw !== 'number' || !Number.isSafeInteger(raw)) return say('Нужно целое число', 'A whole number is needed')
  if (raw < min || raw > max) return say(`Число от ${min} до ${max}`, `A number from ${min} to ${max}`)
  return { value: raw }
}

function checkFiles(raw: unknown, maxCount: number): Checked {
  if (!isStrings(raw) || !raw.every(isId)) return say('Нужен список файлов', 'A list of files is needed')
  if (raw.length > maxCount) return say(`Не больше ${maxCount} файлов`, `At most ${maxCount} files`)
  return { value: [...new Set(raw)] }
}

function checkField(field: Field, raw: unknown): Checked {
  switch (field.type) {
    case 'integer':
      return checkInteger(raw, field.min, field.max)
    case 'money':
      return checkInteger(raw, 0, field.maxKopecks)
    case 'flag':
      return typeof raw === 'boolean' ? { value: raw } : say('Нужно «да» или «нет»', 'Yes or no is needed')
    case 'files':
      return checkFiles(raw, field.maxCount)
  }
  if (typeof raw !== 'string') return say('Нужен текст', 'Text is needed')
  switch (field.type) {
    case 'text':
      return checkText(raw, field.max, field.multiline === true)
    case 'reference':
      return checkText(raw, 40, false)
    case 'email': {
      const value = raw.trim().toLowerCase()
      return emailShape.test(value) && value.length <= 254
        ? { value }
        : say('Это не похоже на адрес почты', 'This does not look like an e-mail address')
    }
    case 'phone': {
      const parsed = parsePhone(raw)
      return parsed.ok ? { value: parsed.e164 } : { message: parsed.problem }
    }
    case 'choice':
      return field.options.some((option) => option.value === raw) ? { value: raw } : say('Выберите из списка', 'Choose from the list')
    case 'instant': {
      // A time of no zone would be of whatever zone the reading machine stands in.
      const at = saysZone(raw) ? Date.parse(raw) : Number.NaN
      const year = Number.isNaN(at) ? 0 : new Date(at).getUTCFullYear()
      return year >= 2000 && year < 2100 ? { value: new Date(at).toISOString() } : say('Нужны дата и время', 'A date and time is needed')
    }
    case 'contact':
      return isId(raw) ? { value: raw } : say('Выберите контакт из списка', 'Choose a contact from the list')
    case 'person':
      return isId(raw) ? { value: raw } : say('Выберите человека из списка', 'Choose a person from the list')
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/**
 * Checks what came from outside against a form: unknown names are refused, text is trimmed and cleaned,
 * every problem is reported at once.
 */
export function checkForm<const F extends Form>(form: F, input: unknown): FormCheck<FormValues<F>>
export function checkForm(form: Form, input: unknown): FormCheck<AnyFormValues> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: false, problems: [{ field: '', message: { ru: 'Форма не заполнена', en: 'The form is empty' } }] }
  const given = new Map<string, unknown>(Object.entries(input))
  const problems: FormProblem[] = []
  const value: Record<string, string | number | boolean | readonly string[]> = {}
  for (const name of given.keys())
    if (!Object.hasOwn(form, name))
      problems.push({ field: name, message: { ru: 'Такого поля здесь нет', en: 'There is no such field here' } })
  for (const [name, field] of Object.entries(form)) {
    const raw = given.get(name)
    if (isEmpty(raw) && field.optional) continue
    const checked: Checked = isEmpty(raw) ? say('Заполните это поле', 'Fill in this field') : checkField(field, raw)
    if ('message' in checked) problems.push({ field: name, message: checked.message })
    else value[name] = checked.value
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

/** The form without fields: an action that asks nothing. */
export const emptyForm = {} as const satisfies Form
