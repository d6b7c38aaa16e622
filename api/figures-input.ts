import { z } from 'zod'
import { figureGroups, measureNames } from '../domain/visit-figures.ts'
import { visitProofs } from '../domain/visit-evidence.ts'
import { visitModes } from '../domain/visit-fields.ts'
import { id, words } from './input.ts'

const filter = {
  from: z.iso.date(),
  to: z.iso.date(),
  repId: id.optional(),
  organization: words(200).optional(),
  product: words(120).optional(),
  mode: z.enum(visitModes).optional(),
  evidence: z.enum(visitProofs).optional(),
}

/** Which visits are counted. */
export const figuresFilter = z.strictObject(filter)
/** And by what they are told apart. */
export const figuresInput = z.strictObject({ ...filter, by: z.enum(figureGroups), over: z.enum(['month', 'week']).optional() })
/** And which of them, or to whom. */
export const behindInput = z.strictObject({ ...filter, measure: z.enum(measureNames), contactId: id.optional() })
