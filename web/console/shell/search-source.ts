import { ask } from '../../lib/api.ts'

export interface FoundProcess {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly state: string
  readonly title: string
}

/** Processes of any kind that fit a number or words, the best first. */
export const searchProcesses = (text: string): Promise<readonly FoundProcess[]> =>
  ask<{ items: readonly FoundProcess[] }>('process.list', { text, limit: 8 }).then((page) => page.items)
