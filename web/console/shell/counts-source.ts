import { api } from '../../lib/api.ts'

/** The numbers beside the menu's entries. */
export const readCounts = () => api.inbox.counts.query()
export type Counts = Awaited<ReturnType<typeof readCounts>>
