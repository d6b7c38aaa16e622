import type { JSX } from 'solid-js'
import { For, Match, Show, Suspense, Switch, createMemo, lazy } from 'solid-js'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail, StreamItem } from './process-types.ts'
import { StreamLetter } from './stream-letter.tsx'
import { StreamEvent } from './stream-event.tsx'
import { StreamMessage } from './stream-message.tsx'
import { StreamRelation } from './stream-relation.tsx'
import { t } from './words/words.ts'
import './stream.css'

const EngineTab = lazy(() => import('./engine-tab.tsx'))

export const streamTabs = ['all', 'talk', 'history', 'notes', 'engine'] as const
export type StreamTab = (typeof streamTabs)[number]

const fits = (item: StreamItem, tab: StreamTab): boolean => {
  if (tab === 'all') return true
  if (item.type === 'event' || item.type === 'relation') return tab === 'history'
  if (item.type === 'letter') return tab === 'talk'
  return item.kind === 'note' ? tab === 'notes' : tab === 'talk'
}

/** History, messages and notes as one stream, the newest first. */
export function Stream(props: {
  readonly process: ProcessDetail
  readonly items: readonly StreamItem[]
  readonly tab: StreamTab
  readonly older: (() => Promise<void>) | undefined
  readonly onTab: (tab: StreamTab) => void
  readonly onAct: (name: 'retry' | 'skip') => void
}): JSX.Element {
  const count = (tab: StreamTab): number => props.items.filter((item) => fits(item, tab)).length
  const said = createMemo(() => new Set(props.items.flatMap((item) => (item.type === 'message' ? [item.body.trim()] : []))))
  const shown = createMemo(() =>
    props.items.filter((item) => fits(item, props.tab)).toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
  )
  const requester = (): string => props.process.requester?.name || props.process.requester?.email || t('stream.requester')
  // Words of the requester that came through the console were told to somebody of the staff, who wrote them down.
  const isRecorded = (item: StreamItem): boolean =>
    item.type === 'message' && item.kind === 'in' && item.channel === 'console' && item.authorName !== requester()
  const recordings = createMemo(
    () => new Set(props.items.flatMap((item) => (item.type === 'message' && isRecorded(item) ? [`${item.authorId} ${item.at}`] : []))),
  )
  return (
    <section aria-label={t('page.stream')}>
      <Tabs
        label={t('page.stream')}
        current={props.tab}
        panelId="stream-panel"
        onChoose={props.onTab}
        tabs={[
          { id: 'all', label: t('page.all') },
          { id: 'talk', label: t(kindOf(props.process.kind)?.conversation ? 'page.talk' : 'page.letters'), count: count('talk') },
          { id: 'history', label: t('page.history'), count: count('history') },
          { id: 'notes', label: t('page.notes'), count: count('notes') },
          { id: 'engine', label: t('page.engine') },
        ]}
      />
      <div id="stream-panel" role="tabpanel" tabIndex={-1}>
        <Show
          when={props.tab !== 'engine'}
          fallback={
            <Suspense>
              <EngineTab process={props.process} onAct={props.onAct} />
            </Suspense>
          }
        >
          <ol class="stream">
            <For
              each={shown()}
              fallback={
                <EmptyState icon={<MessagesSquare size={22} />} title={t('page.emptyStream')}>
                  {t('page.emptyStreamText')}
                </EmptyState>
              }
            >
              {(item) => (
                <li>
                  <Switch>
                    <Match when={item.type === 'event' && item}>
                      {(event) => (
                        <StreamEvent
                          event={event()}
                          kind={props.process.kind}
                          said={said()}
                          recorded={recordings().has(`${event().actorId} ${event().at}`)}
                        />
                      )}
                    </Match>
                    <Match when={item.type === 'relation' && item}>{(relation) => <StreamRelation item={relation()} />}</Match>
                    <Match when={item.type === 'letter' && item}>{(letter) => <StreamLetter letter={letter()} />}</Match>
                    <Match when={item.type === 'message' && item}>
                      {(message) => <StreamMessage message={message()} saidBy={isRecorded(message()) ? requester() : undefined} />}
                    </Match>
                  </Switch>
                </li>
              )}
            </For>
          </ol>
          <Show when={props.older}>{(load) => <Button onClick={() => void load()()}>{t('stream.older')}</Button>}</Show>
        </Show>
      </div>
    </section>
  )
}
