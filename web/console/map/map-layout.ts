import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import type { MapShape } from './map-shape.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
export interface PlacedNode extends Point {
  readonly state: string
  readonly width: number
  readonly height: number
}
export interface PlacedEdge {
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
  readonly label: (Point & { readonly width: number }) | undefined
}
export interface MapLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

const size = { open: { width: 208, height: 96 }, final: { width: 132, height: 56 } } as const
const letterWidth = 6.6
const labelHeight = 16

let engine: Promise<ELK> | undefined
/** The layout library is large, so it comes when the first map is shown, and works beside the page's thread. */
function loadEngine(): Promise<ELK> {
  engine ??= (async () => {
    const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
      import('elkjs/lib/elk-api.js'),
      import('elkjs/lib/elk-worker.min.js?url'),
    ])
    return new Elk({ workerFactory: () => new Worker(workerUrl) })
  })()
  return engine
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.spacing.nodeNode': '34',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.edgeNodeBetweenLayers': '22',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.feedbackEdges': 'true',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
} as const

const edgeId = (from: string, to: string): string => `${from} ${to}`

/** Places the states of a process: the main row from left to right, the rest around it. */
export async function layoutOf(shape: MapShape): Promise<MapLayout> {
  const elk = await loadEngine()
  const graph: ElkNode = {
    id: 'map',
    layoutOptions: options,
    children: shape.nodes.map((node) => ({ id: node.state, ...(node.definition.final ? size.final : size.open) })),
    edges: shape.edges.map((edge) => ({
      id: edgeId(edge.from, edge.to),
      sources: [edge.from],
      targets: [edge.to],
      layoutOptions: edge.main
        ? { 'elk.layered.priority.straightness': '20', 'elk.layered.priority.direction': '20', 'elk.layered.priority.shortness': '10' }
        : { 'elk.layered.priority.direction': edge.back ? '0' : '1' },
      ...(edge.main ? {} : { labels: [{ text: edge.label, width: edge.label.length * letterWidth, height: labelHeight }] }),
    })),
  }
  const placed = await elk.layout(graph)
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    nodes: (placed.children ?? []).map((node) => ({
      state: node.id,
      x: node.x ?? 0,
      y: node.y ?? 0,
      width: node.width ?? 0,
      height: node.height ?? 0,
    })),
    edges: (placed.edges ?? []).map(placeEdge),
  }
}

function placeEdge(edge: ElkExtendedEdge): PlacedEdge {
  const [from = '', to = ''] = edge.id.split(' ')
  const points = (edge.sections ?? []).flatMap((section) => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint])
  const label = edge.labels?.[0]
  return {
    from,
    to,
    points,
    label: label === undefined ? undefined : { x: label.x ?? 0, y: label.y ?? 0, width: label.width ?? 0 },
  }
}
