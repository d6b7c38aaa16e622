import type { JSX } from 'solid-js'
import { Show, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { useLive } from '../../lib/live.ts'
import { isPhone } from '../../lib/phone.ts'
import { createPaged } from '../../lib/paged.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { SplitPane } from '../../ui/split-pane.tsx'
import MousePointerClick from 'lucide-solid/icons/mouse-pointer-click'
import { useMe } from '../session/session.tsx'
import { createClaims } from './claims.ts'
import { InboxDetail } from './inbox-detail.tsx'
import { groupsOf } from './inbox-groups.ts'
import { InboxList } from './inbox-list.tsx'
import type { InboxScope } from './inbox-source.ts'
import { inboxScopes, readInbox } from './inbox-source.ts'
import { t } from './inbox-words.ts'

const calmMs = 250

/** The home of everyone who does steps: tasks by urgency at the left, the chosen one with its form at the right. */
export default function InboxPage(): JSX.Element {
  const me = useMe()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const scope = (): InboxScope => inboxScopes.find((one) => one === params['scope']) ?? 'all'
  const inbox = createPaged(scope, readInbox, 'id')
  const groups = createMemo(() => groupsOf(inbox.items(), inbox.first()?.groups))
  const order = createMemo(() => groups().flatMap((group) => group.items))
  const [last, setLast] = createSignal<number>(0)
  const task = (): string | undefined => (typeof params['task'] === 'string' ? params['task'] : undefined)
  const shown = createMemo(() => task() ?? (isPhone() ? undefined : order()[0]?.id))
  // The task that came by itself, after another was done or left the list.
  const [arrived, setArrived] = createSignal<string>()
  let byHand: string | undefined
  createEffect(on(shown, (id, before) => setArrived(before !== undefined && id !== byHand ? id : undefined)))
  const choose = (id: string | undefined): void => {
    byHand = id
    setLast(
      Math.max(
        0,
        order().findIndex((item) => item.id === id),
      ),
    )
    setParams({ task: id ?? null, do: null }, { replace: task() !== undefined && !isPhone(), scroll: false })
  }
  const move = (by: number): void => {
    const at = order().findIndex((item) => item.id === shown())
    const next = order()[Math.min(Math.max(at + by, 0), order().length - 1)]
    if (next === undefined) return
    choose(next.id)
    document.getElementById(`task-${next.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const refetch = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void inbox.refresh(), calmMs)
  }
  useLive(() => true, refetch)
  // The finished task may still be in the list for a moment: the next one is what followed it.
  const next = (): void => {
    const at = order().findIndex((item) => item.id === shown())
    const following = order()[at + 1] ?? order()[at - 1] ?? order()[last()]
    void inbox.refresh()
    choose(isPhone() ? undefined : following?.id)
    byHand = undefined
  }
  const claims = createClaims(() => inbox.refresh())
  const current = createMemo(() => order().find((item) => item.id === shown()))
  useShortcuts([
    { keys: 'j', label: () => t('inbox.next'), run: () => move(1) },
    { keys: 'k', label: () => t('inbox.previous'), run: () => move(-1) },
    {
      keys: 'c',
      label: () => (current()?.assignee?.id === me().user.id ? t('inbox.release') : t('inbox.claim')),
      enabled: () => current() !== undefined,
      run: () => {
        const item = current()
        if (item !== undefined) void claims.toggle(item, me().user.id)
      },
    },
    {
      keys: 'Enter',
      label: () => t('inbox.openPage'),
      enabled: () => shown() !== undefined,
      run: () => navigate(`/p/${shown() ?? ''}`),
    },
  ])
  return (
    <SplitPane
      listLabel={t('inbox.title')}
      detailLabel={t('inbox.detail')}
      detailOpen={task() !== undefined}
      alone={shown() === undefined && inbox.first() !== undefined && order().length === 0}
      list={
        <InboxList
          groups={groups()}
          loaded={inbox.first() !== undefined}
          failure={inbox.failure()}
          scope={scope()}
          onScope={(one) => setParams({ scope: one === 'all' ? null : one, task: null }, { scroll: false })}
          shown={shown()}
          onChoose={choose}
          onRetry={() => void inbox.refresh()}
          hasMore={inbox.hasMore()}
          loadingMore={inbox.loadingMore()}
          onMore={() => void inbox.more()}
          onClaimMany={(ids) => claims.many(ids.filter((id) => order().find((item) => item.id === id)?.mine !== true))}
        />
      }
      detail={
        <Show
          when={shown()}
          fallback={
            <Show when={order().length > 0}>
              <EmptyState icon={<MousePointerClick size={22} />} title={t('inbox.chooseTitle')}>
                {t('inbox.chooseText')}
              </EmptyState>
            </Show>
          }
        >
          {(id) => (
            <InboxDetail
              id={id()}
              arrived={arrived() === id()}
              item={current()}
              claims={claims}
              onBack={() => choose(undefined)}
              onDone={next}
            />
          )}
        </Show>
      }
    />
  )
}
