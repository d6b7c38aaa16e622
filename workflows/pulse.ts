import { makeContinueAsNewFunc, proxyLocalActivities, sleep, upsertMemo } from '@temporalio/workflow'
import { pulseMemo } from './contracts.ts'
import type { PulseInput } from './contracts.ts'
import type { PulsePort } from './ports.ts'

const beatEveryMs = 30_000
/** About seven events a beat: a run stays far below the server's limits. */
const beatsPerRun = 500

// One row of our own database; tried without limit, because a beat left out would only be made later.
const { beat } = proxyLocalActivities<PulsePort>({
  startToCloseTimeout: '10 s',
  localRetryThreshold: '20 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 2, maximumInterval: '5 s' },
})

/**
 * Counts a beat every 30 s, in the database first and then in its own description, which anybody can read without
 * workers: in a healthy pair of stores the database is never behind.
 */
export async function pulse({ beat: from, beatAt }: PulseInput): Promise<void> {
  let known = from
  let since = beatAt
  for (let beats = 0; beats < beatsPerRun; beats += 1) {
    const at = Math.round(Date.now())
    const counted = await beat({ next: known + 1, at, since })
    if (counted > known) {
      known = counted
      since = at
      upsertMemo({ [pulseMemo]: known })
    }
    await sleep(beatEveryMs)
  }
  await makeContinueAsNewFunc<typeof pulse>({ memo: { [pulseMemo]: known } })({ beat: known, beatAt: since })
}
