import type { AnyFormValues } from './form.ts'
import type { JsonObject } from './json.ts'
import { langNamed } from './label.ts'
import type { ActionDef, Known } from './process.ts'
import { optionalComment, startsAt } from './visit-fields.ts'

// A contact's wish for another time: it moves nothing, and waits for whoever moves the visit or keeps its time.

/** What the contact asks for: in words, ours where they gave none, and when it would suit them. */
export const wishData = {
  wish: optionalComment('Контакт просит', 'The contact asks'),
  wishedAt: { type: 'instant', label: { ru: 'Контакту удобно', en: 'Suits the contact' }, optional: true },
} as const

/** What asking takes. */
export const otherTimeForm = {
  startsAt: { ...startsAt, optional: true },
  comment: optionalComment('Когда вам удобно', 'When it suits you'),
} as const

export const wishMark = { ru: 'просит другое время', en: 'asks for another time' } as const

/** Whether a wish waits for an answer. */
export const asksOtherTime = (data: JsonObject): boolean => data['wish'] !== undefined

/** Takes the wish out: somebody moved the visit, kept its time, or it began. */
export const wishHeard = { wish: null, wishedAt: null } as const

const wordless = { ru: 'Подошло бы другое время', en: 'Another time would suit' } as const

/** The contact's own words; empty where they only chose a time. */
export function wordsOfWish({ wish }: JsonObject): string {
  return typeof wish !== 'string' || wish === wordless.ru || wish === wordless.en ? '' : wish
}

export const askOtherTime = {
  label: { ru: 'Попросить другое время', en: 'Ask for another time' },
  done: { ru: 'Контакт просит другое время', en: 'The contact asks for another time' },
  by: ['contact'],
  form: 'otherTime',
  set: ({ data, form }) => ({ wish: form['comment'] ?? wordless[langNamed(data['language'])], wishedAt: form['startsAt'] ?? null }),
} as const satisfies Omit<ActionDef<string, 'otherTime'>, 'to'>

const asWished = { ru: 'Перенесено по вашей просьбе', en: 'Moved as you asked' } as const

/** What moving a visit holds at first: what its contact asks for, told in the contact's language. */
export function wishSuggested({ data }: Known): AnyFormValues {
  if (!asksOtherTime(data)) return {}
  const { wishedAt } = data
  return { ...(typeof wishedAt === 'string' ? { startsAt: wishedAt } : {}), comment: asWished[langNamed(data['language'])] }
}
