import type { JSX } from 'solid-js'
import { Show, createSignal, onMount } from 'solid-js'
import type { DraftValues } from '../../lib/draft.ts'
import { createDraft } from '../../lib/draft.ts'
import { Button } from '../../ui/button.tsx'
import { submitByKey } from '../../ui/submit-by-key.ts'
import { TextArea } from '../../ui/text-area.tsx'
import { FormFields } from '../form/form-fields.tsx'
import { timedDraft } from '../form/timed-draft.ts'
import { OfferedTimes } from '../form/offered-times.tsx'
import type { Act } from './act.ts'
import { problemsOf, reasonKey } from './act.ts'
import type { ChosenOffer } from './chosen-offer.ts'
import { GoneNotice } from './gone-notice.tsx'
import type { Offer } from './offers.ts'
import { suggested } from './suggested.ts'
import { PhaseLine } from './phase-line.tsx'
import type { ProcessDetail } from './process-types.ts'
import { SecondThoughtLine, createSecondThought } from './second-thought.tsx'
import { SentFields } from './sent-fields.tsx'
import { t } from './words/words.ts'

interface ActionFormProps {
  readonly process: ProcessDetail
  readonly offer: Offer
  readonly act: Act
  readonly autofocus?: boolean
  /** What is known already, as the time that a visit was dragged to; it goes before what a draft held. */
  readonly given?: DraftValues | undefined
  /** A colleague's move has taken the action away while the form was open. */
  readonly gone: boolean
  /** The person closed the form; its draft stays. */
  readonly onDone: () => void
  /** The engine took the action; without it the form just closes. */
  readonly onConfirmed?: (() => void) | undefined
}

/** The form of one action: its draft is kept by process and action until the engine confirms. */
export function ActionForm(props: ActionFormProps): JSX.Element {
  const kept = createDraft(`${props.process.id}.${props.offer.name}`, suggested(props.process, props.offer.name))
  const draft = timedDraft(kept, props.offer.form)
  for (const [name, value] of Object.entries(props.given ?? {})) draft.set(name, value)
  const thought = createSecondThought(draft, props.process.kind, props.process.id)
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({})
  const [restored, setRestored] = createSignal(draft.restored)
  let form: HTMLFormElement | undefined
  onMount(() => {
    if (!props.autofocus || form === undefined) return
    const fields = [
      ...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('input:not([type=file]),textarea,select'),
    ]
    // Of what is filled in already the rest is asked; `optional` fields are never required.
    const open = props.given === undefined ? undefined : fields.find((field) => field.required && field.value === '')
    ;(open ?? fields[0])?.focus()
  })
  const isGone = (): boolean => props.gone && !props.act.isUnderWay()
  const submit = async (): Promise<void> => {
    if (isGone()) return
    const found: Record<string, string> = { ...problemsOf(props.offer.form, draft) }
    const reason = draft.values[reasonKey]
    if (props.offer.needsReason && (typeof reason !== 'string' || reason.trim() === '')) found[reasonKey] = t('failure.reasonNeeded')
    setProblems(found)
    if (Object.keys(found).length > 0) {
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    if (!(await thought.passes())) return
    if (await props.act.run(props.offer, draft)) (props.onConfirmed ?? props.onDone)()
    else {
      const phase = props.act.phase()
      if (phase.kind === 'refused') setProblems(phase.failure.problems)
    }
  }
  const isUnclear = (): boolean => props.act.phase().kind === 'unconfirmed' || props.act.phase().kind === 'stopped'
  const address = (): string => props.process.requester?.email ?? ''
  return (
    <form
      ref={form}
      class="stack"
      novalidate
      onKeyDown={submitByKey}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Show when={props.offer.talks || restored()}>
        <div class="row tiny">
          <Show when={props.offer.talks && address()}>
            <span>{t('page.goesTo', { address: address() })}</span>
          </Show>
          <Show when={restored()}>
            <span>{t('page.draftRestored')}</span>
            <button
              type="button"
              class="link-button"
              disabled={props.act.isUnderWay()}
              onClick={() => {
                draft.clear()
                setRestored(false)
              }}
            >
              {t('start.dropDraft')}
            </button>
          </Show>
        </div>
      </Show>
      <SentFields locked={props.act.isUnderWay()}>
        <FormFields form={props.offer.form} draft={draft} problems={problems()} />
        <Show when={props.offer.needsReason}>
          <TextArea
            label={t('page.reason')}
            hint={t('page.reasonHint')}
            required
            rows={2}
            error={problems()[reasonKey]}
            value={String(draft.values[reasonKey] ?? '')}
            onValue={(value) => draft.set(reasonKey, value === '' ? undefined : value)}
          />
        </Show>
      </SentFields>
      <Show when={!isGone()} fallback={<GoneNotice offer={props.offer} values={draft.values} onClose={props.onDone} />}>
        <SecondThoughtLine thought={thought} />
        <PhaseLine sending={props.act} />
        <OfferedTimes sending={props.act} form={props.offer.form} draft={draft} />
      </Show>
      <Show when={props.act.phase().kind !== 'repeating' && !isGone()}>
        <div class="row">
          <Button type="submit" kind={props.offer.danger ? 'danger' : 'main'} shortcut="Ctrl+Enter" busy={props.act.isUnderWay()}>
            {isUnclear() ? t('page.repeat') : thought.why() === undefined ? props.offer.label : t('unusual.goOn')}
          </Button>
          <Button kind="ghost" onClick={() => props.onDone()}>
            {t('ui.cancel')}
          </Button>
        </div>
      </Show>
    </form>
  )
}

/**
 * The form of the chosen action under its name, or something else while none is chosen. Keyed by the name: a refresh
 * brings a new offer object and must not rebuild the form somebody types in.
 */
export function ChosenForm(props: {
  readonly process: ProcessDetail
  readonly chosen: ChosenOffer
  readonly act: Act
  readonly fallback: JSX.Element
  readonly given?: DraftValues | undefined
  readonly onDone: () => void
  readonly onConfirmed?: () => void
}): JSX.Element {
  return (
    <Show when={props.chosen.offer()?.name} keyed fallback={props.fallback}>
      <Show when={props.chosen.offer()}>
        {(offer) => (
          <>
            <h2>{offer().label}</h2>
            <ActionForm
              process={props.process}
              offer={offer()}
              act={props.act}
              autofocus
              given={props.given}
              gone={props.chosen.gone()}
              onDone={props.onDone}
              onConfirmed={props.onConfirmed}
            />
          </>
        )}
      </Show>
    </Show>
  )
}
