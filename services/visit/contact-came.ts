import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { visits } from '../../db/schema/visit.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'

/** The contact is in the room of a visit that the representative has begun: its evidence is A from now on. Again changes nothing. */
export async function contactCame(tx: Tx, ctx: Ctx, processId: string): Promise<void> {
  const { rowCount } = await tx
    .update(visits)
    .set({ evidence: 'A' })
    .where(
      and(
        ...[eq(visits.tenantId, ctx.tenantId), eq(visits.processId, processId)],
        ...[eq(visits.state, 'inProgress'), ne(visits.evidence, 'A')],
      ),
    )
  // Sums of visits are kept in the order in which the audit's end is held, as by every record.
  if (rowCount !== 0)
    writeAudit(tx, ctx, { action: 'visit.seat', entity: 'process', entityId: processId, before: null, after: { evidence: 'A' } })
}
