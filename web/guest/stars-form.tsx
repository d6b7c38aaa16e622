import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { createDraft } from '../lib/draft.ts'
import { words } from './lang.ts'
import type { Doing } from './sending.ts'
import { Stars } from './stars.tsx'
import { TextBox } from './text-box.tsx'

/** One to five stars and a word, kept in this browser until they have arrived. A choice made in the letter is only prepared. */
export function StarsForm(props: {
  readonly doing: Doing
  /** Where it is sent, below the link's address. */
  readonly path: 'rate' | 'feedback'
  readonly title: string
  readonly commentLabel: string
  readonly sendLabel: string
  /** Letters of the comment. */
  readonly max: number
  /** Chosen in the letter: it still waits for a tap. */
  readonly chosen: number | undefined
  /** Given before, to be changed. */
  readonly given?: number | null
  readonly onSent: (stars: number) => Promise<void>
}): JSX.Element {
  const draft = createDraft(`${props.doing.base}.${props.path}`)
  const [stars, setStars] = createSignal(props.chosen ?? props.given ?? Number(draft.values['stars'] ?? 0))
  const [error, setError] = createSignal<string>()
  const comment = (): string => String(draft.values['comment'] ?? '')
  const send = (): void => {
    setError(undefined)
    const [rating, said] = [stars(), comment().trim()]
    void props.doing.sending.send({
      url: `${props.doing.base}/${props.path}`,
      body: { requestId: draft.requestId(), rating, ...(said === '' ? {} : { comment: said }) },
      text: words().ratedShort(rating),
      onDone: async () => {
        draft.clear()
        await props.onSent(rating)
      },
      onRefused: (failure) => {
        draft.renew()
        setError(failure.problems['comment'] ?? failure.problems['rating'] ?? failure.message)
        // The answer may take this form away: the reason is told above it.
        if (Object.keys(failure.problems).length === 0) void props.doing.onDone(failure.message)
      },
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{props.title}</h2>
      <Stars
        title={props.title}
        value={stars()}
        onChoose={(value) => {
          setStars(value)
          draft.set('stars', value)
        }}
      />
      <Show when={stars() > 0}>
        <p class="meaning" role="status">
          {props.chosen === stars() ? words().rateConfirm(stars()) : words().rateOf(stars(), words().stars[stars() - 1] ?? '')}
        </p>
        <TextBox
          label={props.commentLabel}
          optional
          rows={2}
          max={props.max}
          value={comment()}
          error={error()}
          onValue={(value) => draft.set('comment', value === '' ? undefined : value)}
          onSubmit={send}
        />
        <div class="buttons">
          <button
            type="submit"
            class="btn main"
            aria-disabled={props.doing.sending.outgoing() === undefined ? undefined : 'true'}
            ref={(button) => {
              if (props.chosen !== undefined) queueMicrotask(() => button.focus())
            }}
          >
            {props.sendLabel}
          </button>
        </div>
      </Show>
    </form>
  )
}
