import type { JSX } from 'solid-js'
import { For, Show, createMemo, createResource } from 'solid-js'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { formatCount } from '../../lib/format.ts'
import { isPhone } from '../../lib/phone.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { MapColumn } from './map-column.tsx'
import { layoutOf } from './map-layout.ts'
import { MapPicture } from './map-picture.tsx'
import { shapeOf } from './map-shape.ts'
import type { MapNumbers } from './map-source.ts'
import { t } from '../list/list-words.ts'
import './map.css'

/** The map of a kind: a picture, a column on a phone, and the moves as a list for who can't see either. */
export function MapView(props: {
  readonly definition: ProcessDefinition
  readonly numbers: MapNumbers | undefined
  readonly chosen: readonly string[]
  readonly onChoose: (state: string) => void
}): JSX.Element {
  const shape = createMemo(() => shapeOf(props.definition))
  const [layout] = createResource(
    () => (isPhone() ? undefined : shape()),
    (held) => layoutOf(held),
  )
  const labelOf = (state: string): string => shape().nodes.find((node) => node.state === state)?.label ?? state
  return (
    <section aria-label={t('map.title')}>
      <Show
        when={!isPhone()}
        fallback={<MapColumn shape={shape()} numbers={props.numbers} chosen={props.chosen} onChoose={props.onChoose} />}
      >
        <div class="card map-card">
          <Show
            when={layout.error === undefined}
            fallback={<MapColumn shape={shape()} numbers={props.numbers} chosen={props.chosen} onChoose={props.onChoose} />}
          >
            <Show
              when={layout.latest}
              fallback={
                <div class="map-wait">
                  <Skeleton tall lines={3} />
                </div>
              }
            >
              {(placed) => (
                <MapPicture shape={shape()} layout={placed()} numbers={props.numbers} chosen={props.chosen} onChoose={props.onChoose} />
              )}
            </Show>
          </Show>
        </div>
      </Show>
      <div class="hidden-text">
        <h2>{t('map.moves')}</h2>
        <ul>
          <For each={props.numbers?.edges ?? []}>
            {(edge) => <li>{t('map.edgeLabel', { from: labelOf(edge.from), to: labelOf(edge.to), count: formatCount(edge.count) })}</li>}
          </For>
        </ul>
      </div>
    </section>
  )
}
