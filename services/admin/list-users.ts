import { and, asc, count, eq, ilike, or, sql } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Role } from '../../domain/roles.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { administrators, requireRole } from './rights.ts'

export interface ListedUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly lang: Lang
  readonly roles: readonly Role[]
  /** IANA; null where it is the organization's. */
  readonly zone: string | null
  readonly disabledAt: string | null
  readonly createdAt: string
}

const pageSize = 100
const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`

/** The people of the organization by name. @throws Problem Forbidden, BadInput for a cursor that is none */
export async function listUsers({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly text?: string | undefined; readonly cursor?: string | undefined }
}): Promise<{ items: ListedUser[]; nextCursor: string | null; count: number }> {
  requireRole(ctx, administrators)
  const [name, id] = input.cursor === undefined ? [] : readCursor(input.cursor, 2)
  const text = input.text?.trim()
  const found = and(
    eq(memberships.tenantId, ctx.tenantId),
    text ? or(ilike(users.name, likeText(text)), ilike(users.email, likeText(text))) : undefined,
  )
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const from = () =>
      tx
        .select({ user: users, roles: memberships.roles, zone: memberships.zone })
        .from(memberships)
        .innerJoin(users, eq(users.id, memberships.userId))
    const after = name === undefined ? undefined : sql`(${users.name}, ${users.id}::text) > (${name}, ${id})`
    const rows = await from()
      .where(and(found, after))
      .orderBy(asc(users.name), sql`${users.id}::text`)
      .limit(pageSize + 1)
    const [all] = await tx.select({ number: count() }).from(memberships).innerJoin(users, eq(users.id, memberships.userId)).where(found)
    const page = rows.slice(0, pageSize)
    const last = rows.length > pageSize ? page.at(-1) : undefined
    return {
      items: page.map(({ user, roles, zone }) => ({
        id: user.id,
        name: user.name,
        email: user.email,
        lang: user.lang,
        roles,
        zone,
        disabledAt: user.disabledAt?.toISOString() ?? null,
        createdAt: user.createdAt.toISOString(),
      })),
      nextCursor: last ? writeCursor([last.user.name, last.user.id]) : null,
      count: all?.number ?? 0,
    }
  })
}
