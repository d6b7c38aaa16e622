import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import type { DeliveryOutcome } from '../../workflows/ports.ts'

// Runs begun before letters were sent from their rows wait for each of them by an activity. It sends nothing: two would.

/**
 * How a letter ended; one that is still to be sent is the sender's.
 * @throws while it waits: the engine asks again
 */
export async function endOfLetter(
  db: Database,
  letter: { readonly tenantId: string; readonly messageId: string },
  now: Date,
): Promise<DeliveryOutcome> {
  const row = await db.tenant(letter.tenantId, async (tx) => {
    const own = and(eq(deliveries.tenantId, letter.tenantId), eq(deliveries.id, letter.messageId))
    // Workers of before made it due by the engine alone.
    await tx
      .update(deliveries)
      .set({ nextTryAt: now })
      .where(and(own, eq(deliveries.status, 'pending'), isNull(deliveries.nextTryAt)))
    const [found] = await tx.select({ status: deliveries.status }).from(deliveries).where(own)
    if (!found) throw new Error('The letter has no row')
    return found
  })
  if (row.status === 'pending') throw new Error('The letter waits to be sent')
  return row.status
}
