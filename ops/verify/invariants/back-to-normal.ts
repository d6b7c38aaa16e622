import { finding, unchecked } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { noEngine } from '../installation.ts'
import type { Installation } from '../installation.ts'

const timeoutMs = 10_000

/** I10: a workflow that only finishes does so within 10 s. */
export async function backToNormal({ engine }: Installation): Promise<Finding> {
  if (!engine) return unchecked(noEngine)
  const startedAtMs = performance.now()
  const finished = await engine.temporal.probe(timeoutMs).then(
    () => true,
    () => false,
  )
  const tookMs = Math.round(performance.now() - startedAtMs)
  return finding({ canaryMs: tookMs }, [{ what: 'the canary did not finish in 10 s', ids: finished ? [] : ['canary'] }])
}
