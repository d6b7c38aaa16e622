import { sql } from 'drizzle-orm'
import { durationBucket } from '../../domain/duration-bucket.ts'
import type { Tx } from '../../db/client.ts'
import { writeLast } from '../../db/transaction.ts'
import { flows, spans, stateCounts } from '../../db/schema/desk.ts'

/** One move, as the map counts it. */
export interface CountedMove {
  readonly tenantId: string
  readonly kind: string
  readonly from: string | null
  readonly to: string
  readonly at: Date
  /** How long the stay lasted that ended; null when none did. */
  readonly dwellMs: number | null
  /** How long the whole process lasted, when it ended now. */
  readonly wholeMs: number | null
}

/** The state under which whole processes are counted. */
export const wholeProcess = ''

/** Days are UTC's. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

function countSpans(tx: Tx, { tenantId, kind, from, at, dwellMs, wholeMs }: CountedMove): void {
  const ended = [
    ...(dwellMs === null || from === null ? [] : [{ state: from, bucket: durationBucket(dwellMs) }]),
    ...(wholeMs === null ? [] : [{ state: wholeProcess, bucket: durationBucket(wholeMs) }]),
  ]
  if (ended.length === 0) return
  const counted = tx
    .insert(spans)
    .values(ended.map((span) => ({ tenantId, kind, day: dayOf(at), ...span, count: 1 })))
    .onConflictDoUpdate({
      target: [spans.tenantId, spans.kind, spans.day, spans.state, spans.bucket],
      set: { count: sql`${spans.count} + 1` },
    })
  writeLast(tx, counted)
}

/**
 * Keeps the map's numbers with one move: who left, who came, the edge between, and how long it took. Rows are taken in one order and at the
 * transaction's end: every move of the kind wants them, so they are held for no longer than the COMMIT takes.
 */
export function countMove(tx: Tx, move: CountedMove): void {
  const { tenantId, kind, from, to, at } = move
  if (from !== to) {
    const changes = [...(from === null ? [] : [{ state: from, count: -1 }]), { state: to, count: 1 }]
    const counts = tx
      .insert(stateCounts)
      .values(changes.sort((a, b) => (a.state < b.state ? -1 : 1)).map((change) => ({ tenantId, kind, ...change })))
      .onConflictDoUpdate({
        target: [stateCounts.tenantId, stateCounts.kind, stateCounts.state],
        set: { count: sql`${stateCounts.count} + excluded.count` },
      })
    const flow = tx
      .insert(flows)
      .values({ tenantId, kind, day: dayOf(at), fromState: from ?? '', toState: to, count: 1 })
      .onConflictDoUpdate({
        target: [flows.tenantId, flows.kind, flows.day, flows.fromState, flows.toState],
        set: { count: sql`${flows.count} + 1` },
      })
    writeLast(tx, counts)
    writeLast(tx, flow)
  }
  countSpans(tx, move)
}
