import { api } from '../../lib/api.ts'
import type { ProcessRow } from '../process/process-types.ts'

/** Processes of any kind that fit a number or words, the latest first. */
export const searchProcesses = (text: string): Promise<readonly ProcessRow[]> =>
  api.process.list.query({ text, limit: 8 }).then((page) => page.items)
