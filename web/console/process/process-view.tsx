import type { JSX } from 'solid-js'
import { Show, Suspense, createEffect, createMemo, lazy, on } from 'solid-js'
import { A, useSearchParams } from '@solidjs/router'
import Link2 from 'lucide-solid/icons/link-2'
import { visit } from '../../../domain/visit.ts'
import { createDraft } from '../../lib/draft.ts'
import { isPhone } from '../../lib/phone.ts'
import { say } from '../../lib/i18n.ts'
import { IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { showToast } from '../../ui/toast.tsx'
import { kindOf } from '../kinds.ts'
import { ActionButtons } from './action-buttons.tsx'
import { ChosenForm } from './action-form.tsx'
import { createChosenOffer } from './chosen-offer.ts'
import { Answers } from './answers.tsx'
import { ComparedCards, KindCards } from './kind-cards.tsx'
import { LinkCard } from './link-card.tsx'
import { NextCard } from './next-card.tsx'
import { NoteForm } from './note-form.tsx'
import type { Offer } from './offers.ts'
import { offersOf } from './offers.ts'
import { PathWalked } from './path-walked.tsx'
import { PhaseLine } from './phase-line.tsx'
import type { ProcessState } from './process-state.ts'
import type { ProcessDetail } from './process-types.ts'
import { DataCard, DeadlinesCard, FilesCard, TimeCard } from './side-cards.tsx'
import { RelationsCard } from './relations-card.tsx'
import { RoomCard } from './room-card.tsx'
import type { StreamTab } from './stream.tsx'
import { Stream, streamTabs } from './stream.tsx'
import { WatchersCard } from './watchers-card.tsx'
import { WishNotice } from './wish-notice.tsx'
import { t } from './words/words.ts'
import './process-view.css'

const CoachingCard = lazy(() => import('./coaching/coaching-card.tsx'))

const isTab = (value: unknown): value is StreamTab => streamTabs.some((tab) => tab === value)

/** A process as a page: the four answers, the path, what one may do, the stream, what comes next. */
export function ProcessView(props: { readonly process: ProcessDetail; readonly state: ProcessState }): JSX.Element {
  const [params, setParams] = useSearchParams()
  const offers = createMemo(() => offersOf(props.process))
  const tab = (): StreamTab => (isTab(params['tab']) ? params['tab'] : 'all')
  const chosen = createChosenOffer({
    place: () => props.process.id,
    name: () => (typeof params['do'] === 'string' ? params['do'] : undefined),
    offers,
  })
  const close = (): void => {
    props.state.act.reset()
    setParams({ do: null })
  }
  const choose = (offer: Offer): void => {
    if (props.state.act.isUnderWay()) return
    props.state.act.reset()
    if (Object.keys(offer.form).length > 0 || offer.needsReason) setParams({ do: offer.name })
    else void props.state.act.run(offer, createDraft(`${props.process.id}.${offer.name}`))
  }
  const first = (): Offer | undefined => offers().find((offer) => offer.refused === undefined && !offer.common && !offer.danger)
  useShortcuts([
    {
      keys: 'e',
      label: () => first()?.label ?? t('page.doFirst'),
      enabled: () => first() !== undefined,
      run: () => {
        const offer = first()
        if (offer !== undefined) choose(offer)
      },
    },
    {
      keys: 'c',
      label: () => t('page.comment'),
      run: () => {
        close()
        queueMicrotask(() => document.querySelector<HTMLElement>('.note-form textarea')?.focus())
      },
    },
    { keys: 'Escape', label: () => t('page.closeForm'), whileTyping: true, enabled: () => chosen.offer() !== undefined, run: close },
  ])
  createEffect(
    on(
      () => `${props.process.number} ${props.process.title}`,
      (title) => {
        document.title = `${title} · ${t('app.name')}`
      },
    ),
  )
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(`${location.origin}/p/${props.process.id}`)
    showToast(t('page.copied'), 'ok')
  }
  return (
    <article class="process">
      <header class="process-head">
        <div class="tiny row crumbs">
          <A href={`/k/${props.process.kind}`}>{say(kindOf(props.process.kind)?.pluralLabel ?? { ru: '', en: '' })}</A>
          <span aria-hidden="true">/</span>
          <span class="num">{props.process.number}</span>
          <IconButton label={t('page.copyLink')} small icon={<Link2 size={15} aria-hidden="true" />} onClick={() => void copy()} />
          <Show when={props.process.trouble}>
            <Chip tone="late">{t('list.filterTrouble')}</Chip>
          </Show>
        </div>
        <div class="process-title">
          <h1>{props.process.title}</h1>
          <ActionButtons offers={offers()} busy={props.state.act.isUnderWay()} onChoose={choose} />
        </div>
        <Show when={chosen.offer() === undefined}>
          <PhaseLine sending={props.state.act} />
        </Show>
        <WishNotice process={props.process} />
        <Answers process={props.process} />
        <PathWalked process={props.process} />
      </header>
      <div class="process-columns">
        <div class="process-main">
          <ComparedCards process={props.process} />
          <Show when={isPhone() && chosen.offer() === undefined}>
            <KindCards process={props.process} />
          </Show>
          <div class="card">
            <ChosenForm
              process={props.process}
              chosen={chosen}
              act={props.state.act}
              onDone={close}
              fallback={<NoteForm process={props.process} onDone={() => props.state.refetch()} />}
            />
          </div>
          <Stream
            process={props.process}
            items={props.state.items()}
            older={props.state.older()}
            tab={tab()}
            onTab={(next) => setParams({ tab: next === 'all' ? null : next }, { replace: true, scroll: false })}
            onAct={(name) => {
              const offer = offers().find((one) => one.name === name)
              if (offer !== undefined) choose(offer)
            }}
          />
        </div>
        <aside class="stack">
          <RoomCard process={props.process} onDone={() => props.state.refetch()} />
          <Show when={props.process.kind === visit.kind}>
            <Suspense>
              <CoachingCard process={props.process} onChange={() => props.state.refetch()} />
            </Suspense>
          </Show>
          <NextCard process={props.process} />
          <DeadlinesCard process={props.process} />
          <TimeCard process={props.process} />
          <Show when={!isPhone() || chosen.offer() !== undefined}>
            <KindCards process={props.process} />
          </Show>
          <RelationsCard process={props.process} onChange={() => props.state.refetch()} />
          <DataCard process={props.process} />
          <FilesCard process={props.process} />
          <WatchersCard process={props.process} />
          <LinkCard process={props.process} onDone={() => props.state.refetch()} />
        </aside>
      </div>
    </article>
  )
}
