import { and, eq, lt, sql } from 'drizzle-orm'
import { deliveries, intake } from '../../../db/schema/message.ts'
import { processes } from '../../../db/schema/process.ts'
import type { Database } from '../../../db/client.ts'
import { lasting } from '../bounded.ts'
import { describeRunning, runningProcesses } from '../engine-store.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'
import { noEngine } from '../installation.ts'
import { openProcess, openProcesses } from '../open-processes.ts'

const graceMs = 60_000

/** May its workflow run? While it is open and a moment longer; one of before letters left by themselves also while they wait. */
async function mayRun(db: Database, id: string, now: Date): Promise<boolean> {
  return db.system(async (tx) => {
    const [row] = await tx.select({ endedAt: processes.endedAt }).from(processes).where(eq(processes.id, id))
    if (!row) return false
    if (!row.endedAt || row.endedAt.getTime() > now.getTime() - graceMs) return true
    return (await tx.$count(deliveries, and(eq(deliveries.processId, id), eq(deliveries.status, 'pending')))) > 0
  })
}

/** Visits whose row for calendars and figures is missing or says something else than the process. */
const strayVisits = (db: Database): Promise<string[]> =>
  db.system(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT p.id FROM processes p LEFT JOIN visits v ON v.process_id = p.id AND v.tenant_id = p.tenant_id
      WHERE p.kind = 'visit' AND (v.process_id IS NULL OR v.state <> p.state OR v.rep_id IS DISTINCT FROM p.assignee_id
        OR v.contact_id IS DISTINCT FROM p.contact_id OR v.starts_at <> (p.data ->> 'startsAt')::timestamptz OR v.ends_at <> (p.data ->> 'endsAt')::timestamptz)`)
    return rows.map((row) => row.id)
  })

/** I4: a process is open exactly when its workflow runs, no order to start one is left lying, and visits read as they run. */
export async function noOrphans({ db, engine, now, settleMs }: Installation): Promise<Finding> {
  const orders = await db.system((tx) =>
    tx
      .select({ id: intake.id, processId: intake.processId, at: intake.at })
      .from(intake)
      .where(and(eq(intake.source, 'start'), eq(intake.status, 'received'))),
  )
  const parked = await db.system((tx) => tx.select({ id: intake.id }).from(intake).where(eq(intake.status, 'parked')))
  const late = new Date(now().getTime() - graceMs)
  const waiting = await db.system((tx) =>
    tx
      .select({ id: intake.id })
      .from(intake)
      .where(and(eq(intake.source, 'mail'), eq(intake.status, 'received'), lt(intake.at, late))),
  )
  const open = await openProcesses(db)
  const breaches = [
    { what: 'start orders older than 60 s', ids: orders.filter((order) => order.at < late).map((order) => order.id) },
    { what: 'letters that came more than 60 s ago and wait', ids: waiting.map((row) => row.id) },
    { what: 'visits whose row says something else', ids: await strayVisits(db) },
  ]
  const counts = { open: open.length, startOrders: orders.length, parked: parked.length }
  if (!engine) return finding(counts, breaches, `rows were not compared with workflows: ${noEngine}`)

  const ordered = new Set(orders.map((order) => order.processId))
  const running = await runningProcesses(engine)
  const openIds = new Set(open.map((process) => process.id))
  const idle = open.map((process) => process.id).filter((id) => !running.has(id) && !ordered.has(id))
  const astray = [...running].filter((id) => !openIds.has(id))
  const isIdle = async (id: string): Promise<boolean> =>
    (await openProcess(db, id)) !== undefined && (await describeRunning(engine, id)) === undefined
  const isAstray = async (id: string): Promise<boolean> =>
    !(await mayRun(db, id, now())) && (await describeRunning(engine, id)) !== undefined
  return finding({ ...counts, running: running.size }, [
    ...breaches,
    { what: 'open processes without a running workflow', ids: await lasting(idle, isIdle, settleMs) },
    { what: 'running workflows without an open process', ids: await lasting(astray, isAstray, settleMs) },
  ])
}
