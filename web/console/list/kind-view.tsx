import type { JSX } from 'solid-js'
import { For, Show, createMemo, onCleanup } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { formatCount, formatSpan } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { useLive } from '../../lib/live.ts'
import { isPhone } from '../../lib/phone.ts'
import { createQuery } from '../../lib/query.ts'
import { failureOf } from '../../lib/failure.ts'
import { showToast } from '../../ui/toast.tsx'
import { ToggleChip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { startableFor } from '../kinds.ts'
import type { MapAsk, MapNumbers } from '../map/map-source.ts'
import { readMap } from '../map/map-source.ts'
import { MapView } from '../map/map-view.tsx'
import { useMe } from '../session/session.tsx'
import { queryText, useListQuery } from './list-query.ts'
import type { View } from './list-source.ts'
import { readViews, removeView, saveView } from './list-source.ts'
import { ProcessList } from './process-list.tsx'
import './kind-view.css'

const periods = [7, 30, 90, 365] as const
const calmMs = 300

/** Look before read: the picture of a kind with its numbers, then the list it filters. */
export function KindView(props: { readonly definition: ProcessDefinition }): JSX.Element {
  const me = useMe()
  const state = useListQuery()
  const navigate = useNavigate()
  const asked = createMemo((): MapAsk => ({ kind: props.definition.kind, days: state.days() }), undefined, {
    equals: (a, b) => a.kind === b.kind && a.days === b.days,
  })
  const numbers = createQuery(asked, readMap, { keep: true, mergeBy: 'state' })
  const views = createQuery(() => props.definition.kind, readViews)
  let timer: ReturnType<typeof setTimeout> | undefined
  const refetchViews = (): void => void views.refetch()
  window.addEventListener('vekha:views', refetchViews)
  onCleanup(() => {
    clearTimeout(timer)
    window.removeEventListener('vekha:views', refetchViews)
  })
  useLive(
    (change) => change.kind === props.definition.kind,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void numbers.refetch(), calmMs)
    },
  )
  const searchOf = (view: View): string => (typeof view.query['search'] === 'string' ? view.query['search'] : '')
  const forget = async (view: View): Promise<void> => {
    try {
      await removeView(view.id)
      const again = (): void => void saveView(view.kind, view.name, searchOf(view)).then(refetchViews)
      showToast(t('list.viewRemoved', { name: view.name }), 'plain', { label: t('ui.undo'), run: again })
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    refetchViews()
  }
  const isView = (search: string): boolean => queryText(state.query()) === search
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
      <Show when={(views.data()?.items.length ?? 0) > 0}>
        <div class="row views" role="group" aria-label={t('list.views')}>
          <For each={views.data()?.items}>
            {(view) => (
              <span class="view">
                <ToggleChip
                  label={view.name}
                  pressed={isView(searchOf(view))}
                  onToggle={() =>
                    navigate(`/k/${props.definition.kind}?${searchOf(view)}${state.view() === 'list' ? '&view=list' : ''}`, {
                      scroll: false,
                    })
                  }
                />
                <Show when={isView(searchOf(view))}>
                  <button
                    type="button"
                    class="chip-x"
                    aria-label={t('ui.removeNamed', { name: view.name })}
                    onClick={() => void forget(view)}
                  >
                    <X size={14} aria-hidden="true" />
                  </button>
                </Show>
              </span>
            )}
          </For>
        </div>
      </Show>
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
