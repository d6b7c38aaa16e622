import type { AnchorStore } from '../connectors/anchor/port.ts'
import type { Database } from '../db/client.ts'
import { createAuditAnchoring } from '../services/system/anchor-audit.ts'
import { repeatEvery } from '../services/system/rounds.ts'

const anchorEveryMs = 5 * 60_000

/** Writes the audit chains' ends down at once, every five minutes and at the end. A chain that is not what it was is told as an error. */
export function startAnchoring(db: Database, store: AnchorStore, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const anchoring = createAuditAnchoring(db, store)
  const round = async (): Promise<void> => {
    const unlike = await anchoring.round(new Date())
    if (unlike.length > 0) throw new Error(`The audit chain was rewritten or cut since it was anchored: ${unlike.join(', ')}`)
  }
  const first = round().catch(onError)
  const rounds = repeatEvery(anchorEveryMs, round, onError)
  return {
    async stop() {
      await first
      await rounds.stop()
      await round().catch(onError)
    },
  }
}
