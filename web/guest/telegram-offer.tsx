import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { ChatOffer } from '../../domain/messages/chat-offer.ts'
import { words } from './lang.ts'

/** The way to the messenger, or that messages go there. */
export function TelegramOffer(props: { readonly offer: ChatOffer | null }): JSX.Element {
  return (
    <Show when={props.offer}>
      {(offer) => (
        <Show when={!offer().linked} fallback={<p class="tiny">{words().telegramLinked}</p>}>
          <p>
            <a class="btn" href={offer().url} target="_blank" rel="noreferrer">
              {words().telegramOffer}
            </a>
          </p>
        </Show>
      )}
    </Show>
  )
}
