import { and, inArray } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { events, processes } from '../../db/schema/process.ts'
import type { JournalLine } from '../verify/journal.ts'
import type { Life } from './life.ts'

/** What became of what people were told, by the product's own record. */
export interface Ledger {
  /** Acknowledged and not recorded: request ids. */
  readonly lost: readonly string[]
  /** Moves that were made more often than anybody asked for: `process name`. */
  readonly doubled: readonly string[]
  /** Letters the listener took that became no ticket, or several. */
  readonly lettersAstray: readonly string[]
  readonly moves: number
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Reads every record of the tickets' organizations and compares it with what was asked and answered. */
export async function readLedger(db: Database, lives: readonly Life[], journal: readonly JournalLine[]): Promise<Ledger> {
  const tenants = [...new Set(lives.map((life) => life.tenantId))]
  const rows = await db.system((tx) =>
    tx
      .select({ requestId: events.requestId, processId: events.processId, name: events.name })
      .from(events)
      .where(and(inArray(events.tenantId, tenants), inArray(events.kind, ['start', 'act']))),
  )
  const recorded = new Set(rows.map((row) => row.requestId))
  const acknowledged = new Set(journal.filter((line) => line.phase === 'acknowledged').map((line) => line.opId))
  const asked = countBy(
    lives.flatMap(({ processId, moves }) => (processId === undefined ? [] : moves.map((name) => `${processId} ${name}`))),
  )
  const made = countBy(rows.map((row) => `${row.processId} ${row.name}`))
  const tickets = await db.system((tx) => tx.select({ data: processes.data }).from(processes).where(inArray(processes.tenantId, tenants)))
  const byRequester = countBy(tickets.map((ticket) => String(ticket.data['requesterEmail'])))
  return {
    lost: [...acknowledged].filter((opId) => !recorded.has(opId)),
    // A move whose asker gave up is asked once although nobody was told.
    doubled: [...made].filter(([move, times]) => times > Math.max(1, asked.get(move) ?? 0)).map(([move]) => move),
    lettersAstray: lives
      .filter((life) => life.byMail && life.end === 'whole' && byRequester.get(life.requester) !== 1)
      .map((life) => life.requester),
    moves: rows.length,
  }
}
