import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'

export interface OpenProcess {
  readonly id: string
  readonly tenantId: string
  readonly state: string
  readonly seq: number
  /** The last record its workflow is taken to know. */
  readonly confirmedSeq: number
  readonly nextAt: Date | null
}
const columns = {
  id: processes.id,
  tenantId: processes.tenantId,
  state: processes.state,
  seq: processes.seq,
  confirmedSeq: processes.confirmedSeq,
  nextAt: processes.nextAt,
}

export const openProcesses = (db: Database): Promise<OpenProcess[]> =>
  db.system((tx) => tx.select(columns).from(processes).where(isNull(processes.endedAt)).orderBy(processes.id))

/** Undefined when it has ended or is gone. */
export async function openProcess(db: Database, id: string): Promise<OpenProcess | undefined> {
  const [found] = await db.system((tx) =>
    tx
      .select(columns)
      .from(processes)
      .where(and(eq(processes.id, id), isNull(processes.endedAt))),
  )
  return found
}
