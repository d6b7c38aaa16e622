import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { machine } from '../../domain/actor.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import { doubtWorkflow } from '../process/doubt.ts'
import { resumeWorkflow } from '../process/resume.ts'

const batch = 50

/**
 * Sends `recompute` to the processes a changed calendar or policy touches. One that has ended meanwhile needs nothing;
 * one the engine can't be asked about, or has lost, is asked again in the next round. Answers how many are done.
 */
export async function recompute(deps: { readonly db: Database; readonly engine: EnginePort }, now: Date): Promise<number> {
  const marked = await deps.db.system((tx) =>
    tx
      .select({ id: processes.id, tenantId: processes.tenantId, key: processes.recomputeKey, endedAt: processes.endedAt })
      .from(processes)
      .where(isNotNull(processes.recomputeKey))
      // One that gave no answer keeps nobody else waiting.
      .orderBy(asc(isNotNull(processes.lookAt)))
      .limit(batch),
  )
  let done = 0
  for (const { id, tenantId, key, endedAt } of marked) {
    if (key === null) continue
    const update = { action: 'recompute', form: {}, actor: machine, requestId: `recompute:${key}:${id}`, inputHash: '' }
    const outcome = await deps.engine.act(id, update)
    // An engine that does not answer now is asked about the rest in a later round.
    if (outcome.kind === 'unknown') {
      await doubtWorkflow(deps.db, { tenantId, processId: id }, now)
      break
    }
    if (outcome.kind === 'gone' && endedAt === null) {
      await resumeWorkflow(deps, { tenantId, processId: id })
      continue
    }
    await deps.db.system((tx) =>
      tx
        .update(processes)
        .set({ recomputeKey: null })
        .where(and(eq(processes.id, id), eq(processes.recomputeKey, key))),
    )
    done += 1
  }
  return done
}
