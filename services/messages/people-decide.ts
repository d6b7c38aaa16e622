import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'

const open = inArray(deliveries.status, ['pending', 'rejected'])

/** Makes letters of a process due now, one or all, also those that were refused for good. Answers how many. */
export async function retryLetters(tx: Tx, tenantId: string, processId: string, letterId: string | undefined, at: Date): Promise<number> {
  const named = letterId === undefined ? undefined : eq(deliveries.id, letterId)
  const due = await tx
    .update(deliveries)
    .set({ status: 'pending', endedAt: null, nextTryAt: at })
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.processId, processId), open, named))
    .returning({ id: deliveries.id })
  return due.length
}

/** Gives a letter up, also one that was refused for good, in the transaction of the move that says so and with its reason. */
export async function giveUpLetter(
  tx: Tx,
  letter: { readonly tenantId: string; readonly processId: string; readonly id: string },
  reason: string,
  at: Date,
): Promise<void> {
  await tx
    .update(deliveries)
    .set({ status: 'skipped', lastError: reason, nextTryAt: null, endedAt: at })
    .where(and(eq(deliveries.tenantId, letter.tenantId), eq(deliveries.processId, letter.processId), eq(deliveries.id, letter.id), open))
}
