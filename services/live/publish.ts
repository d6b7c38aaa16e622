import type { Tx } from '../../db/client.ts'
import { writeLast } from '../../db/transaction.ts'

/** The channel every API instance listens on. */
export const liveChannel = 'vekha_live'

const tell = (tx: Tx, payload: string): void =>
  writeLast(tx, { toSQL: () => ({ sql: 'SELECT pg_notify($1, $2)', params: [liveChannel, payload] }) })

/** Tells every open screen, once the transaction commits, that something of the process changed. Ids only. */
export function publishProcess(
  tx: Tx,
  change: { readonly tenantId: string; readonly processId: string; readonly kind: string; readonly seq: number },
): void {
  const payload = JSON.stringify({ t: change.tenantId, p: change.processId, k: change.kind, s: change.seq })
  tell(tx, payload)
}

/** Tells one person's screens that their notifications changed. */
export function publishPerson(tx: Tx, tenantId: string, userId: string): void {
  tell(tx, JSON.stringify({ t: tenantId, u: userId }))
}

/** Tells a person's open connections to look whether their session still lasts. */
export function publishSessionEnd(tx: Tx, tenantId: string, userId: string): void {
  tell(tx, JSON.stringify({ t: tenantId, u: userId, e: 1 }))
}
