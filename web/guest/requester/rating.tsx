import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import Star from 'lucide-solid/icons/star'
import type { Thread } from '../../../domain/requester-page.ts'
import { createDraft } from '../../lib/draft.ts'
import { words } from '../lang.ts'
import { Stars } from '../stars.tsx'
import { TextBox } from '../text-box.tsx'
import type { Sending } from '../sending.ts'

/** One to five stars and a word. A choice made in the letter is only prepared: nothing counts before the tap here. */
export function Rating(props: {
  readonly thread: Thread
  readonly base: string
  readonly chosen: number | undefined
  readonly sending: Sending
  readonly onDone: (said: string) => Promise<void>
}): JSX.Element {
  const draft = createDraft(`${props.base}.rate`)
  const [stars, setStars] = createSignal(props.chosen ?? props.thread.rating ?? 0)
  const [changing, setChanging] = createSignal(props.chosen !== undefined)
  const [error, setError] = createSignal<string>()
  const given = (): number | null => (changing() ? null : props.thread.rating)

  function send(): void {
    setError(undefined)
    const rating = stars()
    const comment = String(draft.values['comment'] ?? '').trim()
    void props.sending.send({
      url: `${props.base}/rate`,
      body: { requestId: draft.requestId(), rating, ...(comment === '' ? {} : { comment }) },
      text: words().ratedShort(rating),
      onDone: async () => {
        draft.clear()
        await props.onDone(words().rated(rating))
        setChanging(false)
      },
      onRefused: (failure) => {
        draft.renew()
        setError(failure.problems['comment'] ?? failure.problems['rating'] ?? failure.message)
      },
    })
  }

  return (
    <section class="card rating" aria-labelledby="rating">
      <Show
        when={given()}
        fallback={
          <form
            onSubmit={(event) => {
              event.preventDefault()
              send()
            }}
          >
            <h2 id="rating">{words().rateTitle}</h2>
            <Stars
              title={words().rateTitle}
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
                label={words().rateComment}
                optional
                rows={2}
                max={20_000}
                value={String(draft.values['comment'] ?? '')}
                error={error()}
                onValue={(value) => draft.set('comment', value === '' ? undefined : value)}
                onSubmit={send}
              />
              <div class="buttons">
                <button
                  type="submit"
                  class="btn main"
                  aria-disabled={props.sending.outgoing() === undefined ? undefined : 'true'}
                  ref={(button) => {
                    if (props.chosen !== undefined) queueMicrotask(() => button.focus())
                  }}
                >
                  {words().rateSend}
                </button>
              </div>
            </Show>
          </form>
        }
      >
        {(rating) => (
          <div class="rated">
            <h2 id="rating">{words().ratedShort(rating())}</h2>
            <span class="stars" aria-hidden="true">
              <For each={words().stars}>{(_, index) => <Star size={20} classList={{ on: index() < rating() }} />}</For>
            </span>
            <button
              type="button"
              class="plain-link"
              onClick={() => {
                setStars(rating())
                setChanging(true)
              }}
            >
              {words().rateChange}
            </button>
          </div>
        )}
      </Show>
    </section>
  )
}
