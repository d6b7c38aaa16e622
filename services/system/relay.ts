import { and, asc, eq, lte } from 'drizzle-orm'
import { intake } from '../../db/schema/message.ts'
import { processLetter } from '../intake/process-letter.ts'
import type { IntakeDeps } from '../intake/letter-work.ts'
import { Problem } from '../problem.ts'
import { startTaken } from '../process/begin.ts'
import { resumeWorkflow } from '../process/resume.ts'

const batch = 20
/** So many letters are read at once: one of 28 MB takes several times that meanwhile. */
const readers = 4
/** After this many tries a person has to look; the others flow on. */
const maxAttempts = 10
const firstRetryMs = 5_000
const maxRetryMs = 5 * 60_000

type IntakeRow = typeof intake.$inferSelect

/** Takes what waits, by status and never by order of ids, and leaves it alone for a while: two relays share the work. */
function claim(deps: IntakeDeps, now: Date): Promise<IntakeRow[]> {
  return deps.db.system(async (tx) => {
    const rows = await tx
      .select()
      .from(intake)
      .where(and(eq(intake.status, 'received'), lte(intake.nextTryAt, now)))
      .orderBy(asc(intake.nextTryAt))
      .limit(batch)
      .for('update', { skipLocked: true })
    for (const row of rows) {
      const waitMs = Math.min(firstRetryMs * 2 ** row.attempts, maxRetryMs)
      await tx
        .update(intake)
        .set({ attempts: row.attempts + 1, nextTryAt: new Date(now.getTime() + waitMs) })
        .where(eq(intake.id, row.id))
    }
    return rows
  })
}

async function startAgain(deps: IntakeDeps, row: IntakeRow): Promise<void> {
  const { processId, tenantId } = row
  if (processId === null) throw new Error('A start names no process')
  await resumeWorkflow(deps, { tenantId, processId })
  await deps.db.tenant(tenantId, (tx) => startTaken(tx, row.id))
}

async function fail(deps: IntakeDeps, row: IntakeRow, error: unknown): Promise<void> {
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  // What waits for the engine waits as long as it takes; a letter that fails by itself is put aside.
  const engineAway = row.source === 'start' || (error instanceof Problem && error.code === 'NotConfirmed')
  const status = !engineAway && row.attempts + 1 >= maxAttempts ? ('parked' as const) : ('received' as const)
  await deps.db.system((tx) =>
    tx
      .update(intake)
      .set({ lastError, status })
      .where(and(eq(intake.id, row.id), eq(intake.status, 'received'))),
  )
}

/** Works on one intake row. Answers whether it is done. */
export async function workOn(deps: IntakeDeps, row: IntakeRow, now: Date): Promise<boolean> {
  try {
    if (row.source === 'start') await startAgain(deps, row)
    else await processLetter(deps, row, now)
    return true
  } catch (error) {
    await fail(deps, row, error)
    return false
  }
}

/** Finishes what a crash, or an engine that was down, left of what came in. Answers how many rows it took. */
export async function relay(deps: IntakeDeps, now: Date): Promise<number> {
  const rows = await claim(deps, now)
  const letters = rows.filter((row) => row.source === 'mail')
  const read = async (): Promise<void> => {
    for (let row = letters.shift(); row; row = letters.shift()) await workOn(deps, row, now)
  }
  const starts = rows.filter((row) => row.source === 'start').map((row) => workOn(deps, row, now))
  await Promise.all([...starts, ...Array.from({ length: readers }, read)])
  return rows.length
}

/** Works at once on a letter that was just kept. */
export async function workOnLetter(
  deps: IntakeDeps,
  kept: { readonly tenantId: string; readonly intakeId: string },
  now: Date,
): Promise<boolean> {
  const [row] = await deps.db.tenant(kept.tenantId, (tx) =>
    tx
      .select()
      .from(intake)
      .where(and(eq(intake.tenantId, kept.tenantId), eq(intake.id, kept.intakeId), eq(intake.status, 'received'))),
  )
  return row ? workOn(deps, row, now) : true
}
