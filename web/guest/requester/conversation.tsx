import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import Paperclip from 'lucide-solid/icons/paperclip'
import type { Thread, ThreadFile, ThreadMessage } from '../../../domain/requester-page.ts'
import { formatFileSize } from '../../../domain/text/file-size.ts'
import { exact, lang, moment, words } from '../lang.ts'

const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/

/** A text with its addresses as links; everything else stays text. */
export function Prose(props: { readonly text: string }): JSX.Element {
  return (
    <p class="prose">
      <For each={props.text.split(address)}>
        {(part, index) => (
          <Show when={index() % 2 === 1} fallback={part}>
            <a href={part} target="_blank" rel="noopener noreferrer nofollow">
              {part}
            </a>
          </Show>
        )}
      </For>
    </p>
  )
}

export function FileLinks(props: { readonly base: string; readonly files: readonly ThreadFile[] }): JSX.Element {
  return (
    <Show when={props.files.length > 0}>
      <ul class="files" aria-label={words().files}>
        <For each={props.files}>
          {(file) => (
            <li>
              <a href={`${props.base}/files/${file.id}`} download={file.name}>
                <Paperclip size={16} aria-hidden="true" />
                <span class="file-name">{file.name}</span>
                <span class="tiny num">{formatFileSize(file.sizeBytes, lang())}</span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

function Message(props: { readonly message: ThreadMessage; readonly base: string }): JSX.Element {
  return (
    <li class="message" classList={{ mine: props.message.mine }}>
      <p class="byline">
        <span>
          <strong>{props.message.mine ? words().you : props.message.author}</strong>
          <Show when={!props.message.mine}>
            <span class="tiny">, {words().support.toLowerCase()}</span>
          </Show>
        </span>
        <time class="tiny num" datetime={props.message.at} title={exact(props.message.at)}>
          {moment(props.message.at)}
        </time>
      </p>
      <Show when={props.message.body !== '—'}>
        <Prose text={props.message.body} />
      </Show>
      <FileLinks base={props.base} files={props.message.files} />
    </li>
  )
}

/** Everything that was said, the newest first, with what is on its way above it. */
export function Conversation(props: {
  readonly thread: Thread
  readonly base: string
  /** A message that stands above already. */
  readonly without: string | undefined
  readonly outgoing: { readonly text: string; readonly unclear: boolean } | undefined
}): JSX.Element {
  return (
    <section aria-labelledby="conversation">
      <h2 id="conversation" class="section">
        {words().conversation}
      </h2>
      <ol class="messages">
        <Show when={props.outgoing}>
          {(going) => (
            <li class="message mine going" aria-busy="true">
              <p class="byline">
                <strong>{words().you}</strong>
                <span class="tiny" role="status">
                  {going().unclear ? words().unclear : words().sending}
                </span>
              </p>
              <Prose text={going().text} />
            </li>
          )}
        </Show>
        <For each={props.thread.messages.filter(({ id }) => id !== props.without).toReversed()}>
          {(message) => <Message message={message} base={props.base} />}
        </For>
      </ol>
    </section>
  )
}
