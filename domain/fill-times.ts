import type { AnyFormValues, Form } from './form.ts'

// How long the fields of a form took whoever filled it: seconds alone, never what was typed or when.

/** What a form that is timed calls the times of its fields. */
export const fillTimesField = 'fillSeconds'
export const fillTimes = {
  type: 'text',
  label: { ru: 'Время заполнения', en: 'Time to fill in' },
  max: 400,
  optional: true,
  unseen: true,
} as const
/** Whoever thinks of a field for longer is away. */
export const longestThoughtMs = 20_000
/** A time of one field is cut at this: a form left open for a day took no day. */
const longestSeconds = 1_800

/** Whole seconds by the name of the field. */
export type FillTimes = Readonly<Record<string, number>>

export const isTimed = (form: Form): boolean => Object.hasOwn(form, fillTimesField)

/** `notes:14 nextStep:3`, fields that took less than a second left out. */
export const fillTimesText = (times: FillTimes): string =>
  Object.entries(times)
    .flatMap(([name, seconds]) => (seconds < 1 ? [] : [`${name}:${String(Math.min(Math.round(seconds), longestSeconds))}`]))
    .join(' ')

/** Reads it back; what is no time of a field is passed over, since it comes from a browser. */
export function readFillTimes(form: AnyFormValues): FillTimes {
  const text = form[fillTimesField]
  if (typeof text !== 'string') return {}
  const parts = text.split(' ').flatMap((part) => {
    const [, name, seconds] = /^([a-zA-Z0-9]{1,40}):(\d{1,4})$/.exec(part) ?? []
    return name === undefined || seconds === undefined ? [] : [[name, Math.min(Number(seconds), longestSeconds)] as const]
  })
  return Object.fromEntries(parts)
}
