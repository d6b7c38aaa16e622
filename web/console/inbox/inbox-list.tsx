import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createSignal } from 'solid-js'
import CircleCheck from 'lucide-solid/icons/circle-check'
import X from 'lucide-solid/icons/x'
import type { Failure } from '../../lib/failure.ts'
import { formatCount, formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { kindOf, kindsFor, startableFor } from '../kinds.ts'
import { RowDue } from '../process/answers.tsx'
import { RowMarks } from '../process/row-marks.tsx'
import { useMe } from '../session/session.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import type { Group } from './inbox-groups.ts'
import type { InboxItem, InboxScope } from './inbox-source.ts'
import { t } from './inbox-words.ts'
import './inbox.css'

interface InboxListProps {
  readonly groups: readonly Group[]
  readonly loaded: boolean
  readonly failure: Failure | undefined
  readonly scope: InboxScope
  readonly onScope: (scope: InboxScope) => void
  readonly shown: string | undefined
  readonly onChoose: (id: string) => void
  readonly onRetry: () => void
  readonly hasMore: boolean
  readonly loadingMore: boolean
  readonly onMore: () => void
  readonly onClaimMany: (ids: readonly string[]) => Promise<void>
}

/** The tasks by urgency. */
export function InboxList(props: InboxListProps): JSX.Element {
  const me = useMe()
  const [picked, setPicked] = createSignal<readonly string[]>([])
  // With a thumb there is no room for a box in each row: rows are picked by touching them while this holds.
  const [picking, setPicking] = createSignal(false)
  const pick = (id: string): void => {
    setPicked((held) => (held.includes(id) ? held.filter((one) => one !== id) : [...held, id]))
  }
  const claimPicked = async (): Promise<void> => {
    const ids = picked()
    setPicked([])
    setPicking(false)
    await props.onClaimMany(ids)
  }
  return (
    <div class="inbox" classList={{ picking: picking() }}>
      <header class="inbox-head">
        <h1>{t('inbox.title')}</h1>
        <Tabs
          label={t('inbox.which')}
          current={props.scope}
          onChoose={props.onScope}
          tabs={[
            { id: 'all', label: t('inbox.all') },
            { id: 'mine', label: t('inbox.mine') },
            { id: 'free', label: t('inbox.free') },
          ]}
        />
      </header>
      <Show when={picked().length > 0 || picking()}>
        <div class="row inbox-bulk" role="status">
          <span class="grow">{t('inbox.bulk', { count: picked().length })}</span>
          <Button small kind="main" disabled={picked().length === 0} onClick={() => void claimPicked()}>
            {t('inbox.bulkClaim')}
          </Button>
          <IconButton
            small
            label={t('ui.cancel')}
            icon={<X size={16} aria-hidden="true" />}
            onClick={() => {
              setPicked([])
              setPicking(false)
            }}
          />
        </div>
      </Show>
      <Switch>
        <Match when={props.groups.length > 0}>
          <For each={props.groups}>
            {(group, index) => (
              <section aria-labelledby={`group-${group.name}`}>
                <div class="inbox-group-head">
                  <h2 class={`inbox-group ${group.name}`} id={`group-${group.name}`}>
                    {t(`inbox.${group.name}`)} <span class="num">{formatCount(group.count)}</span>
                  </h2>
                  <Show when={index() === 0 && !picking()}>
                    <Button small kind="ghost" class="inbox-pick-many" onClick={() => setPicking(true)}>
                      {t('inbox.pickMany')}
                    </Button>
                  </Show>
                </div>
                <ul>
                  <For each={group.items}>
                    {(item) => (
                      <InboxRow
                        item={item}
                        on={item.id === props.shown}
                        picked={picked().includes(item.id)}
                        onPick={() => pick(item.id)}
                        onChoose={() => (picking() ? pick(item.id) : props.onChoose(item.id))}
                      />
                    )}
                  </For>
                </ul>
              </section>
            )}
          </For>
          <LoadMore shown={props.hasMore} busy={props.loadingMore} failure={props.failure?.message} onMore={props.onMore} />
        </Match>
        <Match when={props.failure}>{(failure) => <ScreenFailure failure={failure()} onRetry={props.onRetry} />}</Match>
        <Match when={!props.loaded}>
          <div class="inbox-wait">
            <Skeleton tall lines={7} />
          </div>
        </Match>
        <Match when={true}>
          <EmptyState
            icon={<CircleCheck size={24} />}
            title={t('inbox.emptyTitle')}
            action={
              <Show when={startableFor(me().user.roles)[0]}>
                {(kind) => (
                  <ButtonLink kind="main" href={`/k/${kind().kind}/new`}>
                    {say(kind().newLabel)}
                  </ButtonLink>
                )}
              </Show>
            }
          >
            {kindsFor(me().user.roles).length > 0 ? t('inbox.emptyText') : t('inbox.emptyNoKinds')}
          </EmptyState>
        </Match>
      </Switch>
    </div>
  )
}

function InboxRow(props: {
  readonly item: InboxItem
  readonly on: boolean
  readonly picked: boolean
  readonly onPick: () => void
  readonly onChoose: () => void
}): JSX.Element {
  const stateName = (): string => {
    const label = kindOf(props.item.kind)?.states[props.item.state]?.label
    return label === undefined ? props.item.state : say(label)
  }
  const meetsAt = (): string | undefined => {
    const at = props.item.listed[kindOf(props.item.kind)?.moment ?? '']
    return typeof at === 'string' ? at : undefined
  }
  return (
    <li class="inbox-row" classList={{ on: props.on, picked: props.picked }} id={`task-${props.item.id}`}>
      <input
        type="checkbox"
        class="inbox-pick"
        aria-label={t('inbox.select', { number: props.item.number })}
        checked={props.picked}
        onChange={() => props.onPick()}
      />
      <button type="button" aria-current={props.on ? 'true' : undefined} onClick={() => props.onChoose()}>
        <span class="inbox-line">
          <span class="tiny num">{props.item.number}</span>
          <RowDue row={props.item} />
        </span>
        <span class="inbox-title">{props.item.title}</span>
        <span class="inbox-line tiny">
          <span>
            {stateName()}
            <Show when={meetsAt()}>{(at) => <span class="num"> · {formatMoment(at())}</span>}</Show> <RowMarks row={props.item} />
          </span>
          <Show when={props.item.assignee} fallback={t('inbox.nobody')}>
            {(person) => (
              <span class="inbox-person">
                <Avatar name={person().name} /> {props.item.standIn ? t('inbox.standIn', { name: person().name }) : person().name}
              </span>
            )}
          </Show>
        </span>
      </button>
    </li>
  )
}
