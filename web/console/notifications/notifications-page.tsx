import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { A, useSearchParams } from '@solidjs/router'
import AtSign from 'lucide-solid/icons/at-sign'
import Bell from 'lucide-solid/icons/bell'
import ClockAlert from 'lucide-solid/icons/clock-alert'
import Eye from 'lucide-solid/icons/eye'
import MessageSquare from 'lucide-solid/icons/message-square'
import Siren from 'lucide-solid/icons/siren'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import UserCheck from 'lucide-solid/icons/user-check'
import { failureOf } from '../../lib/failure.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { useLiveNotifications } from '../../lib/live.ts'
import { isPhone } from '../../lib/phone.ts'
import { createPaged } from '../../lib/paged.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { showToast } from '../../ui/toast.tsx'
import { PagedList } from '../shell/paged-list.tsx'
import { PhonePlaces } from '../shell/phone-places.tsx'
import type { Notification } from './notifications-source.ts'
import { markRead, readNotifications } from './notifications-source.ts'
import { t } from './notifications-words.ts'
import './notifications-page.css'

const pictures = {
  assigned: UserCheck,
  mention: AtSign,
  answer: MessageSquare,
  reminder: ClockAlert,
  escalation: Siren,
  trouble: TriangleAlert,
  watch: Eye,
} as const satisfies Record<Notification['kind'], unknown>

/** What concerns the reader, the newest first. */
export default function NotificationsPage(): JSX.Element {
  const [params, setParams] = useSearchParams()
  const unread = (): boolean => params['show'] === 'new'
  const list = createPaged(createMemo(unread), readNotifications, 'id')
  useLiveNotifications(() => void list.refresh())
  const mark = async (ids: readonly string[] | 'all'): Promise<void> => {
    await markRead(ids).catch((error: unknown) => showToast(failureOf(error).message, 'late'))
    await list.refresh()
  }
  return (
    <div class="page notes">
      <header class="page-head">
        <h1>{t('notes.title')}</h1>
        <Tabs
          label={t('notes.which')}
          current={unread() ? 'new' : 'all'}
          onChoose={(id) => setParams({ show: id === 'new' ? 'new' : null })}
          tabs={[
            { id: 'all', label: t('notes.all') },
            { id: 'new', label: t('notes.unread') },
          ]}
        />
        <span class="grow" />
        <Button small onClick={() => void mark('all')}>
          {t('notes.readAll')}
        </Button>
      </header>
      <Show when={isPhone()}>
        <PhonePlaces />
      </Show>
      <PagedList
        list={list}
        empty={
          <EmptyState icon={<Bell size={22} />} title={t('notes.emptyTitle')}>
            {t('notes.emptyText')}
          </EmptyState>
        }
      >
        <ul class="card notes-list">
          <For each={list.items()}>
            {(note) => (
              <li classList={{ unread: note.readAt === null }}>
                <A
                  href={note.processId === null ? '/notifications' : `/p/${note.processId}`}
                  onClick={() => note.readAt === null && void mark([note.id])}
                >
                  <span class={`notes-picture ${note.kind}`}>{pictures[note.kind]({ size: 17, 'aria-hidden': 'true' })}</span>
                  <span class="grow">
                    {say(note.text)}
                    <Show when={note.readAt === null}>
                      <span class="hidden-text">{t('notes.new')}</span>
                    </Show>
                  </span>
                  <time class="tiny num nowrap" datetime={note.at} title={formatExact(note.at)}>
                    {formatMoment(note.at)}
                  </time>
                </A>
              </li>
            )}
          </For>
        </ul>
      </PagedList>
    </div>
  )
}
