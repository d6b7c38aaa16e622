import { and, asc, eq, lt, ne, sql } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Role } from '../../domain/roles.ts'
import type { Database } from '../../db/client.ts'
import { absences } from '../../db/schema/absence.ts'
import { organizations } from '../../db/schema/organization.ts'
import { memberships, sessions, users } from '../../db/schema/person.ts'
import { appendAudit } from '../audit/append.ts'
import { publishSessionEnd } from '../live/publish.ts'

/** A session ends this long after its sign-in, and after this long without a request (docs/decisions). */
export const sessionLifeMs = 12 * 3_600_000
export const sessionIdleMs = 2 * 3_600_000
const seenEveryMs = 60_000

/** Whoever a session's cookie belongs to, as of this request. */
export interface SignedIn {
  readonly tokenHash: string
  readonly user: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly lang: Lang
    readonly roles: readonly Role[]
    /** Their own IANA zone in this organization; null where it is the organization's. */
    readonly zone: string | null
    /** Who is away and has them stand in. */
    readonly standsFor: readonly string[]
  }
  readonly organization: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly lang: Lang
    readonly demo: boolean
    /** IANA name: screens show its time to whoever has no zone of their own, and figures are of its days. */
    readonly zone: string
  }
  readonly expiresAt: Date
}

/**
 * The person behind a session, if it has not ended: looked up at each request, so a disabled person or a changed
 * role counts at once. `touch` says that somebody is there and keeps the session from ending.
 */
export async function findSession(db: Database, tokenHash: string, now: Date, touch: boolean): Promise<SignedIn | undefined> {
  const standsFor = sql<
    string[]
  >`ARRAY(SELECT a.user_id::text FROM ${absences} a WHERE a.tenant_id = ${sessions.tenantId} AND a.delegate_id = ${sessions.userId}
    AND a.from_at <= ${now.toISOString()}::timestamptz AND a.to_at > ${now.toISOString()}::timestamptz AND a.ended_at IS NULL)`
  const [row] = await db.systemRead
    .select({ session: sessions, user: users, roles: memberships.roles, zone: memberships.zone, organization: organizations, standsFor })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(memberships, and(eq(memberships.userId, sessions.userId), eq(memberships.tenantId, sessions.tenantId)))
    .innerJoin(organizations, eq(organizations.id, sessions.tenantId))
    .where(eq(sessions.tokenHash, tokenHash))
  if (!row || row.user.disabledAt !== null) return undefined
  const { session, user, organization } = row
  const idleMs = now.getTime() - session.seenAt.getTime()
  if (session.expiresAt <= now || idleMs >= sessionIdleMs) return undefined
  if (touch && idleMs >= seenEveryMs)
    await db.system((tx) => tx.update(sessions).set({ seenAt: now }).where(eq(sessions.tokenHash, tokenHash)))
  return {
    tokenHash,
    user: { id: user.id, name: user.name, email: user.email, lang: user.lang, roles: row.roles, zone: row.zone, standsFor: row.standsFor },
    organization: {
      id: organization.id,
      slug: organization.slug,
      name: organization.name,
      lang: organization.lang,
      demo: organization.demo === 'yes',
      zone: organization.calendar.zone,
    },
    expiresAt: session.expiresAt,
  }
}

export interface Candidate {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly passwordHash: string
  readonly disabled: boolean
  readonly organizations: readonly { readonly id: string; readonly slug: string; readonly name: string }[]
}

/** A person who may sign in, with the organizations to choose from. */
export async function findCandidate(db: Database, email: string): Promise<Candidate | undefined> {
  // One statement for known and unknown alike: a second would tell them apart by its time.
  const rows = await db.systemRead
    .select({ user: users, member: { id: organizations.id, slug: organizations.slug, name: organizations.name } })
    .from(users)
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .leftJoin(organizations, eq(organizations.id, memberships.tenantId))
    .where(eq(users.email, email))
    .orderBy(asc(organizations.name))
  const user = rows[0]?.user
  if (!user) return undefined
  const { id, name, passwordHash, disabledAt } = user
  const member = rows.flatMap((row) => row.member ?? [])
  return { id, name, email, passwordHash, disabled: disabledAt !== null, organizations: member }
}

interface By {
  readonly id: string
  readonly name: string
}

/** Writes a new session and ends the one the browser had before: the token changes at each sign-in. */
export function createSession(
  db: Database,
  session: {
    readonly tokenHash: string
    readonly previousHash: string | undefined
    readonly user: By
    readonly tenantId: string
    readonly now: Date
    readonly requestId: string
  },
): Promise<Date> {
  const { tokenHash, previousHash, user, tenantId, now, requestId } = session
  const expiresAt = new Date(now.getTime() + sessionLifeMs)
  return db.system(async (tx) => {
    if (previousHash !== undefined) await tx.delete(sessions).where(eq(sessions.tokenHash, previousHash))
    await tx.delete(sessions).where(lt(sessions.expiresAt, now))
    await tx.insert(sessions).values({ tokenHash, userId: user.id, tenantId, createdAt: now, seenAt: now, expiresAt })
    appendAudit(tx, {
      tenantId,
      at: now,
      actor: user,
      action: 'session.login',
      entity: 'user',
      entityId: user.id,
      before: null,
      after: null,
      requestId,
    })
    return expiresAt
  })
}

export function endSession(db: Database, session: SignedIn, now: Date, requestId: string): Promise<void> {
  const { user, organization } = session
  return db.system(async (tx) => {
    const ended = await tx.delete(sessions).where(eq(sessions.tokenHash, session.tokenHash)).returning({ userId: sessions.userId })
    if (ended.length === 0) return
    publishSessionEnd(tx, organization.id, user.id)
    appendAudit(tx, {
      tenantId: organization.id,
      at: now,
      actor: user,
      action: 'session.logout',
      entity: 'user',
      entityId: user.id,
      before: null,
      after: null,
      requestId,
    })
  })
}

/** The stored hash of a signed-in person's password. */
export async function passwordHashOf(db: Database, userId: string): Promise<string | undefined> {
  return (await db.systemRead.select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId)))[0]?.hash
}

/** Stores a new password and ends every other session of the person. */
export function replacePassword(db: Database, session: SignedIn, passwordHash: string, now: Date, requestId: string): Promise<void> {
  const { user, organization } = session
  return db.system(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, user.id))
    await tx.delete(sessions).where(and(eq(sessions.userId, user.id), ne(sessions.tokenHash, session.tokenHash)))
    publishSessionEnd(tx, organization.id, user.id)
    appendAudit(tx, {
      tenantId: organization.id,
      at: now,
      actor: user,
      action: 'session.changePassword',
      entity: 'user',
      entityId: user.id,
      before: null,
      after: null,
      requestId,
    })
  })
}

/** Ends all sessions of a person, after somebody else changed what they may do. */
export function endSessionsOf(db: Database, tenantId: string, userId: string): Promise<void> {
  return db.system(async (tx) => {
    await tx.delete(sessions).where(eq(sessions.userId, userId))
    publishSessionEnd(tx, tenantId, userId)
  })
}

export function storeLang(db: Database, userId: string, lang: Lang): Promise<void> {
  return db.system(async (tx) => void (await tx.update(users).set({ lang }).where(eq(users.id, userId))))
}
