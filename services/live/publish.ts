import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'

/** The channel every API instance listens on. */
export const liveChannel = 'vekha_live'

/** Tells every open screen, once the transaction commits, that something of the process changed. Ids only. */
export async function publishProcess(
  tx: Tx,
  change: { readonly tenantId: string; readonly processId: string; readonly kind: string; readonly seq: number },
): Promise<void> {
  const payload = JSON.stringify({ t: change.tenantId, p: change.processId, k: change.kind, s: change.seq })
  await tx.execute(sql`SELECT pg_notify(${liveChannel}, ${payload})`)
}

/** Tells one person's screens that their notifications changed. */
export async function publishPerson(tx: Tx, tenantId: string, userId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_notify(${liveChannel}, ${JSON.stringify({ t: tenantId, u: userId })})`)
}

/** Tells a person's open connections to look whether their session still lasts. */
export async function publishSessionEnd(tx: Tx, tenantId: string, userId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_notify(${liveChannel}, ${JSON.stringify({ t: tenantId, u: userId, e: 1 })})`)
}
