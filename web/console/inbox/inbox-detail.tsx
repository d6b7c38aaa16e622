import type { JSX } from 'solid-js'
import { Show, createEffect, createMemo, createSignal, on } from 'solid-js'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createDraft } from '../../lib/draft.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ActionButtons } from '../process/action-buttons.tsx'
import { ChosenForm } from '../process/action-form.tsx'
import { createChosenOffer } from '../process/chosen-offer.ts'
import { Answers } from '../process/answers.tsx'
import { ComparedCards, KindCards } from '../process/kind-cards.tsx'
import { NextCard } from '../process/next-card.tsx'
import { NoteForm } from '../process/note-form.tsx'
import type { Offer } from '../process/offers.ts'
import { offersOf } from '../process/offers.ts'
import { PhaseLine } from '../process/phase-line.tsx'
import { createProcess } from '../process/process-state.ts'
import type { ProcessDetail } from '../process/process-types.ts'
import { DataCard } from '../process/side-cards.tsx'
import { Stream } from '../process/stream.tsx'
import type { StreamTab } from '../process/stream.tsx'
import { useMe } from '../session/session.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { createArrival } from './arrival.ts'
import type { Claims } from './claims.ts'
import type { InboxItem } from './inbox-source.ts'
import { t } from './inbox-words.ts'

/** The chosen task: what it is about, its form, what was said. When it is done, the next one comes. */
export function InboxDetail(props: {
  readonly id: string
  /** It came by itself after another was done. */
  readonly arrived: boolean
  readonly item: InboxItem | undefined
  readonly claims: Claims
  readonly onBack: () => void
  readonly onDone: () => void
}): JSX.Element {
  const me = useMe()
  const state = createProcess(() => props.id)
  const [doing, setDoing] = createSignal<string>()
  const [tab, setTab] = createSignal<StreamTab>('all')
  createEffect(
    on(
      () => props.id,
      () => {
        setDoing(undefined)
        setTab('all')
        state.act.reset()
      },
      { defer: true },
    ),
  )
  const offers = createMemo(() => {
    const process = state.process()
    return process === undefined ? [] : offersOf(process)
  })
  const chosen = createChosenOffer({ place: () => props.id, name: doing, offers })
  const first = (): Offer | undefined => offers().find((offer) => offer.refused === undefined && !offer.common && !offer.danger)
  const close = (): void => {
    setDoing(undefined)
    state.act.reset()
  }
  const finish = (): void => {
    close()
    props.onDone()
  }
  let pane: HTMLDivElement | undefined
  let heading: HTMLHeadingElement | undefined
  const arrival = createArrival({
    shown: () => (props.arrived && state.process()?.id === props.id ? props.id : undefined),
    pane: () => pane,
    heading: () => heading,
  })
  const choose = async (offer: Offer, process: ProcessDetail): Promise<void> => {
    if (state.act.isUnderWay() || arrival.isCalm()) return
    state.act.reset()
    if (Object.keys(offer.form).length > 0 || offer.needsReason) {
      setDoing(offer.name)
      return
    }
    await state.act.run(offer, createDraft(`${process.id}.${offer.name}`))
  }
  useShortcuts([
    {
      keys: 'e',
      label: () => first()?.label ?? t('page.doFirst'),
      enabled: () => first() !== undefined,
      run: () => {
        const [offer, process] = [first(), state.process()]
        if (offer !== undefined && process !== undefined) void choose(offer, process)
      },
    },
    {
      keys: 'Escape',
      label: () => t('page.closeForm'),
      whileTyping: true,
      enabled: () => chosen.offer() !== undefined,
      run: close,
    },
  ])
  return (
    <div class="inbox-detail" ref={pane}>
      <Show
        when={state.process()}
        fallback={
          <Show when={state.failure()} fallback={<Skeleton lines={9} />}>
            {(failure) => <ScreenFailure failure={failure()} onRetry={state.refetch} />}
          </Show>
        }
      >
        {(process) => (
          <>
            <div class="row inbox-detail-head">
              <Button kind="ghost" class="inbox-back" icon={<ArrowLeft size={18} aria-hidden="true" />} onClick={() => props.onBack()}>
                {t('inbox.backToList')}
              </Button>
              <span class="tiny num">{process().number}</span>
              <span class="grow" />
              <Button small shortcut="c" onClick={() => void props.claims.toggle(process(), me().user.id)}>
                {process().assignee?.id === me().user.id ? t('inbox.release') : t('inbox.claim')}
              </Button>
              <ButtonLink small href={`/p/${process().id}`}>
                {t('inbox.openPage')}
              </ButtonLink>
            </div>
            <h2 class="inbox-detail-title" ref={heading} tabIndex={-1}>
              {process().title}
            </h2>
            <Answers process={process()} />
            <ActionButtons offers={offers()} busy={state.act.isUnderWay()} onChoose={(offer) => void choose(offer, process())} />
            <Show when={chosen.offer() === undefined}>
              <PhaseLine sending={state.act} />
            </Show>
            <ComparedCards process={process()} />
            <div class="card">
              <ChosenForm
                process={process()}
                chosen={chosen}
                act={state.act}
                onDone={close}
                onConfirmed={finish}
                fallback={<NoteForm process={process()} onDone={state.refetch} />}
              />
            </div>
            <div class="inbox-context">
              <Stream
                process={process()}
                items={state.items()}
                older={state.older()}
                tab={tab()}
                onTab={setTab}
                onAct={() => setTab('engine')}
              />
              <aside class="stack">
                <NextCard process={process()} />
                <KindCards process={process()} />
                <DataCard process={process()} />
              </aside>
            </div>
          </>
        )}
      </Show>
    </div>
  )
}
