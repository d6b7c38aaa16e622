import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { GuestPage } from '../../../domain/guest-page.ts'
import type { DraftValues } from '../../lib/draft.ts'
import { createDraft } from '../../lib/draft.ts'
import { newId } from '../../lib/new-id.ts'
import type { Doing } from '../sending.ts'
import { TextBox } from '../text-box.tsx'
import { TimesToWish } from './times-to-wish.tsx'
import { said } from './words.ts'

type Form = 'other-time' | 'decline'

/** Words for the representative, kept in this browser until they have arrived. */
function WordsForm(props: Doing & { readonly form: Form; readonly toldBy: GuestPage['toldBy']; readonly onBack: () => void }): JSX.Element {
  const draft = createDraft(`${props.base}.${props.form}`)
  const [error, setError] = createSignal<string>()
  const text = (): string => String(draft.values['text'] ?? '')
  const isDecline = (): boolean => props.form === 'decline'
  const wished = (): DraftValues => {
    const { startsAt } = draft.values
    return startsAt === undefined ? {} : { startsAt }
  }
  const send = (): void => {
    const written = text().trim()
    void props.sending.send({
      url: `${props.base}/${props.form}`,
      body: { requestId: draft.requestId(), ...(isDecline() ? { comment: written } : { ...wished(), text: written }) },
      text: written === '' ? said().otherTime : written,
      onDone: async () => {
        draft.clear()
        await props.onDone(isDecline() ? said().declineSaid : said().otherTimeSaid[props.toldBy])
        props.onBack()
      },
      onRefused: (failure) => {
        draft.renew()
        setError(failure.problems['text'] ?? failure.problems['comment'] ?? failure.problems['startsAt'] ?? failure.message)
        if (Object.keys(failure.problems).length === 0) void props.onDone(failure.message)
      },
    })
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{isDecline() ? said().declineTitle : said().otherTimeTitle}</h2>
      <Show when={!isDecline()}>
        <TimesToWish
          base={props.base}
          chosen={draft.values['startsAt']}
          onChoose={(startsAt) => {
            setError(undefined)
            draft.set('startsAt', startsAt)
          }}
        />
      </Show>
      <TextBox
        label={isDecline() ? said().declineTitle : said().otherTimeWords}
        quiet={isDecline()}
        hint={isDecline() ? said().declineHint : said().otherTimeHint[props.toldBy]}
        rows={3}
        max={2_000}
        value={text()}
        error={error()}
        onValue={(value) => {
          setError(undefined)
          draft.set('text', value === '' ? undefined : value)
        }}
        onSubmit={send}
      />
      <div class="buttons">
        <button type="submit" class="btn main" aria-disabled={props.sending.outgoing() === undefined ? undefined : 'true'}>
          {isDecline() ? said().declineSend : said().otherTimeSend}
        </button>
        <button type="button" class="btn" onClick={props.onBack}>
          {said().back}
        </button>
      </div>
    </form>
  )
}

/** What a contact may answer: confirm by a tap, which also keeps a time they asked to change, decline, or ask for another time. */
export function Answer(
  props: Doing & {
    readonly may: { readonly confirm: boolean; readonly decline: boolean; readonly askOtherTime: boolean }
    readonly toldBy: GuestPage['toldBy']
    /** It was confirmed before. */
    readonly confirmed: boolean
    /** Chosen in the letter: it still waits for a tap. */
    readonly chosen: 'confirm' | 'refuse' | undefined
  },
): JSX.Element {
  const [form, setForm] = createSignal<Form | undefined>(props.chosen === 'refuse' ? 'other-time' : undefined)
  const requestId = newId()
  const confirm = (): void =>
    void props.sending.send({
      url: `${props.base}/confirm`,
      body: { requestId },
      text: said().confirm,
      onDone: () => props.onDone(said().confirmedSaid),
      onRefused: (failure) => void props.onDone(failure.message),
    })
  return (
    <>
      <Show when={props.may.confirm && form() === undefined}>
        <button
          type="button"
          class="btn main wide"
          aria-disabled={props.sending.outgoing() === undefined ? undefined : 'true'}
          onClick={confirm}
          ref={(button) => {
            if (props.chosen === 'confirm') queueMicrotask(() => button.focus())
          }}
        >
          {props.confirmed ? said().keepTime : said().confirm}
        </button>
      </Show>
      <Show
        when={form()}
        fallback={
          <div class="buttons">
            <Show when={props.may.askOtherTime}>
              <button type="button" class="btn" onClick={() => setForm('other-time')}>
                {said().otherTime}
              </button>
            </Show>
            <Show when={props.may.decline}>
              <button type="button" class="btn" onClick={() => setForm('decline')}>
                {said().refuse}
              </button>
            </Show>
          </div>
        }
      >
        {(open) => (
          <>
            <WordsForm {...props} form={open()} onBack={() => setForm(undefined)} />
            <Show when={open() === 'other-time' && props.may.decline}>
              <button type="button" class="plain-link" onClick={() => setForm('decline')}>
                {said().declineTitle}
              </button>
            </Show>
          </>
        )}
      </Show>
    </>
  )
}
