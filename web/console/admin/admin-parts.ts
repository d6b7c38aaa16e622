import type { Role } from '../../../domain/roles.ts'

export const adminParts = ['users', 'calendar', 'policies', 'organization', 'audit'] as const
export type AdminPart = (typeof adminParts)[number]

const administrators: readonly Role[] = ['admin', 'orgadmin']

/** The parts of the administration these roles may open: everything, the audit log alone, or nothing. */
export function adminPartsFor(roles: readonly Role[]): readonly AdminPart[] {
  if (roles.some((role) => administrators.includes(role))) return adminParts
  return roles.includes('auditor') ? ['audit'] : []
}
