import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { visits } from '../../db/schema/visit.ts'

/** The contact is in the room of a visit that the representative has begun: its evidence is A from now on. Again changes nothing. */
export async function contactCame(tx: Tx, of: { readonly tenantId: string; readonly processId: string }): Promise<void> {
  await tx
    .update(visits)
    .set({ evidence: 'A' })
    .where(
      and(
        ...[eq(visits.tenantId, of.tenantId), eq(visits.processId, of.processId)],
        ...[eq(visits.state, 'inProgress'), ne(visits.evidence, 'A')],
      ),
    )
}
