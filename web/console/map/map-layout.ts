import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { partyLabels } from '../../../domain/roles.ts'
import { say } from '../../lib/i18n.ts'
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
}
export interface MapLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

const size = { open: { width: 208, height: 96 }, final: { width: 132, height: 56 } } as const
const letterWidth = 6.3
// «ждёт: » and « · 5 дней 7 ч».
const lettersBeside = 20

/** Wide enough for whom the states wait for, and how long. */
function openSize({ nodes }: MapShape): { readonly width: number; readonly height: number } {
  const letters = Math.max(...nodes.map(({ definition: { waitsFor } }) => (waitsFor === undefined ? 0 : say(partyLabels[waitsFor]).length)))
  return { ...size.open, width: Math.max(size.open.width, Math.ceil((letters + lettersBeside) * letterWidth) + 24) }
}

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
  'elk.partitioning.activate': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': '104',
  'elk.spacing.nodeNode': '40',
  'elk.spacing.edgeNode': '24',
  'elk.spacing.edgeEdge': '20',
  'elk.layered.spacing.edgeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '18',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.feedbackEdges': 'true',
  'elk.padding': '[top=10,left=8,bottom=10,right=8]',
} as const

const edgeId = (from: string, to: string): string => `${from} ${to}`

/** The column of each state: a main state has its own, a side one stands in the column after the state that leads to it. */
function columnsOf(shape: MapShape): ReadonlyMap<string, number> {
  const columns = new Map(shape.nodes.flatMap((node) => (node.mainAt === undefined ? [] : [[node.state, node.mainAt] as const])))
  for (const node of shape.nodes) {
    if (columns.has(node.state)) continue
    const before = shape.edges.flatMap((edge) => (edge.to === node.state ? (columns.get(edge.from) ?? []) : []))
    columns.set(node.state, before.length === 0 ? 0 : Math.min(...before) + 1)
  }
  return columns
}

/** Places the states of a process: the main row from left to right, the rest below it. */
export async function layoutOf(shape: MapShape): Promise<MapLayout> {
  const elk = await loadEngine()
  const columns = columnsOf(shape)
  const open = openSize(shape)
  // The library can't draw a line between two boxes of one column; those are straight and made here.
  const isUpright = (edge: { readonly from: string; readonly to: string }): boolean => columns.get(edge.from) === columns.get(edge.to)
  const graph: ElkNode = {
    id: 'map',
    layoutOptions: options,
    children: shape.nodes.map((node) => ({
      id: node.state,
      ...(node.definition.final ? size.final : open),
      layoutOptions: { 'elk.partitioning.partition': String(columns.get(node.state) ?? 0) },
    })),
    edges: shape.edges
      .filter((edge) => !isUpright(edge))
      .map((edge) => ({
        id: edgeId(edge.from, edge.to),
        sources: [edge.from],
        targets: [edge.to],
        layoutOptions: edge.main ? { 'elk.layered.priority.straightness': '50', 'elk.layered.priority.shortness': '10' } : {},
      })),
  }
  const placed = await elk.layout(graph)
  const nodes = (placed.children ?? []).map((node) => ({
    state: node.id,
    x: node.x ?? 0,
    y: node.y ?? 0,
    width: node.width ?? 0,
    height: node.height ?? 0,
  }))
  const upright = shape.edges.filter(isUpright).flatMap((edge, at) => uprightEdge(edge, nodes, at))
  return { width: placed.width ?? 0, height: placed.height ?? 0, nodes, edges: [...(placed.edges ?? []).map(placeEdge), ...upright] }
}

function uprightEdge(edge: { readonly from: string; readonly to: string }, nodes: readonly PlacedNode[], at: number): PlacedEdge[] {
  const from = nodes.find((node) => node.state === edge.from)
  const to = nodes.find((node) => node.state === edge.to)
  if (from === undefined || to === undefined) return []
  const left = Math.max(from.x, to.x)
  const right = Math.min(from.x + from.width, to.x + to.width)
  const x = left + (right - left) * (0.5 + 0.2 * (at % 2))
  const down = from.y < to.y
  return [
    {
      from: edge.from,
      to: edge.to,
      points: [
        { x, y: down ? from.y + from.height : from.y },
        { x, y: down ? to.y : to.y + to.height },
      ],
    },
  ]
}

function placeEdge(edge: ElkExtendedEdge): PlacedEdge {
  const [from = '', to = ''] = edge.id.split(' ')
  const points = (edge.sections ?? []).flatMap((section) => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint])
  return { from, to, points }
}
