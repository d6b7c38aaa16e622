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
