import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import Star from 'lucide-solid/icons/star'
import type { Thread } from '../../../domain/requester-page.ts'
import { words } from '../lang.ts'
import type { Doing } from '../sending.ts'
import { StarsForm } from '../stars-form.tsx'

/** What the solution was worth; said once, it can be changed. */
export function Rating(props: Doing & { readonly thread: Thread; readonly chosen: number | undefined }): JSX.Element {
  const [chosen, setChosen] = createSignal(props.chosen)
  const [changing, setChanging] = createSignal(props.chosen !== undefined)
  const given = (): number | null => (changing() ? null : props.thread.rating)
  const label = (): string => {
    const rating = given()
    return rating === null ? words().rateTitle : words().ratedShort(rating)
  }
  return (
    <section class="card rating" aria-label={label()}>
      <Show
        when={given()}
        fallback={
          <StarsForm
            doing={props}
            path="rate"
            title={words().rateTitle}
            commentLabel={words().rateComment}
            sendLabel={words().rateSend}
            max={20_000}
            chosen={chosen()}
            given={props.thread.rating}
            onSent={async (stars) => {
              await props.onDone(words().rated(stars))
              setChosen(undefined)
              setChanging(false)
            }}
          />
        }
      >
        {(rating) => (
          <div class="rated">
            <h2>{words().ratedShort(rating())}</h2>
            <span class="stars" aria-hidden="true">
              <For each={words().stars}>{(_, index) => <Star size={20} classList={{ on: index() < rating() }} />}</For>
            </span>
            <button type="button" class="plain-link" onClick={() => setChanging(true)}>
              {words().rateChange}
            </button>
          </div>
        )}
      </Show>
    </section>
  )
}
