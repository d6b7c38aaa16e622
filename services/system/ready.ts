import { sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'

export interface Readiness {
  readonly database: boolean
  readonly engine: boolean
}

const timeoutMs = 2_000
const keptMs = 5_000

async function within(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const done = work.then(
    () => true,
    () => false,
  )
  const answer = await Promise.race([done, late])
  clearTimeout(timer)
  return answer
}

/** Asks the database, and the engine by a workflow that has to finish; the answer is kept for 5 s. */
export function createReadiness(db: Database, engine: EnginePort): () => Promise<Readiness> {
  let kept: { readonly untilMs: number; readonly answer: Promise<Readiness> } | undefined
  const ask = async (): Promise<Readiness> => {
    const [database, answers] = await Promise.all([within(db.system((tx) => tx.execute(sql`SELECT 1`))), within(engine.probe(timeoutMs))])
    return { database, engine: answers }
  }
  return () => {
    const nowMs = performance.now()
    if (!kept || kept.untilMs <= nowMs) kept = { untilMs: nowMs + keptMs, answer: ask() }
    return kept.answer
  }
}
