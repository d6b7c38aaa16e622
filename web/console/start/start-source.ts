import type { DraftValues } from '../../lib/draft.ts'
import { send } from '../../lib/api.ts'

/** Starts a process. Without a number it is accepted and starts when the engine answers. */
export const start = (kind: string, input: DraftValues, requestId: string): Promise<{ readonly id: string; readonly number: string | null }> =>
  send('process.start', { kind, input, requestId })
