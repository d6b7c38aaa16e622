import { and, eq } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Role } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { newId } from '../../db/id.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { Problem, forbidden, notFound, wrongField } from '../problem.ts'
import { changeZone } from '../people/change-zone.ts'
import { hashPassword } from '../session/password.ts'
import { belongsElsewhere, findPersonId, handOverPassword } from '../system/people.ts'
import type { RateLimits } from '../system/rate-limits.ts'
import { endSessionsOf } from '../system/sessions.ts'
import { keepAnAdministrator } from './last-administrator.ts'
import { oneTimePassword } from './one-time-password.ts'
import { administrators, mayChange, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

const elsewhere = (): Problem =>
  new Problem('Conflict', {
    ru: 'Этот человек работает и в другой организации, поэтому здесь можно изменить только его роли или убрать его отсюда.',
    en: 'This person also works in another organization, so only the roles here can be changed, or the person removed from here.',
  })
const taken = (): Problem => {
  const message = { ru: 'Эта почта уже занята', en: 'This e-mail is already taken' }
  return wrongField('email', message, 'Conflict')
}

interface Member {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly email: string
  readonly disabled: boolean
}

async function memberOf(tx: Tx, ctx: Ctx, userId: string): Promise<Member> {
  const [row] = await tx
    .select({ user: users, roles: memberships.roles })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.userId, userId)))
    .for('update', { of: memberships })
  if (!row) throw notFound()
  return { id: row.user.id, name: row.user.name, email: row.user.email, roles: row.roles, disabled: row.user.disabledAt !== null }
}

const isAdministrator = (roles: readonly Role[]): boolean => roles.some((role) => administrators.includes(role))

/**
 * Adds a person and answers the password to hand over, which is shown this once. Somebody who has an account in
 * another organization keeps their password: an administrator adds them with `password: null`.
 * @throws Problem Forbidden, Conflict
 */
export async function createUser({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly email: string; readonly name: string; readonly roles: readonly Role[]; readonly lang: Lang }
}): Promise<{ id: string; password: string | null }> {
  const actor = requireRole(ctx, administrators)
  const email = input.email.trim().toLowerCase()
  const roles = [...new Set(input.roles)]
  if (roles.includes('admin') && !actor.roles.includes('admin')) throw forbidden()
  const known = await findPersonId(ctx.db, email)
  if (known !== undefined && !actor.roles.includes('admin')) throw taken()
  const id = known ?? newId()
  const password = known === undefined ? oneTimePassword() : null
  const passwordHash = password === null ? null : await hashPassword(password)
  try {
    await ctx.db.tenant(ctx.tenantId, async (tx) => {
      if (passwordHash !== null)
        await tx.insert(users).values({ id, email, name: input.name, passwordHash, lang: input.lang, createdAt: ctx.now })
      await tx.insert(memberships).values({ tenantId: ctx.tenantId, userId: id, roles, createdAt: ctx.now })
      writeAudit(tx, ctx, {
        action: 'user.create',
        entity: 'user',
        entityId: id,
        before: null,
        after: { roles, newAccount: password !== null },
      })
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw taken()
    throw error
  }
  return { id, password }
}

/**
 * Changes a person's name, roles, zone, or whether they may sign in; it counts from their next request.
 * @throws Problem BadInput, Forbidden, NotFound, Conflict for the last administrator
 */
export async function updateUser({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: {
    readonly id: string
    readonly name?: string | undefined
    readonly roles?: readonly Role[] | undefined
    readonly disabled?: boolean | undefined
    /** IANA; null for the organization's own. */
    readonly zone?: string | null | undefined
  }
}): Promise<void> {
  const actor = requireRole(ctx, administrators)
  const { id, name, disabled } = input
  const account = name !== undefined || disabled !== undefined
  const foreign = account && (await belongsElsewhere(ctx.db, id, actor.id, administrators))
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await memberOf(tx, ctx, id)
    const roles = input.roles === undefined ? before.roles : [...new Set(input.roles)]
    const ownName = actor.id === id && input.roles === undefined && disabled === undefined
    if (!ownName && !mayChange(ctx, before, roles)) throw forbidden()
    if (foreign) throw elsewhere()
    const after = { name: name ?? before.name, roles, disabled: disabled ?? before.disabled }
    if (isAdministrator(before.roles) && !before.disabled && (after.disabled || !isAdministrator(roles)))
      await keepAnAdministrator(tx, ctx.tenantId, id)
    if (input.roles !== undefined)
      await tx
        .update(memberships)
        .set({ roles: [...roles] })
        .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.userId, id)))
    if (input.zone !== undefined) await changeZone(tx, ctx, id, input.zone)
    if (account) {
      const disabledAt = after.disabled === before.disabled ? {} : { disabledAt: after.disabled ? ctx.now : null }
      await tx
        .update(users)
        .set({ name: after.name, ...disabledAt })
        .where(eq(users.id, id))
    }
    const { roles: rolesBefore, disabled: disabledBefore } = before
    writeAudit(tx, ctx, {
      action: 'user.update',
      entity: 'user',
      entityId: id,
      before: { roles: rolesBefore, disabled: disabledBefore },
      after: { roles, disabled: after.disabled, renamed: after.name !== before.name },
    })
  })
  if (disabled === true) await endSessionsOf(ctx.db, ctx.tenantId, id)
}

/**
 * Takes a person out of the organization; the account stays, with what they did.
 * @throws Problem Forbidden, NotFound, Conflict for the last administrator
 */
export async function removeUser({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<void> {
  requireRole(ctx, administrators)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await memberOf(tx, ctx, input.id)
    if (!mayChange(ctx, before, [])) throw forbidden()
    if (isAdministrator(before.roles) && !before.disabled) await keepAnAdministrator(tx, ctx.tenantId, input.id)
    await tx.delete(memberships).where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.userId, input.id)))
    writeAudit(tx, ctx, { action: 'user.remove', entity: 'user', entityId: input.id, before: { roles: before.roles }, after: null })
  })
}

/**
 * Gives a person a new password to hand over, shown this once, ends their sessions, and lets them in again where
 * others had used up the tries.
 * @throws Problem Forbidden, NotFound, Conflict
 */
export async function resetPassword({
  ctx,
  limits,
  input,
}: {
  readonly ctx: Ctx
  readonly limits: RateLimits
  readonly input: { readonly id: string }
}): Promise<{ password: string }> {
  const actor = requireRole(ctx, administrators)
  const person = await ctx.db.tenant(ctx.tenantId, (tx) => memberOf(tx, ctx, input.id))
  if (!mayChange(ctx, person, [])) throw forbidden()
  if (await belongsElsewhere(ctx.db, input.id, actor.id, administrators)) throw elsewhere()
  const password = oneTimePassword()
  await handOverPassword(ctx.db, input.id, await hashPassword(password), {
    tenantId: ctx.tenantId,
    at: ctx.now,
    actor,
    action: 'user.resetPassword',
    entity: 'user',
    entityId: input.id,
    before: null,
    after: null,
    requestId: ctx.requestId,
  })
  for (const limit of [limits.account, limits.accountDay]) await limit.forget(person.email)
  return { password }
}
