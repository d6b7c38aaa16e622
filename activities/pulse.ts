import type { Database } from '../db/client.ts'
import { countBeat } from '../services/system/pulse.ts'
import type { PulsePort } from '../workflows/ports.ts'

/** The heartbeat, as the engine's local activity. */
export const createPulseActivities = (deps: { readonly db: Database }): PulsePort => ({
  beat: (pulse) => countBeat(deps.db, pulse),
})
