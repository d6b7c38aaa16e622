import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type MapNumbers = Outputs['process']['map']
export type StateNumbers = MapNumbers['states'][number]
export interface MapAsk {
  readonly kind: string
  readonly days: number
}

const dayMs = 86_400_000

/** How many wait at each state, how many are late, how long they stay, how many moved along each edge in the period. */
export const readMap = (asked: MapAsk): Promise<MapNumbers> =>
  api.process.map.query({
    kind: asked.kind,
    from: new Date(Date.now() - asked.days * dayMs).toISOString(),
    to: new Date().toISOString(),
  })
