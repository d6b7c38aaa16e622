import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { links } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { mayReplaceLinks } from './party.ts'

/** The private link that opens a process now, without what opens it. */
export interface LinkView {
  readonly recipient: string
  readonly createdAt: Date
  /** Null when nobody has opened it. */
  readonly openedAt: Date | null
  readonly mayRevoke: boolean
}

export async function linkOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<LinkView | null> {
  const [link] = await tx
    .select({ recipient: links.recipient, createdAt: links.createdAt, openedAt: links.openedAt })
    .from(links)
    .where(and(eq(links.tenantId, ctx.tenantId), eq(links.processId, row.id), isNull(links.revokedAt)))
    .orderBy(desc(links.createdAt))
    .limit(1)
  return link ? { ...link, mayRevoke: mayReplaceLinks(ctx.actor, row) } : null
}
