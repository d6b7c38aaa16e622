import type { AnyFormValues, Form, FormProblem } from './form.ts'

const ways = ['requesterEmail', 'requesterPhone'] as const

/** Whether a form that asks where to answer says nowhere. */
export const unreachable = (form: Form, values: AnyFormValues): boolean =>
  ways.every((name) => Object.hasOwn(form, name)) && ways.every((name) => values[name] === undefined)

/** What is wrong with it. */
export const nowhereToAnswer: FormProblem = {
  field: 'requesterEmail',
  message: { ru: 'Укажите почту или телефон: куда отвечать', en: 'State an e-mail address or a phone: where to answer' },
}
