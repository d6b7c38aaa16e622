import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'

/**
 * Takes the calendars of representatives and contacts until the transaction ends: of two bookings at once one waits for the other,
 * in the same order everywhere, rather than each for each other. Before anything else that many wait for.
 */
export async function lockCalendars(tx: Tx, tenantId: string, whose: readonly (string | null)[]): Promise<void> {
  const keys = whose.flatMap((id) => (id === null ? [] : [`${tenantId}:${id}`]))
  const ordered = sql`SELECT hashtextextended(key, 0) AS lock FROM unnest(${sql.param(keys)}::text[]) AS key ORDER BY 1`
  await tx.execute(sql`SELECT pg_advisory_xact_lock(lock) FROM (${ordered}) AS locks`)
}
