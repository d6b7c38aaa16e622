import type { AnyFormValues, Form, FormProblem } from './form.ts'

const farthestYears = 2

type Coming = readonly (readonly [field: string, at: number])[]

const comingOf = (form: Form, values: AnyFormValues): Coming =>
  Object.entries(form).flatMap(([field, { type, ...def }]) => {
    const value = values[field]
    return type === 'instant' && 'coming' in def && def.coming === true && typeof value === 'string' ? [[field, Date.parse(value)]] : []
  })

/**
 * What is wrong with instants to come that are more than two years away. Asked at the edge alone: what was planned so far before
 * goes its way.
 */
export function farInstants(form: Form, values: AnyFormValues, now: number): FormProblem[] {
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + farthestYears)
  const message = { ru: 'Это дальше чем через два года: проверьте год', en: 'This is more than two years away: check the year' }
  return comingOf(form, values).flatMap(([field, at]) => (at > latest.getTime() ? [{ field, message }] : []))
}

/** What is wrong with the instants of a checked form that must lie in the future. `now` is epoch milliseconds. */
export const comingInstants = (form: Form, values: AnyFormValues, now: number): FormProblem[] =>
  comingOf(form, values).flatMap(([field, at]) =>
    at > now ? [] : [{ field, message: { ru: 'Это время уже прошло', en: 'This time has passed already' } }],
  )
