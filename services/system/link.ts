import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import type { LinkParty } from '../links/party.ts'
import { tokenHash } from '../links/token.ts'

export interface OpenedLink {
  readonly id: string
  readonly tenantId: string
  readonly processId: string
  readonly party: LinkParty
  readonly recipient: string
  readonly name: string
  readonly revokedAt: Date | null
}

/** A link opens its process for this long after the end: letters lie about in mailboxes for years. */
const lifeAfterEndMs = 90 * 86_400_000

/** The link a token opens; the tenant is known only from it. `undefined` for a wrong, an old and an expired token alike; whether it was revoked is the caller’s matter. */
export const findLink = (db: Database, token: string, now: Date): Promise<OpenedLink | undefined> =>
  linkWhere(db, eq(links.tokenHash, tokenHash(token)), now)

/** The same by the link's own id, for who has proved to hold it. */
export const linkById = (db: Database, id: string, now: Date): Promise<OpenedLink | undefined> => linkWhere(db, eq(links.id, id), now)

async function linkWhere(db: Database, which: SQL, now: Date): Promise<OpenedLink | undefined> {
  const [link] = await db.systemRead
    .select({ link: links })
    .from(links)
    .innerJoin(processes, and(eq(processes.tenantId, links.tenantId), eq(processes.id, links.processId)))
    .where(and(which, or(isNull(processes.endedAt), gt(processes.endedAt, new Date(now.getTime() - lifeAfterEndMs)))))
  return link?.link
}
