import { isAdministrator } from './roles.ts'
import type { Role } from './roles.ts'

const readers: readonly Role[] = ['rep', 'analyst', 'trainer', 'manager', 'auditor']
const keepers: readonly Role[] = ['analyst', 'trainer', 'manager']
const holds = (held: readonly Role[], allowed: readonly Role[]): boolean =>
  isAdministrator(held) || held.some((role) => allowed.includes(role))

/** May they look at the directory? Every contact of the organization, whoever visits it. */
export const readsDirectory = (held: readonly Role[]): boolean => holds(held, readers)
/** May they change contacts, organizations and products? */
export const keepsDirectory = (held: readonly Role[]): boolean => holds(held, keepers)
/** May they add a contact? A representative meets new ones. */
export const addsContacts = (held: readonly Role[]): boolean => keepsDirectory(held) || held.includes('rep')
