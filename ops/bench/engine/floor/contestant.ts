import { z } from 'zod'
import { stepsOfLife } from '../contestant.ts'
import type { Contestant } from '../contestant.ts'
import type { Poster } from '../post.ts'

const begun = z.object({ id: z.string() })

/** Plain tables behind HTTP. */
export const createFloor = (poster: Poster): Contestant => ({
  name: 'plain tables',
  steps: stepsOfLife,
  begin: async () => begun.parse(await poster.post('/begin', {})).id,
  step: async (id, index) => void (await poster.post('/step', { id, index })),
})
