import { createHmac } from 'node:crypto'

/** The two roles the product runs as; the owner of `DATABASE_URL` only migrates. */
export const runtimeRoles = ['vekha_app', 'vekha_system'] as const
export type RuntimeRole = (typeof runtimeRoles)[number]

/** A role's password, derived from the installation's secret so that it is stored nowhere. */
export const rolePassword = (role: RuntimeRole, secret: string): string =>
  createHmac('sha256', secret).update(`role:${role}`).digest('base64url')

/** The owner's address with another role in its place. */
export function roleUrl(ownerUrl: string, role: RuntimeRole, secret: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = rolePassword(role, secret)
  return url.toString()
}
