import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import type { DraftValues } from '../../lib/draft.ts'

/** Starts a process; it has its number at once, even while the engine is away. */
export const start = (kind: string, input: DraftValues, requestId: string): Promise<Outputs['process']['start']> =>
  api.process.start.mutate({ kind, input, requestId })
