import type { Role } from '../../../domain/roles.ts'

export const adminParts = ['users', 'roles', 'calendar', 'policies', 'reports', 'organization', 'texts', 'backups', 'audit'] as const
export type AdminPart = (typeof adminParts)[number]

const administrators: readonly Role[] = ['admin', 'orgadmin']

/** The parts of the administration these roles may open: everything, what is the organization's, the audit log alone, or nothing. */
export function adminPartsFor(roles: readonly Role[]): readonly AdminPart[] {
  if (roles.includes('admin')) return adminParts
  if (roles.some((role) => administrators.includes(role))) return adminParts.filter((part) => part !== 'backups')
  return roles.includes('auditor') ? ['audit'] : []
}
