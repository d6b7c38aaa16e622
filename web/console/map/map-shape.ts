import type { ProcessDefinition, StateDef } from '../../../domain/process.ts'
import { say } from '../../lib/i18n.ts'
import { t } from '../list/list-words.ts'

export interface MapNode {
  readonly state: string
  readonly label: string
  readonly definition: StateDef
  /** Its place in the main row; undefined for states that hang below. */
  readonly mainAt: number | undefined
  readonly outside: boolean
}
export interface MapEdge {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly main: boolean
  /** Leads back to an earlier state of the main row. */
  readonly back: boolean
}
export interface MapShape {
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
}

/** States and the moves between them as a definition declares them; a move to the same state is not drawn. */
export function shapeOf(definition: ProcessDefinition): MapShape {
  const states: readonly (readonly [string, StateDef])[] = Object.entries(definition.states)
  const main = states.filter(([, state]) => state.main).map(([name]) => name)
  const placeOf = (name: string): number => main.indexOf(name)
  const nodes = states.map(([name, state]): MapNode => ({
    state: name,
    label: say(state.label),
    definition: state,
    mainAt: state.main ? placeOf(name) : undefined,
    outside: state.clock === 'paused' && state.final !== true,
  }))
  const words = new Map<string, string[]>()
  const put = (from: string, to: string, label: string): void => {
    if (from === to) return
    const key = `${from} ${to}`
    words.set(key, [...(words.get(key) ?? []), label])
  }
  for (const [from, state] of states) {
    for (const action of Object.values(state.actions ?? {})) put(from, action.to, say(action.label))
    for (const after of state.after ?? []) if ('to' in after) put(from, after.to, t('map.byItself'))
  }
  const edges = [...words].map(([key, labels]): MapEdge => {
    const [from = '', to = ''] = key.split(' ')
    const [a, b] = [placeOf(from), placeOf(to)]
    return { from, to, label: [...new Set(labels)].join(', '), main: a >= 0 && b === a + 1, back: a >= 0 && b >= 0 && b < a }
  })
  return { nodes: [...nodes].sort((a, b) => (a.mainAt ?? 99) - (b.mainAt ?? 99)), edges }
}
