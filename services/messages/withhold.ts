import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { overtakableIn, overtaken } from '../../domain/messages/overtaken.ts'
import type { Overtakable } from '../../domain/messages/overtaken.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { writeLast } from '../../db/transaction.ts'
import { deliveries } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import type { Moved } from '../process/on-move.ts'

const changedSince = (fields: readonly string[]) =>
  sql`EXISTS (SELECT 1 FROM ${events} WHERE ${events.tenantId} = ${deliveries.tenantId} AND ${events.processId} = ${deliveries.processId}
    AND ${events.seq} > ${deliveries.seq} AND ${events.changes} ?| ${sql.param([...fields])}::text[])`

const isOvertaken = ({ names, byFields }: Overtakable) =>
  and(inArray(deliveries.template, [...names]), byFields === undefined ? undefined : changedSince(byFields))

/**
 * Keeps from leaving what a process was to send and what its record has made untrue, at the end of the record's transaction and
 * before what the record itself sends. One that a sender has in hand keeps its holder: had it left already, its row will say so.
 */
export function withholdOvertaken({ tx, tenantId, processId, after, at }: Moved, definition: ProcessDefinition): void {
  const untrue = overtakableIn(definition, after.state)
  if (untrue.length === 0) return
  const withheld = tx
    .update(deliveries)
    .set({ status: 'skipped', lastError: overtaken.en, nextTryAt: null, endedAt: at })
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.processId, processId),
        eq(deliveries.status, 'pending'),
        or(...untrue.map(isOvertaken)),
      ),
    )
  writeLast(tx, withheld)
}
