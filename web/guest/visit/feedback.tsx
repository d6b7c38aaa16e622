import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { createDraft } from '../../lib/draft.ts'
import { words } from '../lang.ts'
import { Stars } from '../stars.tsx'
import { TextBox } from '../text-box.tsx'
import type { Doing } from './answer.tsx'
import { said } from './words.ts'

/** One to five stars and a word, once. What was chosen in the letter is only prepared. */
export function Feedback(props: Doing & { readonly chosen: number | undefined }): JSX.Element {
  const draft = createDraft(`${props.base}.feedback`)
  const [stars, setStars] = createSignal(props.chosen ?? Number(draft.values['stars'] ?? 0))
  const [error, setError] = createSignal<string>()
  const comment = (): string => String(draft.values['comment'] ?? '')
  const send = (): void =>
    void props.sending.send({
      url: `${props.base}/feedback`,
      body: { requestId: draft.requestId(), rating: stars(), comment: comment().trim() },
      text: said().rated(stars()),
      onDone: async () => {
        draft.clear()
        await props.onDone(said().rateSaid)
      },
      onRefused: (failure) => {
        draft.renew()
        setError(failure.problems['comment'] ?? failure.message)
        if (Object.keys(failure.problems).length === 0) void props.onDone(failure.message)
      },
    })
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{said().rateTitle}</h2>
      <Stars
        title={said().rateTitle}
        value={stars()}
        onChoose={(value) => {
          setStars(value)
          draft.set('stars', value)
        }}
      />
      <Show when={stars() > 0}>
        <p class="meaning" role="status">
          {words().rateOf(stars(), words().stars[stars() - 1] ?? '')}
        </p>
        <TextBox
          label={said().rateComment}
          optional
          rows={2}
          max={2_000}
          value={comment()}
          error={error()}
          onValue={(value) => draft.set('comment', value === '' ? undefined : value)}
          onSubmit={send}
        />
        <div class="buttons">
          <button type="submit" class="btn main" aria-disabled={props.sending.outgoing() === undefined ? undefined : 'true'}>
            {said().rateSend}
          </button>
        </div>
      </Show>
    </form>
  )
}
