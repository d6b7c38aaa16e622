import { setTimeout as sleep } from 'node:timers/promises'
import { count, eq, gt } from 'drizzle-orm'
import { deliveries, intake } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import type { ChaosSite } from './site.ts'

/** What still keeps an installation from being as it was before it was hurt. */
export interface Unrest {
  readonly canary: boolean
  readonly lettersWaiting: number
  readonly intakeWaiting: number
  /** Moves that the engine is not known to know. */
  readonly notInStep: number
  readonly apisNotReady: number
}

const canaryMs = 5_000
const lookEveryMs = 200

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(canaryMs) }).catch(() => undefined)
  return answer?.ok === true
}

async function look({ db, engine, installation }: ChaosSite): Promise<Unrest> {
  const ready = await Promise.all(installation.apiUrls.map(isReady))
  const canary = await engine.probe(canaryMs).then(
    () => true,
    () => false,
  )
  const [letters, arrivals, behind] = await db.system(async (tx) => [
    await tx.select({ number: count() }).from(deliveries).where(eq(deliveries.status, 'pending')),
    await tx.select({ number: count() }).from(intake).where(eq(intake.status, 'received')),
    await tx.select({ number: count() }).from(processes).where(gt(processes.seq, processes.confirmedSeq)),
  ])
  return {
    canary,
    lettersWaiting: letters?.[0]?.number ?? 0,
    intakeWaiting: arrivals?.[0]?.number ?? 0,
    notInStep: behind?.[0]?.number ?? 0,
    apisNotReady: ready.filter((one) => !one).length,
  }
}

const isCalm = ({ canary, lettersWaiting, intakeWaiting, notInStep, apisNotReady }: Unrest): boolean =>
  canary && lettersWaiting === 0 && intakeWaiting === 0 && notInStep === 0 && apisNotReady === 0

export type Calm = { readonly tookMs: number; readonly unrest: undefined } | { readonly tookMs: number; readonly unrest: Unrest | string }

/** Waits until a canary finishes, no letter and no arrival waits, every workflow knows its record and every API is ready; answers how long that took. */
export async function untilCalm(site: ChaosSite, timeoutMs: number): Promise<Calm> {
  const startedAtMs = performance.now()
  for (;;) {
    const seen = await look(site).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    const tookMs = Math.round(performance.now() - startedAtMs)
    if (typeof seen !== 'string' && isCalm(seen)) return { tookMs, unrest: undefined }
    if (tookMs > timeoutMs) return { tookMs, unrest: seen }
    await sleep(lookEveryMs)
  }
}
