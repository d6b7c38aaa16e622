import type { JsonObject } from './json.ts'
import type { ActionDef } from './process.ts'
import { times } from './visit-fields.ts'
import { asksOtherTime, wishHeard, wishSuggested } from './visit-wish.ts'

// What can be done in several states of a visit.

/** What a visit that is held over the Internet has in its data. */
export const remote = { mode: 'remote' } as const
export const isRemote = (data: JsonObject): boolean => data['mode'] === remote.mode
/** Whoever plans visits. */
export const planners = ['rep', 'analyst', 'trainer', 'manager'] as const

export const confirm = {
  label: { ru: 'Подтвердить', en: 'Confirm' },
  done: { ru: 'Визит подтверждён', en: 'Confirmed' },
  to: 'confirmed',
  by: ['contact', 'rep', 'analyst', 'trainer'],
  set: () => wishHeard,
} as const satisfies ActionDef<'confirmed'>

/** The answer to a contact who confirmed and then asked for another time. */
export const keepTime = {
  ...confirm,
  label: { ru: 'Оставить время', en: 'Keep the time' },
  when: asksOtherTime,
} as const satisfies ActionDef<'confirmed'>

export const reschedule = {
  label: { ru: 'Перенести', en: 'Reschedule' },
  done: { ru: 'Визит перенесён', en: 'Rescheduled' },
  to: 'planned',
  by: planners,
  form: 'reschedule',
  urged: asksOtherTime,
  send: 'visit.moved',
  suggest: wishSuggested,
  set: ({ data, form }) => ({
    ...times(form['startsAt'], form['durationMinutes'] ?? data['durationMinutes']),
    moves: Number(data['moves'] ?? 0) + 1,
    ...wishHeard,
  }),
} as const satisfies ActionDef<'planned', 'reschedule'>

export const noShow = {
  label: { ru: 'Не состоялся: контакт не пришёл', en: 'No-show' },
  done: { ru: 'Отмечено, что контакт не пришёл', en: 'Marked as a no-show' },
  to: 'noShow',
  by: ['rep'],
  form: 'noShow',
  danger: true,
  send: 'visit.missed',
  opens: { policy: 'visit.noShow', since: 'startsAt' },
  set: ({ form }) => ({ nextAt: form['nextAt'] ?? null }),
} as const satisfies ActionDef<'noShow', 'noShow'>

export const feedback = {
  label: { ru: 'Оставить отзыв', en: 'Give feedback' },
  done: { ru: 'Получен отзыв контакта', en: 'The contact gave feedback' },
  by: ['contact'],
  form: 'feedback',
  // Once: a second browser does not change what the first said.
  when: (data) => data['rating'] === undefined,
  set: ({ form }) => ({ rating: form['rating'] ?? 5, ratingComment: form['comment'] ?? null }),
} as const satisfies Omit<ActionDef<string, 'feedback'>, 'to'>
