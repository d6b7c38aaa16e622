import { eq, gte, inArray, isNull } from 'drizzle-orm'
import type { EnginePulse } from '../../connectors/engine/port.ts'
import type { Database, Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import { pulse } from '../../db/schema/pulse.ts'
import type { Beat } from '../../workflows/ports.ts'

/** Clocks of two machines differ, a beat is not the moment of the copy, and the engine may have been told of a move late. */
const marginMs = 10 * 60_000

/**
 * The engine is new or older than the database: whatever it may have lost is brought into step by the sweep. One that still
 * knows a beat has lost nothing from before; one that knows none has lost all that is open.
 */
async function unconfirmLost(tx: Tx, since: number | undefined): Promise<void> {
  const lost = since === undefined ? isNull(processes.endedAt) : gte(processes.changedAt, new Date(since - marginMs))
  // In one order, as all that writes several of them does.
  const inOrder = tx.select({ id: processes.id }).from(processes).where(lost).orderBy(processes.id).for('update')
  await tx.update(processes).set({ confirmedSeq: 0 }).where(inArray(processes.id, inOrder))
}

/**
 * Counts a beat of the heartbeat, unless the database is older than the engine, and answers the beat it holds now. Where it
 * holds a later one than the engine, every process that it may have lost is given to the sweep. Called twice for one beat, the second call
 * changes nothing.
 */
export function countBeat(db: Database, { next, at, since }: Beat): Promise<number> {
  return db.system(async (tx) => {
    await tx
      .insert(pulse)
      .values({ id: 1, beat: 0, at: new Date(0) })
      .onConflictDoNothing()
    const [row] = await tx.select().from(pulse).where(eq(pulse.id, 1)).for('update')
    if (!row) throw new Error('The pulse has no row')
    if (row.beat < next - 1 || (row.beat >= next && row.at.getTime() === at)) return row.beat
    if (row.beat >= next) await unconfirmLost(tx, since)
    const beat = Math.max(row.beat + 1, next)
    await tx
      .update(pulse)
      .set({ beat, at: new Date(at) })
      .where(eq(pulse.id, 1))
    return beat
  })
}

export type Standing = 'together' | 'engineIsNew' | 'engineIsOlder' | 'databaseIsOlder'
export interface Stores {
  readonly standing: Standing
  /** The last beat each store holds; 0 when it holds none. */
  readonly database: { readonly beat: number; readonly at: Date | null }
  readonly engine: number
}

/** Which of the two stores knows more, by their heartbeat. @throws when one of them can't be asked */
export async function compareStores(db: Database, engine: EnginePulse): Promise<Stores> {
  // The engine first: what is counted meanwhile is counted in the database before it.
  const known = await engine.lastBeat()
  const [row] = await db.system((tx) => tx.select().from(pulse).where(eq(pulse.id, 1)))
  const database = { beat: row?.beat ?? 0, at: row?.at ?? null }
  const standing = (): Standing => {
    if (known === undefined) return 'engineIsNew'
    if (known > database.beat) return 'databaseIsOlder'
    // One beat is the crash between the two stores.
    return known < database.beat - 1 ? 'engineIsOlder' : 'together'
  }
  return { standing: standing(), database, engine: known ?? 0 }
}

/** An older database beside an engine that went on: the message says why nothing may run and what to do. */
export class DatabaseIsOlder extends Error {
  override name = 'DatabaseIsOlder'
  constructor({ database, engine }: Stores) {
    const when = database.at === null ? '' : ` of ${database.at.toISOString()}`
    super(
      `The database is older than the engine: it holds heartbeat ${String(database.beat)}${when}, the engine ${String(engine)}. ` +
        'An older backup of the database was restored, or another database is given, while the engine kept what it knew: steps it ' +
        'believes done have no rows, and nothing may run on that. Restore a newer backup of the database, or restore the engine’s ' +
        'store of the same time or older, or remove it. If this database is to be the truth, run ' +
        '`npm run rebuild-processes -- --engine-is-ahead`: it takes every process back to what the database holds.',
    )
  }
}

/** @throws DatabaseIsOlder; another error when one of the stores can't be asked */
export async function refuseOlderDatabase(db: Database, engine: EnginePulse): Promise<Stores> {
  const stores = await compareStores(db, engine)
  if (stores.standing === 'databaseIsOlder') throw new DatabaseIsOlder(stores)
  return stores
}
