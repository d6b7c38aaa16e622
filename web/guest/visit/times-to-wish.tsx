import type { JSX } from 'solid-js'
import { For, Show, createSignal, onMount } from 'solid-js'
import type { GuestTimes } from '../../../domain/guest-page.ts'
import { formatFullDate, formatTime } from '../../../domain/text/relative-date.ts'
import { ask } from '../client.ts'
import { lang } from '../lang.ts'
import { ownZone } from './facts.tsx'
import { said } from './words.ts'

/** A few times at which the representative is free, by the reader's own clock; one is wished for, and a second tap takes it back. */
export function TimesToWish(props: {
  readonly base: string
  readonly chosen: unknown
  readonly onChoose: (startsAt: string | undefined) => void
}): JSX.Element {
  const [times, setTimes] = createSignal<GuestTimes['items']>([])
  const read = async (): Promise<void> => {
    const answer = await ask<GuestTimes>(`${props.base}/times`)
    // Without them one writes, as ever.
    if (answer.ok) setTimes(answer.value.items)
  }
  onMount(() => void read())
  return (
    <Show when={times().length > 0}>
      <fieldset class="field times">
        <legend>{said().timesTitle}</legend>
        <p class="tiny">{said().timesHow}</p>
        <div class="buttons">
          <For each={times()}>
            {({ startsAt, endsAt }) => (
              <button
                type="button"
                class="btn num"
                aria-pressed={props.chosen === startsAt}
                onClick={() => props.onChoose(props.chosen === startsAt ? undefined : startsAt)}
              >
                {formatFullDate(Date.parse(startsAt), ownZone, lang())}–{formatTime(Date.parse(endsAt), ownZone)}
              </button>
            )}
          </For>
        </div>
      </fieldset>
    </Show>
  )
}
