import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { formatBytes, formatExact, formatMoment } from '../../lib/format.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { ChannelIcon } from './channel-icon.tsx'
import { fateOf, receiverOf } from './delivery-words.ts'
import { MentionedText } from './mentioned-text.tsx'
import type { FileLink, StreamItem } from './process-types.ts'
import { t } from './words/words.ts'

type Message = Extract<StreamItem, { readonly type: 'message' }>
const longText = 900

/** Files as links that download. */
export function FileLinks(props: { readonly files: readonly FileLink[] }): JSX.Element {
  return (
    <Show when={props.files.length > 0}>
      <ul class="row file-links">
        <For each={props.files}>
          {(file) => (
            <li>
              <a class="chip" href={`/files/${file.id}`} download={file.name} rel="external">
                {file.name} <span class="tiny num">{formatBytes(file.sizeBytes)}</span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

/** Words that came, went, or were noted, with how the letter fared. */
export function StreamMessage(props: {
  readonly message: Message
  /** The requester, when staff wrote down what the requester said. */
  readonly saidBy?: string | undefined
}): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const long = (): boolean => props.message.body.length > longText
  return (
    <article class={`message ${props.message.kind}`}>
      <Avatar name={props.saidBy ?? props.message.authorName} />
      <div class="message-body">
        <header class="tiny">
          <b>{props.saidBy ?? props.message.authorName}</b>
          <Show
            when={props.message.kind === 'note'}
            fallback={
              <>
                {' · '}
                {props.saidBy === undefined
                  ? t(`channel.${props.message.channel}`)
                  : t('stream.recordedBy', { actor: props.message.authorName })}
              </>
            }
          >
            {' '}
            · {t('stream.note')}
          </Show>{' '}
          ·{' '}
          <time datetime={props.message.at} title={formatExact(props.message.at)}>
            {formatMoment(props.message.at)}
          </time>
          <Show when={props.message.delivery}>
            {(held) => (
              <span classList={{ 'late-text': held().status === 'rejected' }}>
                {' '}
                → <ChannelIcon channel={held().channel} /> {receiverOf(held())}, {fateOf(held())}
              </span>
            )}
          </Show>
        </header>
        <div class="message-text" classList={{ folded: long() && !open() }}>
          <MentionedText body={props.message.body} mentions={props.message.mentions} />
        </div>
        <Show when={long()}>
          <button type="button" class="link-button" onClick={() => setOpen((held) => !held)}>
            {open() ? t('ui.fold') : t('ui.showAll')}
          </button>
        </Show>
        <FileLinks files={props.message.files} />
      </div>
    </article>
  )
}
