import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { formatCount } from '../../lib/format.ts'
import { arrowPath, edgePath, levelStretch } from './edge-path.ts'
import type { MapLayout, PlacedNode, Point } from './map-layout.ts'
import type { MapNode, MapShape } from './map-shape.ts'
import type { MapNumbers, StateNumbers } from './map-source.ts'
import { nodeCount, nodeDetail, nodeWords } from './node-words.ts'
import { t } from '../list/list-words.ts'

interface MapPictureProps {
  readonly shape: MapShape
  readonly layout: MapLayout
  readonly numbers: MapNumbers | undefined
  readonly chosen: readonly string[]
  readonly onChoose: (state: string) => void
}

const width = { least: 1.5, most: 9 } as const

/** The map as a picture: boxes are states, lines are moves as thick as their flow. Each box filters the list. */
export function MapPicture(props: MapPictureProps): JSX.Element {
  const flow = (from: string, to: string): number => props.numbers?.edges.find((edge) => edge.from === from && edge.to === to)?.count ?? 0
  const most = createMemo(() => Math.max(1, ...(props.numbers?.edges ?? []).map((edge) => edge.count)))
  const hot = createMemo(() => {
    const late = (props.numbers?.states ?? []).toSorted((a, b) => b.late - a.late)[0]
    return late !== undefined && late.late > 0 ? late.state : undefined
  })
  const shapeOfEdge = (from: string, to: string) => props.shape.edges.find((edge) => edge.from === from && edge.to === to)
  return (
    <svg
      class="map-picture"
      viewBox={`0 0 ${props.layout.width} ${props.layout.height}`}
      role="list"
      aria-label={t('map.title')}
      style={{ 'max-width': `${props.layout.width * 1.2}px` }}
    >
      <g aria-hidden="true">
        <For each={props.layout.edges}>
          {(edge) => {
            const shape = shapeOfEdge(edge.from, edge.to)
            const count = (): number => flow(edge.from, edge.to)
            const stroke = (): number => width.least + (width.most - width.least) * Math.sqrt(count() / most()) * (count() === 0 ? 0 : 1)
            const half = (): number => Math.max(5, stroke() * 0.95)
            return (
              <g class="map-edge" classList={{ main: shape?.main === true, none: count() === 0 }}>
                <title>{`${shape?.label ?? ''}: ${formatCount(count())}`}</title>
                <path class="line" d={edgePath(edge.points, half())} stroke-width={stroke()} />
                <path class="arrow" d={arrowPath(edge.points, half(), half() * 1.4)} />
                <EdgeWords
                  points={edge.points}
                  label={shape?.label ?? ''}
                  main={shape?.main === true}
                  count={count()}
                  above={stroke() / 2 + 5}
                />
              </g>
            )
          }}
        </For>
      </g>
      <For each={props.layout.nodes}>
        {(place) => (
          <Show when={props.shape.nodes.find((node) => node.state === place.state)}>
            {(node) => (
              <g role="listitem">
                <NodeBox
                  place={place}
                  node={node()}
                  numbers={props.numbers?.states.find((state) => state.state === place.state)}
                  hot={hot() === place.state}
                  chosen={props.chosen.includes(place.state)}
                  onChoose={() => props.onChoose(place.state)}
                />
              </g>
            )}
          </Show>
        )}
      </For>
    </svg>
  )
}

const letterWidth = 6.5

/** How many moved, with what the move is called where the line is long enough for it. */
function EdgeWords(props: {
  readonly points: readonly Point[]
  readonly label: string
  readonly main: boolean
  readonly count: number
  readonly above: number
}): JSX.Element {
  const place = createMemo(() => levelStretch(props.points))
  const words = (width: number): string => {
    const count = props.count === 0 ? '' : formatCount(props.count)
    const whole = [props.label, count].filter(Boolean).join(' · ')
    return !props.main && whole.length * letterWidth < width - 12 ? whole : count
  }
  const upright = (): Point => {
    const [first, last] = [props.points[0], props.points.at(-1)]
    return { x: (last?.x ?? 0) + props.above + 3, y: ((first?.y ?? 0) + (last?.y ?? 0)) / 2 + 4 }
  }
  return (
    <Show
      when={place()}
      fallback={
        <text x={upright().x} y={upright().y}>
          {words(0)}
        </text>
      }
    >
      {(stretch) => (
        <text x={stretch().x} y={stretch().y - props.above} text-anchor="middle">
          {words(stretch().width)}
        </text>
      )}
    </Show>
  )
}

interface NodeBoxProps {
  readonly place: PlacedNode
  readonly node: MapNode
  readonly numbers: StateNumbers | undefined
  readonly hot: boolean
  readonly chosen: boolean
  readonly onChoose: () => void
}

function NodeBox(props: NodeBoxProps): JSX.Element {
  const count = (): string => nodeCount(props.node, props.numbers)
  const final = (): boolean => props.node.definition.final === true
  return (
    <g
      class="map-node"
      classList={{ hot: props.hot, chosen: props.chosen, outside: props.node.outside, final: final() }}
      transform={`translate(${props.place.x} ${props.place.y})`}
      role="button"
      tabindex="0"
      aria-pressed={props.chosen}
      aria-label={nodeWords(props.node, props.numbers)}
      onClick={() => props.onChoose()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        props.onChoose()
      }}
    >
      <g aria-hidden="true">
        <rect width={props.place.width} height={props.place.height} rx={final() ? props.place.height / 2 : 8} />
        <Show
          when={!final()}
          fallback={
            <>
              <text class="name" x={props.place.width / 2} y="25" text-anchor="middle">
                {props.node.label}
              </text>{' '}
              <text class="small" x={props.place.width / 2} y="42" text-anchor="middle">
                {count()} {t('map.ended')}
              </text>{' '}
            </>
          }
        >
          <text class="name" x="14" y="24">
            {props.node.label}
          </text>{' '}
          <text class="big" x="14" y="56">
            {count()}
          </text>{' '}
          <Show when={(props.numbers?.late ?? 0) > 0}>
            <text class="late" x={26 + count().length * 14} y="54">
              ◆ {t('map.late', { count: formatCount(props.numbers?.late ?? 0) })}
            </text>{' '}
          </Show>
          <Show when={props.node.outside && (props.numbers?.late ?? 0) === 0}>
            <text class="small" x={26 + count().length * 14} y="54">
              ‖ {t('map.paused')}
            </text>{' '}
          </Show>
          <text class="small" x="14" y="82">
            {nodeDetail(props.node, props.numbers)}
          </text>{' '}
        </Show>
      </g>
    </g>
  )
}
