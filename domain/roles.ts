import type { Label } from './label.ts'

/** Roles a member of an organization can hold (processes.md § 0). */
export const roles = [
  'admin',
  'orgadmin',
  'manager',
  'rep',
  'analyst',
  'trainer',
  'support1',
  'support2',
  'support3',
  'pm',
  'designer',
  'developer',
  'tester',
  'auditor',
  'officer',
] as const
export type Role = (typeof roles)[number]
export const isRole = (name: string): name is Role => roles.some((role) => role === name)

export const roleLabels: Readonly<Record<Role, Label>> = {
  admin: { ru: 'Администратор', en: 'Administrator' },
  orgadmin: { ru: 'Администратор организации', en: 'Organization administrator' },
  manager: { ru: 'Руководитель', en: 'Manager' },
  rep: { ru: 'Медицинский представитель', en: 'Medical representative' },
  analyst: { ru: 'Аналитик', en: 'Analyst' },
  trainer: { ru: 'Тренер', en: 'Trainer' },
  support1: { ru: 'Поддержка, линия 1', en: 'Support, line 1' },
  support2: { ru: 'Поддержка, линия 2', en: 'Support, line 2' },
  support3: { ru: 'Поддержка, линия 3', en: 'Support, line 3' },
  pm: { ru: 'Менеджер продукта', en: 'Product manager' },
  designer: { ru: 'Дизайнер', en: 'Designer' },
  developer: { ru: 'Разработчик', en: 'Developer' },
  tester: { ru: 'Тестировщик', en: 'Tester' },
  auditor: { ru: 'Аудитор', en: 'Auditor' },
  officer: { ru: 'Специалист по задолженности', en: 'Debt officer' },
}

/** Who can be waited for or may act: a named set of roles, or somebody outside the staff. */
export const parties = [
  'support',
  'support1',
  'support2',
  'support3',
  'manager',
  'delivery',
  'rep',
  'analyst',
  'trainer',
  'requester',
  'contact',
  'integration',
  'machine',
] as const
export type Party = (typeof parties)[number]

export const partyLabels: Readonly<Record<Party, Label>> = {
  support: { ru: 'Поддержка', en: 'Support' },
  support1: { ru: 'Линия 1', en: 'Line 1' },
  support2: { ru: 'Линия 2', en: 'Line 2' },
  support3: { ru: 'Линия 3', en: 'Line 3' },
  manager: { ru: 'Руководитель', en: 'Manager' },
  delivery: { ru: 'Разработка', en: 'Delivery' },
  rep: { ru: 'Представитель', en: 'Representative' },
  analyst: { ru: 'Аналитик', en: 'Analyst' },
  trainer: { ru: 'Тренер', en: 'Trainer' },
  requester: { ru: 'Заявитель', en: 'Requester' },
  contact: { ru: 'Контактное лицо', en: 'Contact' },
  integration: { ru: 'Внешняя система', en: 'Integration' },
  machine: { ru: 'Система', en: 'System' },
}

const administrators = ['admin', 'orgadmin'] as const
/** True for whom no limit of a staff party binds. */
export const isAdministrator = (held: readonly Role[]): boolean => administrators.some((role) => held.includes(role))

/** Roles of each party; empty for parties that are not staff. Administrators may act as any staff party. */
export const rolesOfParty: Readonly<Record<Party, readonly Role[]>> = {
  support: ['support1', 'support2', 'support3', ...administrators],
  support1: ['support1', ...administrators],
  support2: ['support2', ...administrators],
  support3: ['support3', ...administrators],
  manager: ['manager', ...administrators],
  delivery: ['pm', 'designer', 'developer', 'tester', ...administrators],
  rep: ['rep', ...administrators],
  analyst: ['analyst', ...administrators],
  trainer: ['trainer', ...administrators],
  requester: [],
  contact: [],
  integration: [],
  machine: [],
}

/** The staff parties these roles belong to. */
export const partiesOfRoles = (held: readonly Role[]): Party[] =>
  parties.filter((party) => rolesOfParty[party].some((role) => held.includes(role)))

/** True when a party is people of the organization, whose time is the organization's own. */
export const isStaffParty = (party: Party): boolean => rolesOfParty[party].length > 0

/** Parties whose people have to do with their own processes only: those assigned to them (ORG: limited control). */
const personalParties: readonly Party[] = ['rep']
export const isPersonal = (party: Party): boolean => personalParties.includes(party)

/** The parties whose every task is a matter of these roles; of a personal party one's own tasks are alone. */
export const sharedPartiesOf = (held: readonly Role[]): Party[] =>
  partiesOfRoles(held).filter((party) => isAdministrator(held) || !isPersonal(party))
