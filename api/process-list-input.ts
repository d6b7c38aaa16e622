import { z } from 'zod'
import { momentPeriods } from '../domain/calendar/moment-window.ts'
import { parties } from '../domain/roles.ts'
import { dueFilters } from '../services/process/filter.ts'
import { processSorts } from '../services/process/sorts.ts'
import { cursor, id, name, words } from './input.ts'

/** One value or several. */
const names = z.union([name.transform((one) => [one]), z.array(name).max(50)])
const sort = z.strictObject({ by: z.enum(processSorts), descending: z.boolean().optional() })

const conditions = {
  kind: name.optional(),
  states: names.optional(),
  assignee: z.union([z.enum(['me', 'none']), id]).optional(),
  waitsFor: z.enum(parties).optional(),
  due: z.enum(dueFilters).optional(),
  priority: names.optional(),
  channel: names.optional(),
  requestType: names.optional(),
  mode: names.optional(),
  moment: z.enum(momentPeriods).optional(),
  text: words(300).optional(),
  open: z.boolean().optional(),
  trouble: z.boolean().optional(),
  /** By what; each has its natural direction. */
  sort: z.union([z.enum(processSorts).transform((by) => ({ by, descending: undefined })), sort]).optional(),
}

export const limit = z.int().min(1).max(200)
/** What narrows and orders a list of processes, and where its page starts. */
export const listInput = z.strictObject({ ...conditions, cursor: cursor.optional(), limit: limit.optional() })
/** The list to be exported is of one kind: its fields are the columns. */
export const exportInput = z.strictObject({ ...conditions, kind: name })
