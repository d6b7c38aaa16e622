import { and, eq, inArray } from 'drizzle-orm'
import { events } from '../../../db/schema/process.ts'
import { finding, unchecked } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'
import type { JournalLine } from '../journal.ts'

async function compare({ db }: Installation, tenantId: string, lines: readonly JournalLine[]) {
  const since = new Date(Math.min(...lines.map((line) => line.at)))
  const recorded = await db.system((tx) =>
    tx
      .select({ requestId: events.requestId, at: events.at, actor: events.actor })
      .from(events)
      .where(and(eq(events.tenantId, tenantId), inArray(events.kind, ['start', 'act']))),
  )
  const times = new Map<string, number>()
  for (const { requestId } of recorded) times.set(requestId, (times.get(requestId) ?? 0) + 1)
  const acknowledged = [...new Set(lines.filter((line) => line.phase === 'acknowledged').map((line) => line.opId))]
  const sent = new Set(lines.map((line) => line.opId))
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((opId) => !times.has(opId)),
    doubled: acknowledged.filter((opId) => (times.get(opId) ?? 0) > 1),
    // Machines move by themselves; people only by what the client sent.
    unknown: recorded
      .filter((row) => row.at >= since && row.actor.kind === 'staff' && !sent.has(row.requestId))
      .map((row) => row.requestId),
  }
}

/** I1: what a client was told is done is recorded exactly once, and nothing is recorded that no client sent. */
export async function acknowledged(installation: Installation): Promise<Finding> {
  const { journal } = installation
  if (!journal) return unchecked('no --journal given')
  const tenants = [...new Set(journal.map((line) => line.tenantId))]
  const compared = await Promise.all(
    tenants.map((tenantId) =>
      compare(
        installation,
        tenantId,
        journal.filter((line) => line.tenantId === tenantId),
      ),
    ),
  )
  return finding({ acknowledged: compared.reduce((sum, one) => sum + one.acknowledged, 0), organizations: tenants.length }, [
    { what: 'acknowledged and not recorded', ids: compared.flatMap((one) => one.lost) },
    { what: 'recorded more than once', ids: compared.flatMap((one) => one.doubled) },
    { what: 'recorded and never sent', ids: compared.flatMap((one) => one.unknown) },
  ])
}
