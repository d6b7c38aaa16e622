import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { links } from '../../db/schema/person.ts'
import { tokenHash } from '../links/token.ts'

export interface OpenedLink {
  readonly id: string
  readonly tenantId: string
  readonly processId: string
  readonly party: 'requester' | 'contact'
  readonly recipient: string
  readonly name: string
}

/** The link a token opens; the tenant is known only from it. `undefined` for a wrong, an old and a revoked token alike. */
export function findLink(db: Database, token: string): Promise<OpenedLink | undefined> {
  return db.system(async (tx) => {
    const [link] = await tx
      .select()
      .from(links)
      .where(and(eq(links.tokenHash, tokenHash(token)), isNull(links.revokedAt)))
    return link
  })
}
