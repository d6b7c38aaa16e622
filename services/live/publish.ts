import type { Limited } from '../../domain/limits.ts'
import { limitingData } from '../../domain/limits.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Tx } from '../../db/client.ts'
import { writeLast } from '../../db/transaction.ts'

/** The channel every API instance listens on. */
export const liveChannel = 'vekha_live'

const tell = (tx: Tx, payload: string): void =>
  writeLast(tx, { toSQL: () => ({ sql: 'SELECT pg_notify($1, $2)', params: [liveChannel, payload] }) })

/** What of a process says who may be told that it changed. */
export interface Told extends Limited {
  readonly id: string
  readonly tenantId: string
  readonly kind: string
  readonly seq: number
}

/**
 * Tells, once the transaction commits, the open screens of those who may look at the process that something of it changed; the
 * screens of `formerId` too, who had it till now. Carries ids and what limits people, nothing else.
 */
export function publishProcess(tx: Tx, { id, tenantId, kind, seq, assigneeId, data }: Told, formerId = assigneeId): void {
  const definition = definitionOf(kind)
  const limiting = definition ? limitingData(definition, data) : {}
  tell(tx, JSON.stringify({ t: tenantId, p: id, k: kind, s: seq, a: [...new Set([assigneeId, formerId])], d: limiting }))
}

/** Tells one person's screens that their notifications changed. */
export function publishPerson(tx: Tx, tenantId: string, userId: string): void {
  tell(tx, JSON.stringify({ t: tenantId, u: userId }))
}

/** Tells a person's open connections to look whether their session still lasts. */
export function publishSessionEnd(tx: Tx, tenantId: string, userId: string): void {
  tell(tx, JSON.stringify({ t: tenantId, u: userId, e: 1 }))
}
