import type { Actor } from '../../domain/actor.ts'
import type { Role } from '../../domain/roles.ts'
import type { Ctx } from '../context.ts'
import { forbidden } from '../problem.ts'

export const administrators: readonly Role[] = ['admin', 'orgadmin']
/** What belongs to the whole installation is no affair of one organization's administrator. */
export const installationAdministrators: readonly Role[] = ['admin']
export const auditReaders: readonly Role[] = [...administrators, 'auditor']

/** The member of staff who asks. @throws Problem Forbidden without one of the roles */
export function requireRole(ctx: Ctx, allowed: readonly Role[]): Extract<Actor, { kind: 'staff' }> {
  const { actor } = ctx
  if (actor.kind !== 'staff' || !actor.roles.some((role) => allowed.includes(role))) throw forbidden()
  return actor
}

/** One's own rights are changed by somebody else, and an administrator's only by an administrator. */
export function mayChange(ctx: Ctx, person: { readonly id: string; readonly roles: readonly Role[] }, roles: readonly Role[]): boolean {
  const actor = requireRole(ctx, administrators)
  if (actor.id === person.id) return false
  return actor.roles.includes('admin') || (!person.roles.includes('admin') && !roles.includes('admin'))
}
