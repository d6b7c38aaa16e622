import type { JSX } from 'solid-js'
import { Show, createEffect, createMemo, createSignal, on } from 'solid-js'
import { A } from '@solidjs/router'
import type { DraftValues } from '../../lib/draft.ts'
import { createDraft } from '../../lib/draft.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { useLive } from '../../lib/live.ts'
import { createQuery } from '../../lib/query.ts'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { createAct } from '../process/act.ts'
import { ActionButtons } from '../process/action-buttons.tsx'
import { ChosenForm } from '../process/action-form.tsx'
import { createChosenOffer } from '../process/chosen-offer.ts'
import type { Offer } from '../process/offers.ts'
import { offersOf } from '../process/offers.ts'
import { PhaseLine } from '../process/phase-line.tsx'
import { readProcess } from '../process/process-source.ts'
import type { ProcessDetail } from '../process/process-types.ts'
import { WishNotice } from '../process/wish-notice.tsx'
import type { Moved } from './calendar-board.tsx'
import { markOf, modeWord, stateWord } from './state-mark.ts'
import { t } from './team-words.ts'

const rescheduling = 'reschedule'

/**
 * A visit of the calendar with what can be done with it. What was dragged opens here with its new time filled in: the reason is
 * asked for, and it goes the way of every action; a refusal or a second thought puts it back.
 */
export function VisitCard(props: {
  readonly id: string
  readonly moved: Moved | undefined
  readonly onClose: () => void
  readonly onAnswer: () => void
}): JSX.Element {
  const process = createQuery(() => props.id, readProcess)
  const act = createAct(process.data, () => {
    void process.refetch()
    props.onAnswer()
  })
  useLive(
    (change) => change.processId === props.id,
    () => void process.refetch(),
  )
  const [name, setName] = createSignal<string | undefined>(props.moved === undefined ? undefined : rescheduling)
  const given = (): DraftValues | undefined =>
    props.moved && name() === rescheduling
      ? { startsAt: new Date(props.moved.startsAt).toISOString(), durationMinutes: props.moved.durationMinutes }
      : undefined
  let isElsewhere = props.moved !== undefined
  const putBack = (): void => {
    if (!isElsewhere) return
    isElsewhere = false
    props.moved?.undo()
    props.onAnswer()
  }
  createEffect(
    on(
      () => act.phase().kind,
      (kind) => {
        if (kind === 'refused') putBack()
      },
      { defer: true },
    ),
  )
  const close = (): void => {
    putBack()
    props.onClose()
  }
  return (
    <Dialog title={process.data()?.title ?? t('ui.loading')} side onClose={close}>
      <Show
        when={process.data()}
        fallback={
          <Show when={process.failure()} fallback={<Skeleton lines={6} />}>
            {(failure) => <p class="field-error">{failure().message}</p>}
          </Show>
        }
      >
        {(shown) => (
          <CardBody
            process={shown()}
            act={act}
            name={name()}
            given={given()}
            onName={(next) => {
              if (next === undefined) putBack()
              setName(next)
            }}
            onConfirmed={() => {
              isElsewhere = false
              props.onClose()
            }}
          />
        )}
      </Show>
    </Dialog>
  )
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function CardBody(props: {
  readonly process: ProcessDetail
  readonly act: ReturnType<typeof createAct>
  readonly name: string | undefined
  readonly given: DraftValues | undefined
  readonly onName: (name: string | undefined) => void
  readonly onConfirmed: () => void
}): JSX.Element {
  const offers = createMemo(() => offersOf(props.process))
  const chosen = createChosenOffer({ place: () => props.process.id, name: () => props.name, offers })
  const data = (): ProcessDetail['data'] => props.process.data
  const choose = (offer: Offer): void => {
    if (props.act.isUnderWay()) return
    props.act.reset()
    if (Object.keys(offer.form).length > 0 || offer.needsReason) props.onName(offer.name)
    else void props.act.run(offer, createDraft(`${props.process.id}.${offer.name}`))
  }
  const done = (): void => {
    props.act.reset()
    props.onName(undefined)
  }
  return (
    <div class="stack">
      <div class="row">
        <Chip>
          <span aria-hidden="true">{markOf(props.process.state)}</span> {stateWord(props.process.state)}
        </Chip>
        <A class="num" href={`/p/${props.process.id}`}>
          {props.process.number}
        </A>
      </div>
      <WishNotice process={props.process} />
      <dl class="cal-facts">
        <dt>{t('calendar.when')}</dt>
        <dd title={formatExact(text(data()['startsAt']))}>{formatMoment(text(data()['startsAt']))}</dd>
        <dt>{t('calendar.who')}</dt>
        <dd>{props.process.assignee?.name}</dd>
        <dt>{t('calendar.how')}</dt>
        <dd>{modeWord(text(data()['mode']))}</dd>
        <Show when={text(data()['address'])}>
          {(address) => (
            <>
              <dt>{t('calendar.where')}</dt>
              <dd>{address()}</dd>
            </>
          )}
        </Show>
      </dl>
      <Show when={chosen.offer() === undefined}>
        <PhaseLine sending={props.act} />
      </Show>
      <ChosenForm
        process={props.process}
        chosen={chosen}
        act={props.act}
        given={props.given}
        onDone={done}
        onConfirmed={props.onConfirmed}
        fallback={<ActionButtons offers={offers()} busy={props.act.isUnderWay()} onChoose={choose} />}
      />
    </div>
  )
}
