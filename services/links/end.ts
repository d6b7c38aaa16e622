import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { links } from '../../db/schema/person.ts'

/** Ends the private links of a process: an open page is told so at its next request. Answers which ended. */
export const endLinks = (tx: Tx, of: { readonly tenantId: string; readonly processId: string }, at: Date) =>
  tx
    .update(links)
    .set({ revokedAt: at })
    .where(and(eq(links.tenantId, of.tenantId), eq(links.processId, of.processId), isNull(links.revokedAt)))
    .returning({ recipient: links.recipient, generation: links.generation })
