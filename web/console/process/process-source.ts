import type { DraftValues } from '../../lib/draft.ts'
import { ask, send } from '../../lib/api.ts'
import type { ProcessDetail, StreamItem } from './process-types.ts'

export interface ActInput {
  readonly id: string
  readonly action: string
  readonly form: DraftValues
  readonly reason?: string | undefined
  readonly requestId: string
  readonly seen?: number
}

export const readProcess = (id: string): Promise<ProcessDetail> => ask('process.get', { id })
export const readHistory = (id: string): Promise<{ readonly items: readonly StreamItem[] }> => ask('process.history', { id })
export const act = (input: ActInput): Promise<{ readonly state: string; readonly seq: number }> => send('process.act', input)
export const comment = (input: { readonly id: string; readonly text: string; readonly requestId: string }): Promise<unknown> =>
  send('process.comment', input)
