import { and, asc, eq, gte, lt } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'

/** A visit with the process that it is. */
export interface OwnVisit {
  readonly row: typeof visits.$inferSelect
  readonly process: typeof processes.$inferSelect
}

/** The visits of one representative that begin from one instant until before another, in epoch milliseconds; in order of time. */
export const ownVisits = (tx: Tx, tenantId: string, repId: string, fromAt: number, toAt: number): Promise<OwnVisit[]> =>
  tx
    .select({ row: visits, process: processes })
    .from(visits)
    .innerJoin(processes, and(eq(processes.tenantId, visits.tenantId), eq(processes.id, visits.processId)))
    .where(
      and(
        eq(visits.tenantId, tenantId),
        eq(visits.repId, repId),
        gte(visits.startsAt, new Date(fromAt)),
        lt(visits.startsAt, new Date(toAt)),
      ),
    )
    .orderBy(asc(visits.startsAt), asc(visits.processId))
