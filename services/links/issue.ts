import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { links } from '../../db/schema/person.ts'
import { tokenHash } from './token.ts'
import type { LinkTokens } from './token.ts'

/** The token of a recipient's private link to a process, made now; the link is written at its first use. */
export async function issueLink(
  tx: Tx,
  tokens: LinkTokens,
  link: {
    readonly tenantId: string
    readonly processId: string
    readonly party: 'requester' | 'contact'
    readonly recipient: string
    readonly name: string
    readonly now: Date
  },
): Promise<string> {
  const { tenantId, processId, party, recipient, name, now } = link
  const [known] = await tx
    .select()
    .from(links)
    .where(and(eq(links.tenantId, tenantId), eq(links.processId, processId), eq(links.recipient, recipient)))
    .orderBy(desc(links.generation))
    .limit(1)
  const generation = known === undefined ? 1 : known.revokedAt === null ? known.generation : known.generation + 1
  const token = tokens.make({ processId, recipient, generation })
  await tx
    .insert(links)
    .values({ id: newId(), tenantId, processId, party, recipient, name, generation, tokenHash: tokenHash(token), createdAt: now })
    .onConflictDoNothing()
  return token
}
