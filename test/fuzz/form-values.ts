import fc from 'fast-check'
import type { Field, Form } from '../../domain/form.ts'
import { hostileTexts } from './hostile.ts'

/** What a form's fields can name: people and numbers of the organization. */
export interface Facts {
  readonly person: string
  readonly contact: string
  readonly number: string
}

const text = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: Math.min(max - 1, 60) }).map((more) => `x${more}`.slice(0, max)),
    fc.constantFrom(...hostileTexts).map((more) => `x${more}`.slice(0, max)),
    fc.constant('я'.repeat(max)),
  )

function right(field: Field, facts: Facts): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'text':
      return text(field.max)
    case 'email':
      return fc.emailAddress().filter((address) => address.length <= 254)
    case 'phone':
      return fc.integer({ min: 0, max: 9_999_999 }).map((rest) => `+7912${String(rest).padStart(7, '0')}`)
    case 'choice':
      return fc.constantFrom(...field.options.map((option) => option.value))
    case 'integer':
      return fc.integer({ min: field.min, max: field.max })
    case 'money':
      return fc.integer({ min: 0, max: field.maxKopecks })
    case 'flag':
      return fc.boolean()
    case 'instant':
      return fc
        .date({ min: new Date('2030-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
        .map((date) => date.toISOString())
    case 'person':
      return fc.constant(facts.person)
    case 'contact':
      return fc.constant(facts.contact)
    case 'reference':
      return fc.constant(facts.number)
    case 'files':
      return fc.constant([])
  }
}

const anyWrong: readonly unknown[] = [true, 0.5, { a: 1 }, [['x']], 1e308]

/** Values that the field must refuse. */
function wrong(field: Field): readonly unknown[] {
  const missing = field.optional ? [] : [undefined, null, '', []]
  switch (field.type) {
    case 'text':
      return [...missing, ...anyWrong, 'x'.repeat(field.max + 1), ...(field.optional ? [] : [' ', '\u0000', '\n\t'])]
    case 'email':
      return [
        ...missing,
        ...anyWrong,
        'no',
        'a@b',
        'a b@c.example',
        'a@b.example\r\nBcc: c@d.example',
        'я'.repeat(300),
        'a\u0000@b.example',
      ]
    case 'phone':
      return [...missing, ...anyWrong, 'no', '123', '+7 912', '+79123456789 доб. 5', '+'.repeat(300)]
    case 'choice':
      return [...missing, ...anyWrong, 'nothing of this', 'constructor', ...field.options.map((option) => `${option.value} `)]
    case 'integer':
      return [...missing, true, '3', 0.5, 1e21, field.min - 1, field.max + 1, [field.min]]
    case 'money':
      return [...missing, true, '3', 0.5, 1e21, -1, field.maxKopecks + 1]
    case 'flag':
      return [...missing, 'true', 1, 'да']
    case 'instant':
      return [...missing, ...anyWrong, 'soon', '1999-12-31T23:59:59Z', '2100-01-01T00:00:00Z', '2026-13-01T00:00:00Z']
    case 'contact':
    case 'person':
      return [...missing, ...anyWrong, 'nobody', '01999999-9999-7999-8999-999999999999', "' or 1=1"]
    case 'reference':
      return [...missing, ...anyWrong, 'О-1999-999999', 'x'.repeat(41), '%']
    case 'files':
      return [
        true,
        5,
        'x',
        ['x'],
        [1],
        Array.from({ length: field.maxCount + 1 }, (_, at) => `01999999-9999-7999-8999-${String(at).padStart(12, '0')}`),
      ]
  }
}

/** Forms that must be taken. */
export const rightForms = (form: Form, facts: Facts): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(Object.fromEntries(Object.entries(form).map(([name, field]) => [name, right(field, facts)])), {
      requiredKeys: Object.entries(form).flatMap(([name, field]) => (field.optional ? [] : [name])),
      noNullPrototype: true,
    })
    .filter((given) => !['requesterEmail', 'requesterPhone'].every((way) => Object.hasOwn(form, way) && given[way] === undefined))

/** Forms with one thing wrong, and the field it is in. */
export function wrongForms(form: Form, facts: Facts): fc.Arbitrary<{ readonly form: Record<string, unknown>; readonly field: string }> {
  const faults = Object.entries(form).flatMap(([field, one]) => wrong(one).map((value) => ({ field, value })))
  const unknown = ['surprise', 'constructor', 'comment '].map((field) => ({ field, value: 'x' }))
  return fc
    .tuple(rightForms(form, facts), fc.constantFrom(...faults, ...unknown))
    .map(([taken, { field, value }]) => ({ form: { ...taken, [field]: value }, field }))
}
