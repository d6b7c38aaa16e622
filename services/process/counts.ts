import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { flows, stateCounts } from '../../db/schema/desk.ts'

/** Keeps the map's numbers with one move: who left, who came, and the edge between. Rows are taken in one order. */
export async function countMove(
  tx: Tx,
  move: { readonly tenantId: string; readonly kind: string; readonly from: string | null; readonly to: string; readonly at: Date },
): Promise<void> {
  const { tenantId, kind, from, to, at } = move
  if (from === to) return
  const changes = [...(from === null ? [] : [{ state: from, count: -1 }]), { state: to, count: 1 }]
  await tx
    .insert(stateCounts)
    .values(changes.sort((a, b) => (a.state < b.state ? -1 : 1)).map((change) => ({ tenantId, kind, ...change })))
    .onConflictDoUpdate({
      target: [stateCounts.tenantId, stateCounts.kind, stateCounts.state],
      set: { count: sql`${stateCounts.count} + excluded.count` },
    })
  await tx
    .insert(flows)
    .values({ tenantId, kind, day: at.toISOString().slice(0, 10), fromState: from ?? '', toState: to, count: 1 })
    .onConflictDoUpdate({
      target: [flows.tenantId, flows.kind, flows.day, flows.fromState, flows.toState],
      set: { count: sql`${flows.count} + 1` },
    })
}
