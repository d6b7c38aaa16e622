import type { JSX } from 'solid-js'
import { Show, createMemo, onCleanup } from 'solid-js'
import Plus from 'lucide-solid/icons/plus'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { formatCount, formatSpan } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { useLive } from '../../lib/live.ts'
import { isPhone } from '../../lib/phone.ts'
import { createQuery } from '../../lib/query.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { startableFor } from '../kinds.ts'
import type { MapAsk, MapNumbers } from '../map/map-source.ts'
import { readMap } from '../map/map-source.ts'
import { MapView } from '../map/map-view.tsx'
import { useMe } from '../session/session.tsx'
import { useListQuery } from './list-query.ts'
import { t } from './list-words.ts'
import { ProcessList } from './process-list.tsx'
import { ViewChips } from './view-chips.tsx'
import './kind-view.css'

const periods = [7, 30, 90, 365] as const
const calmMs = 300

/** Look before read: the picture of a kind with its numbers, then the list it filters. */
export function KindView(props: { readonly definition: ProcessDefinition }): JSX.Element {
  const me = useMe()
  const state = useListQuery()
  const asked = createMemo((): MapAsk => ({ kind: props.definition.kind, days: state.days() }), undefined, {
    equals: (a, b) => a.kind === b.kind && a.days === b.days,
  })
  const numbers = createQuery(asked, readMap, { keep: true, mergeBy: 'state' })
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  useLive(
    (change) => change.kind === props.definition.kind,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void numbers.refetch(), calmMs)
    },
  )
  return (
    <div class="page">
      <header class="page-head kind-head">
        <h1>{say(props.definition.pluralLabel)}</h1>
        <Tabs
          label={t('map.views')}
          current={state.view()}
          onChoose={state.setView}
          tabs={[
            { id: 'map', label: t('map.map') },
            { id: 'list', label: t('map.list') },
          ]}
        />
        <span class="grow" />
        <Show when={state.view() === 'map'}>
          <Menu
            label={t('map.period')}
            alignEnd
            button={t(isPhone() ? 'map.daysShort' : 'map.days', { count: state.days() })}
            items={periods.map((days) => ({
              label: t('map.days', { count: days }),
              checked: state.days() === days,
              run: () => state.setDays(days),
            }))}
          />
        </Show>
        <Show when={!isPhone() && startableFor(me().user.roles).includes(props.definition)}>
          <ButtonLink kind="main" href={`/k/${props.definition.kind}/new`} icon={<Plus size={16} aria-hidden="true" />} shortcut="n">
            {t('list.create')}
          </ButtonLink>
        </Show>
      </header>
      <Summary numbers={numbers.data()} onLate={() => state.patch({ due: 'late' })} onToday={() => state.patch({ due: 'today' })} />
      <Show when={state.view() === 'map'}>
        <MapView definition={props.definition} numbers={numbers.data()} chosen={state.query().states} onChoose={state.toggleState} />
      </Show>
      <ViewChips definition={props.definition} state={state} />
      <ProcessList definition={props.definition} state={state} />
    </div>
  )
}

function Summary(props: {
  readonly numbers: MapNumbers | undefined
  readonly onLate: () => void
  readonly onToday: () => void
}): JSX.Element {
  return (
    <p class="muted summary">
      <Show when={props.numbers} fallback={'\u00a0'}>
        {(numbers) => (
          <>
            <span>{t('map.open', { count: formatCount(numbers().open) })}</span>
            <Show when={numbers().late > 0}>
              <button type="button" class="summary-link late-text" onClick={() => props.onLate()}>
                ◆ {t('map.late', { count: formatCount(numbers().late) })}
              </button>
            </Show>
            <Show when={numbers().dueToday > 0}>
              <button type="button" class="summary-link warn-text" onClick={() => props.onToday()}>
                ■ {t('map.today', { count: numbers().dueToday })}
              </button>
            </Show>
            <Show when={numbers().medianMs}>{(median) => <span>{t('map.median', { span: formatSpan(median()) })}</span>}</Show>
          </>
        )}
      </Show>
    </p>
  )
}
