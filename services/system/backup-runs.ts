import { and, desc, eq, gt, inArray, isNull, ne, notInArray, sql } from 'drizzle-orm'
import { backupLockKey } from '../../domain/backup.ts'
import type { BackupKind, BackupProblem } from '../../domain/backup.ts'
import type { BackupOutcome } from '../../connectors/backup/port.ts'
import type { Database, Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { backupRuns } from '../../db/schema/backup.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'

export type BackupRun = typeof backupRuns.$inferSelect

const shown = 100
const maxDetail = 2_000
/** Somebody who waits longer for the workers may ask again. */
const patienceMs = 10 * 60_000
const underWay = inArray(backupRuns.status, ['waiting', 'running'])

/** What was made or tried, the newest first, without those whose place newer ones took. */
export const listRuns = (db: Database): Promise<BackupRun[]> =>
  db.system((tx) => tx.select().from(backupRuns).where(isNull(backupRuns.removedAt)).orderBy(desc(backupRuns.askedAt)).limit(shown))

export async function isMade(db: Database, key: string): Promise<boolean> {
  return (await db.system((tx) => tx.$count(backupRuns, and(eq(backupRuns.key, key), eq(backupRuns.status, 'good'))))) > 0
}

const upsert = (tx: Tx, run: { readonly key: string; readonly kind: BackupKind }, set: Partial<BackupRun>, now: Date) =>
  tx
    .insert(backupRuns)
    .values({ id: newId(), ...run, askedAt: now, status: 'running', ...set })
    .onConflictDoUpdate({ target: backupRuns.key, set })

const cutOff = (tx: Tx, now: Date, exceptKey = ''): Promise<unknown> =>
  tx
    .update(backupRuns)
    .set({ status: 'failed', endedAt: now, problem: 'interrupted' })
    .where(and(eq(backupRuns.status, 'running'), ne(backupRuns.key, exceptKey)))

/** It is being made now, and no other: what else seems to be was cut off. */
export const beginRun = (db: Database, run: { readonly key: string; readonly kind: BackupKind }, now: Date): Promise<void> =>
  db.system(async (tx) => {
    await cutOff(tx, now, run.key)
    await upsert(tx, run, { status: 'running', startedAt: now, endedAt: null, problem: null, detail: null }, now)
  })

/** How it ended; of the good ones only those that are still on the disk are shown from now on. */
export const endRun = (
  db: Database,
  run: { readonly key: string; readonly kind: BackupKind },
  outcome: BackupOutcome,
  now: Date,
): Promise<void> =>
  db.system(async (tx) => {
    if (!outcome.ok) {
      const { problem, detail } = outcome
      await upsert(tx, run, { status: 'failed', endedAt: now, problem, detail: detail.slice(0, maxDetail) }, now)
      return
    }
    const { name, sizeBytes, content, kept } = outcome
    await upsert(tx, run, { status: 'good', endedAt: now, name, sizeBytes, content, problem: null, detail: null }, now)
    await tx
      .update(backupRuns)
      .set({ removedAt: now })
      .where(and(eq(backupRuns.status, 'good'), isNull(backupRuns.removedAt), notInArray(backupRuns.name, [name, ...kept])))
  })

/** No try has made it; one that ended by itself stays as it is. */
export const abandonRun = (
  db: Database,
  run: { readonly key: string; readonly kind: BackupKind },
  problem: BackupProblem,
  now: Date,
): Promise<void> =>
  db.system(async (tx) => {
    await tx
      .insert(backupRuns)
      .values({ id: newId(), ...run, askedAt: now, status: 'failed', endedAt: now, problem })
      .onConflictDoUpdate({ target: backupRuns.key, set: { status: 'failed', endedAt: now, problem }, setWhere: underWay })
  })

/** A person asks for one; audited in the organization the person works in. @throws Problem Conflict while one is made */
export const askForRun = (ctx: Ctx, run: { readonly id: string; readonly key: string }): Promise<void> =>
  ctx.db.system(async (tx) => {
    const { rows } = await tx.execute<{ idle: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${backupLockKey}) AS idle`)
    const idle = rows[0]?.idle === true
    // Nobody makes one: what seems to be made was cut off.
    if (idle) await cutOff(tx, ctx.now)
    const since = new Date(ctx.now.getTime() - patienceMs)
    const waiting = await tx.$count(backupRuns, and(eq(backupRuns.status, 'waiting'), gt(backupRuns.askedAt, since)))
    if (!idle || waiting > 0)
      throw new Problem('Conflict', {
        ru: 'Копия уже делается. Дождитесь её конца.',
        en: 'A backup is being made already. Wait for it to end.',
      })
    await tx.insert(backupRuns).values({ ...run, kind: 'hand', status: 'waiting', askedAt: ctx.now })
    writeAudit(tx, ctx, { action: 'backup.start', entity: 'backup', entityId: run.id, before: null, after: null })
  })
