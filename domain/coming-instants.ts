import type { AnyFormValues, Form, FormProblem } from './form.ts'

/** What is wrong with the instants of a checked form that must lie in the future. `now` is epoch milliseconds. */
export const comingInstants = (form: Form, values: AnyFormValues, now: number): FormProblem[] =>
  Object.entries(form).flatMap(([field, { type, ...def }]) => {
    const value = values[field]
    const coming = type === 'instant' && 'coming' in def && def.coming === true
    if (!coming || typeof value !== 'string' || Date.parse(value) > now) return []
    return [{ field, message: { ru: 'Это время уже прошло', en: 'This time has passed already' } }]
  })
