import type { JSX } from 'solid-js'
import { Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import Inbox from 'lucide-solid/icons/inbox'
import SearchX from 'lucide-solid/icons/search-x'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { say } from '../../lib/i18n.ts'
import { readStored, store } from '../../lib/stored.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { startableFor } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { RowCard, columnsOf, defaultColumnIds } from './columns.tsx'
import { FilterBar } from './filter-bar.tsx'
import type { ListState } from './list-query.ts'
import { queryText } from './list-query.ts'
import { createList } from './list-state.ts'
import { t } from './list-words.ts'

/** The list of a kind: conditions, columns, rows without end, kept live. */
export function ProcessList(props: { readonly definition: ProcessDefinition; readonly state: ListState }): JSX.Element {
  const me = useMe()
  const navigate = useNavigate()
  const list = createList(() => props.definition.kind, props.state.query)
  const key = `vekha.columns.${props.definition.kind}`
  const all = createMemo(() => columnsOf(props.definition))
  const stored = readStored(key)
    ?.split('.')
    .filter((id) => all().some((column) => column.id === id))
  const [chosen, setChosen] = createSignal(stored !== undefined && stored.length > 0 ? stored : defaultColumnIds(props.definition))
  const columns = createMemo(() => all().filter(({ id }) => chosen().includes(id)))
  const toggle = (id: string): void => {
    const next = chosen().includes(id) ? chosen().filter((one) => one !== id) : [...chosen(), id]
    if (next.length === 0) return
    setChosen(next)
    store(key, next.join('.'))
  }
  const filtered = (): boolean => queryText({ ...props.state.query(), sort: { by: 'changed', descending: true } }) !== ''
  const onlyOpen = (): boolean => props.state.query().text !== '' && !props.state.query().ended && props.state.query().states.length === 0
  return (
    <section aria-label={t('list.title', { kind: say(props.definition.pluralLabel) })}>
      <FilterBar
        definition={props.definition}
        state={props.state}
        count={list.count()}
        columns={all().map(({ id, header }) => ({ label: header, checked: chosen().includes(id), run: () => toggle(id) }))}
      />
      <Switch>
        <Match when={list.failure() !== undefined && list.rows().length === 0 && list.failure()}>
          {(failure) => <ScreenFailure failure={failure()} onRetry={list.refresh} />}
        </Match>
        <Match when={list.rows().length > 0}>
          <div class="list-scroll">
            <DataTable
              label={t('list.title', { kind: say(props.definition.pluralLabel) })}
              columns={columns()}
              rows={list.rows()}
              totalCount={list.count().shown}
              rowId={(row) => row.id}
              selected={props.state.row()}
              onSelect={props.state.setRow}
              onOpen={(row) => navigate(`/p/${row.id}`)}
              sort={props.state.query().sort}
              onSort={props.state.setSort}
              card={(row) => <RowCard row={row} definition={props.definition} />}
              onNearEnd={() => void list.more()}
            />
          </div>
          <LoadMore
            shown={list.hasMore()}
            busy={list.phase() === 'more'}
            failure={list.failure()?.message}
            onMore={() => void list.more()}
          />
        </Match>
        <Match when={list.phase() === 'first'}>
          <Skeleton tall lines={6} />
        </Match>
        <Match when={filtered()}>
          <EmptyState
            icon={<SearchX size={22} />}
            title={t('list.noneTitle')}
            action={
              <div class="row">
                <Show when={onlyOpen()}>
                  <Button kind="main" onClick={() => props.state.patch({ ended: '1' })}>
                    {t('list.alsoEnded')}
                  </Button>
                </Show>
                <Button onClick={() => props.state.clear()}>{t('list.reset')}</Button>
              </div>
            }
          >
            {onlyOpen() ? t('list.noneOpen') : t('list.noneText')}
          </EmptyState>
        </Match>
        <Match when={true}>
          <EmptyState
            icon={<Inbox size={22} />}
            title={t('list.emptyTitle')}
            action={
              <Show when={startableFor(me().user.roles).includes(props.definition)}>
                <ButtonLink kind="main" href={`/k/${props.definition.kind}/new`}>
                  {t('list.create')}
                </ButtonLink>
              </Show>
            }
          >
            {say(props.definition.comesFrom ?? { ru: '', en: '' })}
          </EmptyState>
        </Match>
      </Switch>
    </section>
  )
}
