import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte } from 'drizzle-orm'
import { machine } from '../../domain/actor.ts'
import { engineTrouble } from '../../domain/engine-trouble.ts'
import type { EnginePort, EngineRun, EngineRuns } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import type { StoredTrouble } from '../../db/schema/process.ts'
import { processes } from '../../db/schema/process.ts'
import { appendAudit } from '../audit/append.ts'
import { publishProcess } from '../live/publish.ts'
import type { Told } from '../live/publish.ts'
import { unconfirmed } from '../process/doubt.ts'
import { resumeWorkflow } from '../process/resume.ts'
import { toRead } from './sweep.ts'

const batch = 20
/** Two rounds do not look at the same process at once, and a look that was cut off comes again. */
const claimMs = 60_000
/** Workers that are killed, and one release beside another, cost a task two or three tries; more means that it can't go on. */
const mostTries = 3
const certainTries = 6
const triedMs = 5_000
/** How often a run that was begun anew is looked at until it counts as well. */
const watchMs = 20_000
/** How long a process waits for its next fresh run, by how many failed: from the third on an hour. */
const pausesMs = [60_000, 10 * 60_000, 60 * 60_000]
/** A fresh run that goes on so long counts as well. */
const provenMs = 60_000
const overdueMs = 60_000
/** Of all that is open so many are looked at in a round when nothing else is to be done: what nobody asks is found in the end. */
const patrolled = 5
/** The engine's list is a moment behind. */
const listLagMs = 10_000
const firstWindowMs = 86_400_000
const firstId = '00000000-0000-0000-0000-000000000000'
const canaryMs = 5_000

export interface MendDeps {
  readonly db: Database
  readonly engine: EnginePort & EngineRuns
  /** Told of each process whose workflow can't go on. */
  readonly onFailing?: (failing: { readonly processId: string; readonly attempts: number }) => void
}
type Doubted = Told & Pick<typeof processes.$inferSelect, 'state' | 'confirmedSeq' | 'trouble' | 'nextAt'>
interface Looked {
  readonly row: Doubted
  readonly run: EngineRun
  /** It rests, but does not even read a record that it is not known to have. */
  readonly deaf: boolean
}

const own = (row: Doubted): StoredTrouble | undefined => (row.trouble?.effect === engineTrouble ? row.trouble : undefined)
const pauseMs = (attempts: number): number => pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? 0
const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms)
const triesOf = (run: EngineRun): number => (run.kind === 'runs' ? run.tries : 0)
const isTriedOn = (run: EngineRun, tries: number): boolean => run.kind === 'broken' || triesOf(run) > tries
const isBad = ({ run, deaf }: Looked): boolean => deaf || isTriedOn(run, mostTries)
const isCertain = ({ run, deaf }: Looked): boolean => deaf || isTriedOn(run, certainTries)

/** Casts doubt on what broke off in the engine, and on what is past its time. */
async function doubt({ db }: MendDeps, broken: readonly string[], now: Date): Promise<void> {
  await db.system(async (tx) => {
    if (broken.length > 0)
      await tx
        .update(processes)
        .set({ lookAt: now })
        .where(and(inArray(processes.id, [...broken]), isNull(processes.endedAt), isNull(processes.lookAt)))
    const overdue = tx
      .select({ id: processes.id })
      .from(processes)
      .where(and(lt(processes.nextAt, later(now, -overdueMs)), isNull(processes.lookAt)))
      .orderBy(asc(processes.nextAt))
      .limit(batch)
      .for('update', { skipLocked: true })
    // It may not know of what is planned: it is asked to read its record too.
    await tx.update(processes).set({ lookAt: now, confirmedSeq: unconfirmed }).where(inArray(processes.id, overdue))
  })
}

function claim({ db }: MendDeps, now: Date): Promise<Doubted[]> {
  return db.system(async (tx) => {
    const due = tx
      .select({ id: processes.id })
      .from(processes)
      .where(and(isNotNull(processes.lookAt), lte(processes.lookAt, now)))
      .orderBy(asc(processes.lookAt))
      .limit(batch)
      .for('update', { skipLocked: true })
    const { id, tenantId, kind, state, seq, confirmedSeq, trouble, nextAt, assigneeId, data } = processes
    return tx
      .update(processes)
      .set({ lookAt: later(now, claimMs) })
      .where(inArray(processes.id, due))
      .returning({ id, tenantId, kind, state, seq, confirmedSeq, trouble, nextAt, assigneeId, data })
  })
}

async function look({ engine }: MendDeps, row: Doubted): Promise<Looked> {
  const run = await engine.lastRun(row.id)
  const rests = run.kind === 'runs' && run.tries <= 1
  const deaf = rests && row.seq > row.confirmedSeq && (await engine.act(row.id, toRead(row))).kind === 'unknown'
  return { row, run, deaf }
}

/** Keeps when to look again, and where it differs the mark that people see. */
async function keep({ db }: MendDeps, row: Doubted, lookAt: Date | null, mark: StoredTrouble | null, now: Date): Promise<void> {
  const { id, tenantId, kind, state, seq } = row
  const before = own(row) ?? null
  await db.tenant(tenantId, async (tx) => {
    if (mark === before) {
      await tx.update(processes).set({ lookAt }).where(eq(processes.id, id))
      return
    }
    await tx.update(processes).set({ lookAt, trouble: mark }).where(eq(processes.id, id))
    publishProcess(tx, row)
    appendAudit(tx, {
      tenantId,
      at: now,
      actor: machine,
      action: `${kind}.${mark ? 'restart' : 'recovered'}`,
      entity: 'process',
      entityId: id,
      before: { state, seq, attempts: before?.attempts ?? 0 },
      after: { state, seq, attempts: mark?.attempts ?? 0 },
      requestId: `mend:${id}:${String(now.getTime())}`,
    })
  })
}

/** Gives the process a fresh run from its record, or stops what it has until the next one may come. */
async function mendBad(deps: MendDeps, { row, run }: Looked, now: Date): Promise<void> {
  const { id: processId, tenantId } = row
  const before = own(row)
  const parked = before !== undefined && now.getTime() < before.nextTryAt
  if (!parked) {
    const attempts = (before?.attempts ?? 0) + 1
    const nextTryAt = now.getTime() + pauseMs(attempts)
    const error = run.kind === 'runs' ? 'The workflow’s task fails again and again' : 'The run broke off'
    // The mark first: what a crash cuts off here is looked at again, and never more often.
    await keep(deps, row, later(now, watchMs), { effect: engineTrouble, error, attempts, nextTryAt }, now)
    deps.onFailing?.({ processId, attempts })
  }
  if (run.kind === 'runs') await deps.engine.stop(processId, run.runId, 'It can not go on')
  if (parked) await keep(deps, row, new Date(before.nextTryAt), before, now)
  else await resumeWorkflow(deps, { tenantId, processId })
}

async function settle(deps: MendDeps, { row, run }: Looked, now: Date): Promise<void> {
  const mark = own(row) ?? null
  if (run.kind === 'none') await resumeWorkflow(deps, { tenantId: row.tenantId, processId: row.id })
  if (triesOf(run) > 1) await keep(deps, row, later(now, triedMs), mark, now)
  else if (mark && now.getTime() < mark.nextTryAt - pauseMs(mark.attempts) + provenMs) await keep(deps, row, later(now, watchMs), mark, now)
  else await keep(deps, row, row.nextAt && row.nextAt < later(now, -overdueMs) ? later(now, overdueMs) : null, null, now)
}

async function canaryLives({ engine }: MendDeps): Promise<boolean> {
  return engine.probe(canaryMs).then(
    () => true,
    () => false,
  )
}

/** The next open processes after this one, by id, that nothing casts doubt on. */
const openAfter = ({ db }: MendDeps, id: string): Promise<{ readonly id: string }[]> =>
  db.system((tx) =>
    tx
      .select({ id: processes.id })
      .from(processes)
      .where(and(isNull(processes.endedAt), isNull(processes.lookAt), gt(processes.id, id)))
      .orderBy(asc(processes.id))
      .limit(patrolled),
  )

/** A round that looks after workflows that can't go on; answers how many it found. */
export interface Mending {
  round(now: Date): Promise<number>
}

/**
 * Looks at processes whose workflow gave no answer, broke off or let its time pass. One whose run failed, or whose task fails
 * again and again, starts anew from what Postgres holds, at growing pauses, and bears a mark meanwhile.
 */
export function createMending(deps: MendDeps): Mending {
  let listedAt: Date | undefined
  let patrolledTo = firstId
  return {
    async round(now) {
      const since = listedAt ? later(listedAt, -listLagMs) : later(now, -firstWindowMs)
      const broken = [...(await deps.engine.brokenSince(since))]
      const passed = await openAfter(deps, patrolledTo)
      for (const { id } of passed) if (isTriedOn(await deps.engine.lastRun(id), mostTries)) broken.push(id)
      await doubt(deps, broken, now)
      listedAt = now
      patrolledTo = passed.at(-1)?.id ?? firstId
      const looked = await Promise.all((await claim(deps, now)).map((row) => look(deps, row)))
      const bad = looked.filter(isBad).toSorted((one, other) => triesOf(other.run) - triesOf(one.run))
      // What holds a worker's thread makes its neighbours' tasks late too: they are well once it is gone. So the one tried most
      // often comes first, and beside it, if a canary gets through, only what can't be late alone.
      const certain = bad.length > 1 && (await canaryLives(deps)) ? bad.slice(1).filter(isCertain) : []
      const judged = [...bad.slice(0, 1), ...certain]
      for (const one of judged) await mendBad(deps, one, now)
      for (const one of looked)
        if (!isBad(one)) await settle(deps, one, now)
        else if (!judged.includes(one)) await keep(deps, one.row, later(now, triedMs), own(one.row) ?? null, now)
      return judged.length
    },
  }
}
