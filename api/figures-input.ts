import { z } from 'zod'
import { figureGroups, measureNames } from '../domain/visit-figures.ts'
import { visitProofs } from '../domain/visit-evidence.ts'
import { visitModes } from '../domain/visit-fields.ts'
import { id, words } from './input.ts'

const which = {
  repId: id.optional(),
  organization: words(200).optional(),
  product: words(120).optional(),
  mode: z.enum(visitModes).optional(),
  evidence: z.enum(visitProofs).optional(),
}
const filter = { from: z.iso.date(), to: z.iso.date(), ...which }

/** Which visits are counted. */
export const figuresFilter = z.strictObject(filter)
/** The same of days that are told otherwise. */
export const reportFilter = z.strictObject(which)
/** And by what they are told apart. */
export const figuresInput = z.strictObject({ ...filter, by: z.enum(figureGroups), over: z.enum(['month', 'week']).optional() })
/** And which of them, or to whom. */
export const behindInput = z.strictObject({ ...filter, measure: z.enum(measureNames), contactId: id.optional() })
