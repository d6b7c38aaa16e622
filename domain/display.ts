import type { Field, Form } from './form.ts'
import type { Json, JsonObject } from './json.ts'
import type { Label, Lang } from './label.ts'
import { formatMoney } from './text/money.ts'
import { formatPhone } from './text/phone.ts'
import { formatFullDate } from './text/relative-date.ts'

/** What a stored value needs to be read: the reader's language, the organization's zone and its people's names. */
export interface Reading {
  readonly lang: Lang
  readonly zone: string
  readonly nameOf: (userId: string) => string | undefined
}

const flags: { readonly yes: Label; readonly no: Label } = { yes: { ru: 'да', en: 'yes' }, no: { ru: 'нет', en: 'no' } }

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A field's value as people read it; empty when there is none. What no longer fits its field is shown as it is. */
export function displayValue(field: Field, value: Json | undefined, reading: Reading): string {
  if (value === undefined || value === null) return ''
  switch (field.type) {
    case 'choice':
      return field.options.find((option) => option.value === value)?.label[reading.lang] ?? plain(value)
    case 'flag':
      return (value === true ? flags.yes : flags.no)[reading.lang]
    case 'money':
      return typeof value === 'number' ? formatMoney(value) : plain(value)
    case 'instant': {
      const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
      return Number.isNaN(at) ? plain(value) : formatFullDate(at, reading.zone, reading.lang)
    }
    case 'person':
      return (typeof value === 'string' ? reading.nameOf(value) : undefined) ?? plain(value)
    case 'files':
      return Array.isArray(value) ? String(value.length) : plain(value)
    case 'phone':
      return formatPhone(plain(value))
    case 'text':
    case 'email':
    case 'integer':
    case 'reference':
    case 'contact':
      return plain(value)
  }
}

/** A line of the data card. */
export interface DataLine {
  readonly name: string
  readonly label: string
  readonly type: Field['type']
  readonly value: Json
  readonly display: string
}

/** Every field that has a value, in the definition's order. */
export const dataCard = (form: Form, data: JsonObject, reading: Reading): readonly DataLine[] =>
  Object.entries(form).flatMap(([name, field]) => {
    const value = data[name]
    if (value === undefined || value === null || value === '') return []
    return [{ name, label: field.label[reading.lang], type: field.type, value, display: displayValue(field, value, reading) }]
  })
