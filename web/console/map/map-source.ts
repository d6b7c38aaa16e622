import { ask } from '../../lib/api.ts'

export interface StateNumbers {
  readonly state: string
  readonly count: number
  readonly late: number
  readonly medianMs: number | null
}
export interface MapNumbers {
  readonly states: readonly StateNumbers[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly count: number }[]
  readonly open: number
  readonly late: number
  readonly dueToday: number
  readonly medianMs: number | null
}
export interface MapAsk {
  readonly kind: string
  readonly days: number
}

const dayMs = 86_400_000

/** How many wait at each state, how many are late, how long they stay, how many moved along each edge in the period. */
export const readMap = (asked: MapAsk): Promise<MapNumbers> =>
  ask('process.map', {
    kind: asked.kind,
    from: new Date(Date.now() - asked.days * dayMs).toISOString(),
    to: new Date().toISOString(),
  })
