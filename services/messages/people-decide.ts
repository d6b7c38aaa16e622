import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { lastSmsId } from './sms-id.ts'

const open = inArray(deliveries.status, ['pending', 'rejected'])

/**
 * Makes letters of a process due now, one or all, also those that were refused for good. Answers how many. An SMS that did not
 * arrive goes as a new one: under its old id the provider has the one that failed.
 */
export async function retryLetters(tx: Tx, tenantId: string, processId: string, letterId: string | undefined, at: Date): Promise<number> {
  const named = letterId === undefined ? undefined : eq(deliveries.id, letterId)
  const due = await tx
    .update(deliveries)
    .set({
      ...{ status: 'pending', endedAt: null, nextTryAt: at, lookAt: null, deliveryState: null, reasonCode: null, stateAt: null },
      smsId: sql`CASE WHEN ${deliveries.status} = 'rejected' THEN ${deliveries.smsId} % ${lastSmsId} + 1 ELSE ${deliveries.smsId} END`,
    })
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
