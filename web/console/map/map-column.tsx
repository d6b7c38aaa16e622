import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { formatCount } from '../../lib/format.ts'
import type { MapShape } from './map-shape.ts'
import type { MapNumbers } from './map-source.ts'
import { nodeCount, nodeDetail } from './node-words.ts'
import { t } from '../list/list-words.ts'

/** The map on a phone: the main row from top to bottom, side states set in. */
export function MapColumn(props: {
  readonly shape: MapShape
  readonly numbers: MapNumbers | undefined
  readonly chosen: readonly string[]
  readonly onChoose: (state: string) => void
}): JSX.Element {
  const numbersOf = (state: string) => props.numbers?.states.find((one) => one.state === state)
  // A side state stands below the main state that leads to it.
  const ordered = createMemo(() => {
    const main = props.shape.nodes.filter((node) => node.mainAt !== undefined)
    const side = props.shape.nodes.filter((node) => node.mainAt === undefined)
    const parentOf = (state: string) => props.shape.edges.find((edge) => edge.to === state)?.from
    return main.flatMap((node) => [node, ...side.filter((one) => parentOf(one.state) === node.state)])
  })
  return (
    <ul class="map-column" aria-label={t('map.title')}>
      <For each={ordered()}>
        {(node) => (
          <li classList={{ side: node.mainAt === undefined }}>
            <button
              type="button"
              classList={{ outside: node.outside, final: node.definition.final === true }}
              aria-pressed={props.chosen.includes(node.state)}
              onClick={() => props.onChoose(node.state)}
            >
              <span class="grow">
                <b>{node.label}</b>
                <span class="tiny">{node.definition.final ? t('map.ended') : nodeDetail(node, numbersOf(node.state))}</span>
              </span>
              <Show when={(numbersOf(node.state)?.late ?? 0) > 0}>
                <span class="late-text num">◆ {formatCount(numbersOf(node.state)?.late ?? 0)}</span>
              </Show>
              <span class="map-number num">{nodeCount(node, numbersOf(node.state))}</span>
            </button>
          </li>
        )}
      </For>
    </ul>
  )
}
