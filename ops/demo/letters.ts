import { and, eq, notLike, or, sql } from 'drizzle-orm'
import { overtaken } from '../../domain/messages/overtaken.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { linkPartyOf } from '../../services/links/party.ts'
import { tokenHash } from '../../services/links/token.ts'
import type { LinkTokens } from '../../services/links/token.ts'

/** Notes every letter of an organization as sent when it was written, also what its later moves withheld meanwhile, and keeps the private link that it carried. */
export async function closeLetters(tx: Tx, tokens: LinkTokens, tenantId: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ status: 'sent', attempts: 1, lastError: null, nextTryAt: null, endedAt: sql`${deliveries.createdAt}` })
    .where(and(eq(deliveries.tenantId, tenantId), or(eq(deliveries.status, 'pending'), eq(deliveries.lastError, overtaken.en))))
  const receivers = await tx
    .selectDistinctOn([deliveries.processId, deliveries.toAddress], {
      ...{ processId: processes.id, recipient: deliveries.toAddress, toName: deliveries.toName },
      ...{ createdAt: deliveries.createdAt, kind: processes.kind },
    })
    .from(deliveries)
    .innerJoin(processes, eq(processes.id, deliveries.processId))
    .where(and(eq(deliveries.tenantId, tenantId), notLike(deliveries.template, 'staff.%')))
    .orderBy(deliveries.processId, deliveries.toAddress, deliveries.createdAt)
  if (receivers.length === 0) return
  await tx.insert(links).values(
    receivers.map(({ processId, recipient, toName, createdAt, kind }) => ({
      id: newId(),
      tenantId,
      processId,
      party: linkPartyOf(kind),
      recipient,
      name: toName || recipient,
      generation: 1,
      tokenHash: tokenHash(tokens.make({ processId, recipient, generation: 1 })),
      createdAt,
    })),
  )
}
