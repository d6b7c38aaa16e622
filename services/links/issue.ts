import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { links } from '../../db/schema/person.ts'
import type { LinkParty } from './party.ts'
import { tokenHash } from './token.ts'
import type { LinkTokens } from './token.ts'

export interface WantedLink {
  readonly processId: string
  readonly party: LinkParty
  readonly recipient: string
  readonly name: string
}

const pairOf = ({ processId, recipient }: Pick<WantedLink, 'processId' | 'recipient'>): string => `${processId} ${recipient}`

/** The tokens of private links, in the order wanted, made now; a link is written when it is wanted for the first time. */
export async function issueLinks(
  tx: Tx,
  tokens: LinkTokens,
  tenantId: string,
  wanted: readonly WantedLink[],
  now: Date,
): Promise<string[]> {
  if (wanted.length === 0) return []
  const among = (column: typeof links.processId | typeof links.recipient, values: readonly string[]) =>
    inArray(column, [...new Set(values)])
  const known = await tx
    .select()
    .from(links)
    .where(
      and(
        eq(links.tenantId, tenantId),
        among(
          links.processId,
          wanted.map((link) => link.processId),
        ),
        among(
          links.recipient,
          wanted.map((link) => link.recipient),
        ),
      ),
    )
    .orderBy(asc(links.generation))
  const latest = new Map(known.map((link) => [pairOf(link), link]))
  const issued = wanted.map(({ processId, party, recipient, name }) => {
    const last = latest.get(pairOf({ processId, recipient }))
    const isNew = last === undefined || last.revokedAt !== null
    const generation = (last?.generation ?? 0) + (isNew ? 1 : 0)
    return { processId, party, recipient, name, isNew, generation, token: tokens.make({ processId, recipient, generation }) }
  })
  const fresh = issued.filter((link) => link.isNew)
  if (fresh.length > 0)
    await tx
      .insert(links)
      .values(
        fresh.map(({ processId, party, recipient, name, generation, token }) => ({
          ...{ id: newId(), tenantId, processId, party, recipient, name, generation },
          tokenHash: tokenHash(token),
          createdAt: now,
        })),
      )
      .onConflictDoNothing()
  return issued.map((link) => link.token)
}
