import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { ChannelIcon } from './channel-icon.tsx'
import { fateOf, messageName, priceOf, receiverOf } from './delivery-words.ts'
import type { StreamItem } from './process-types.ts'

type Letter = Extract<StreamItem, { readonly type: 'letter' }>

/** A letter or an SMS the machine sent by itself, with how it fared. */
export function StreamLetter(props: { readonly letter: Letter }): JSX.Element {
  return (
    <div class="stream-event" classList={{ trouble: props.letter.status === 'rejected' }}>
      <time class="tiny num" datetime={props.letter.at} title={formatExact(props.letter.at)}>
        {formatMoment(props.letter.at)}
      </time>
      <span>
        <ChannelIcon channel={props.letter.channel} /> {messageName(props.letter)} → {receiverOf(props.letter)}{' '}
        <span class="tiny">· {fateOf(props.letter)}</span>
        <Show when={priceOf(props.letter)}>{(price) => <span class="tiny"> · {price()}</span>}</Show>
      </span>
    </div>
  )
}
