import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../db/client.ts'
import { resumeWorkflow } from '../../services/process/resume.ts'
import { searchAttributes } from '../../workflows/contracts.ts'
import { reasonOf } from '../failure.ts'
import { eachBounded } from '../verify/bounded.ts'
import { describeLatest, runningProcesses } from '../verify/engine-store.ts'
import type { VerifiedEngine } from '../verify/installation.ts'
import { knowledgeOf } from './engine-knowledge.ts'
import type { EngineKnowledge } from './engine-knowledge.ts'
import { rewind } from './rewind.ts'
import { factsOf, giveToSweep, wanted } from './rows.ts'
import type { ProcessFacts } from './rows.ts'

export interface Rebuilding {
  readonly db: Database
  readonly engine: VerifiedEngine
  /** The database is the truth where the engine knows more. */
  readonly engineIsAhead: boolean
  readonly tell: (soFar: Rebuilt) => void
}

/** A process of which the engine knows more than the database. */
export interface Ahead {
  readonly processId: string
  readonly engine: string
  readonly database: string
}
export interface Rebuilt {
  looked: number
  /** Its workflow runs and stands where the database has it; or there is nothing left to do. */
  inStep: number
  started: number
  /** Its workflow runs and knows less: it reads the record again when the workers' sweep asks it. */
  behind: number
  /** Taken back to what the database holds. */
  rewound: number
  readonly ahead: Ahead[]
  readonly failed: { readonly processId: string; readonly why: string }[]
}

const looks = 4
const settleMs = 250
const startTries = 7

const place = (known: { readonly state: string; readonly seq: number } | undefined): string =>
  known ? `${known.state}, record ${String(known.seq)}` : 'no row'

/**
 * Starts it from its row. A store made a moment ago refuses for a while, because its search attributes are still on their way;
 * once one was given up, nobody waits again.
 */
async function start({ db, engine }: Rebuilding, rebuilt: Rebuilt, { tenantId, id }: ProcessFacts): Promise<boolean> {
  for (let left = startTries; ; left -= 1) {
    try {
      const seq = await resumeWorkflow({ db, engine: engine.temporal }, { tenantId, processId: id })
      const row = await factsOf(db, id)
      // Somebody else was faster, and moved it: ours may have started after that end.
      if (seq !== undefined && row !== undefined && row.seq > seq) await giveToSweep(db, id, seq)
      return seq !== undefined
    } catch (error) {
      if (left === 1 || rebuilt.failed.length > 0) throw error
      await sleep(settleMs * 2 ** (startTries - left))
    }
  }
}

const isAhead = (known: EngineKnowledge, row: ProcessFacts): boolean =>
  known.running ? known.seq > row.seq || (known.seq === row.seq && known.state !== row.state) : known.completed && row.endedAt === null

interface Look {
  readonly known: EngineKnowledge | undefined
  readonly row: ProcessFacts | undefined
}

/** The engine is read first: in good order the database, read later, knows at least as much. */
async function lookAt({ db, engine }: Rebuilding, id: string): Promise<Look> {
  for (let look = 1; ; look += 1) {
    const known = await knowledgeOf(engine, id)
    const row = await factsOf(db, id)
    const isMoving = known?.running === true && row !== undefined && known.seq < row.seq
    if (!isMoving || look === looks) return { known, row }
    await sleep(settleMs)
  }
}

async function tenantOfOrphan(engine: VerifiedEngine, id: string): Promise<{ tenantId: string; kind: string } | undefined> {
  const attributes = (await describeLatest(engine, id))?.searchAttributes ?? {}
  const [tenantId, kind] = [attributes[searchAttributes.tenant]?.[0], attributes[searchAttributes.kind]?.[0]]
  return typeof tenantId === 'string' && typeof kind === 'string' ? { tenantId, kind } : undefined
}

async function mend(task: Rebuilding, rebuilt: Rebuilt, id: string): Promise<void> {
  const { known, row } = await lookAt(task, id)
  if (!row && !known?.running) return
  if (known && (!row || isAhead(known, row))) {
    if (!task.engineIsAhead) {
      const ended = known.running ? '' : ', ended'
      rebuilt.ahead.push({ processId: id, engine: `${place(known)}${ended}`, database: place(row) })
      return
    }
    const owner = row ?? (await tenantOfOrphan(task.engine, id))
    if (!owner) throw new Error('its workflow names no organization')
    const { tenantId, kind } = owner
    await rewind(task.db, task.engine, { tenantId, processId: id, kind, known, row: row ?? null })
    if (row) await start(task, rebuilt, row)
    rebuilt.rewound += 1
    return
  }
  if (!row) return
  if (known?.running && known.seq < row.seq) {
    await giveToSweep(task.db, id, known.seq)
    rebuilt.behind += 1
    return
  }
  if (known?.running || !(await start(task, rebuilt, row))) rebuilt.inStep += 1
  else rebuilt.started += 1
}

/**
 * Starts the workflow of every process that the database holds as open and that the engine does not run; compares the others. Safe beside running workers, and again after a crash: what is in step is left alone.
 */
export async function rebuildProcesses(task: Rebuilding): Promise<Rebuilt> {
  const rebuilt: Rebuilt = { looked: 0, inStep: 0, started: 0, behind: 0, rewound: 0, ahead: [], failed: [] }
  // Before the rows: what begins meanwhile has its row first.
  const astray = await runningProcesses(task.engine)
  const look = async (ids: readonly string[]): Promise<void> => {
    await eachBounded(ids, async (id) => {
      astray.delete(id)
      await mend(task, rebuilt, id).catch((error: unknown) => void rebuilt.failed.push({ processId: id, why: reasonOf(error) }))
      rebuilt.looked += 1
    })
    task.tell(rebuilt)
  }
  for await (const page of wanted(task.db)) await look(page)
  // What runs for a process that has ended, or that the database does not know.
  await look([...astray])
  return rebuilt
}
