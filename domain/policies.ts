import type { Policy } from './calendar/clock.ts'
import type { Label } from './label.ts'

/** Default times; an organization overrides them by name. Sources: BIZ § 4, ORG § 4.4, processes.md § 2. */
export const defaultPolicies = {
  'sla.firstAnswer': { amount: 24, unit: 'hours', clock: 'business-days' },
  'sla.firstAnswer/problem': { amount: 1, unit: 'hours', clock: 'elapsed' },
  'sla.solution': { amount: 5, unit: 'days', clock: 'business-days' },
  'sla.solution/problem': { amount: 8, unit: 'hours', clock: 'elapsed' },
  'ticket.remindRequester': { amount: 3, unit: 'days', clock: 'business-days' },
  'ticket.noAnswer': { amount: 7, unit: 'days', clock: 'business-days' },
  'ticket.autoClose': { amount: 5, unit: 'days', clock: 'business-days' },
  'visit.remindDay': { amount: 24, unit: 'hours', clock: 'elapsed' },
  'visit.remindHour': { amount: 1, unit: 'hours', clock: 'elapsed' },
  'visit.checkIn': { amount: 30, unit: 'minutes', clock: 'elapsed' },
  'visit.linkOpens': { amount: 15, unit: 'minutes', clock: 'elapsed' },
  'visit.noShow': { amount: 15, unit: 'minutes', clock: 'elapsed' },
  'visit.overdue': { amount: 30, unit: 'minutes', clock: 'elapsed' },
  'visit.report': { amount: 24, unit: 'hours', clock: 'business-hours' },
  'visit.autoAccept': { amount: 5, unit: 'days', clock: 'business-days' },
} as const satisfies Record<string, Policy>
export type PolicyName = keyof typeof defaultPolicies

export const policyLabels: Readonly<Record<PolicyName, Label>> = {
  'sla.firstAnswer': { ru: 'Первый ответ', en: 'First answer' },
  'sla.firstAnswer/problem': { ru: 'Первый ответ на проблему', en: 'First answer to a problem' },
  'sla.solution': { ru: 'Решение', en: 'Solution' },
  'sla.solution/problem': { ru: 'Решение проблемы', en: 'Solution of a problem' },
  'ticket.remindRequester': { ru: 'Напоминание заявителю', en: 'Reminder to the requester' },
  'ticket.noAnswer': { ru: 'Закрытие без ответа заявителя', en: 'Closing without the requester’s answer' },
  'ticket.autoClose': { ru: 'Закрытие обработанного', en: 'Closing of what is processed' },
  'visit.remindDay': { ru: 'Первое напоминание до начала', en: 'First reminder before the start' },
  'visit.remindHour': { ru: 'Второе напоминание до начала', en: 'Second reminder before the start' },
  'visit.checkIn': { ru: 'Начать можно до начала за', en: 'May be started before the start' },
  'visit.linkOpens': { ru: 'Ссылка контакта открывается до начала за', en: 'The contact’s link opens before the start' },
  'visit.noShow': { ru: 'Неявка отмечается после начала через', en: 'A no-show is marked after the start' },
  'visit.overdue': { ru: 'Завершение по времени после конца через', en: 'Finished by time after the end' },
  'visit.report': { ru: 'Отчёт о визите', en: 'Report of a visit' },
  'visit.autoAccept': { ru: 'Принятие отчёта без проверки', en: 'Acceptance of a report without review' },
}

export type Policies = { readonly [name: string]: Policy }

/**
 * The policy for a name, `name/variant` before `name`, the organization's own before the default.
 * @throws when nobody declared the name, which is a mistake in a definition
 */
export function policyFor(own: Policies, name: string, variant?: string): Policy {
  const all: Policies = { ...defaultPolicies, ...own }
  const found = (variant === undefined ? undefined : all[`${name}/${variant}`]) ?? all[name]
  if (!found) throw new Error(`No policy is called ${name}`)
  return found
}
