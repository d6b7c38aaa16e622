import { storedWorkflow } from '../engine-store.ts'
import { eachBounded } from '../bounded.ts'
import { finding, unchecked } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { noEngine } from '../installation.ts'
import type { Installation } from '../installation.ts'

/** I9: what people wrote is nowhere in the engine's store, open and ended workflows alike. */
export async function noSecrets({ engine, canaries }: Installation): Promise<Finding> {
  if (canaries.length === 0) return unchecked('no --canary text given')
  if (!engine) return unchecked(noEngine)
  const runs: { readonly workflowId: string; readonly runId: string }[] = []
  for await (const { workflowId, runId } of engine.temporal.client.workflow.list({ pageSize: 1_000 })) runs.push({ workflowId, runId })
  const leaking = await eachBounded(runs, async ({ workflowId, runId }) => {
    const text = await storedWorkflow(engine, workflowId, runId)
    return canaries.some((canary) => text.includes(canary)) ? [workflowId] : []
  })
  return finding({ workflows: runs.length, canaries: canaries.length }, [{ what: 'workflows that hold such a text', ids: leaking.flat() }])
}
