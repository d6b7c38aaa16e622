import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { Thread, ThreadMessage } from '../../../domain/requester-page.ts'
import { words } from '../lang.ts'
import { FileLinks, Prose } from './conversation.tsx'

/** What support said last, when it is what the requester has to read now. */
export const lastWord = (thread: Thread): ThreadMessage | undefined =>
  thread.turn === 'ours' ? undefined : thread.messages.findLast((message) => !message.mine)

function titleOf(thread: Thread): string {
  if (thread.state === 'clarification') return words().question
  return thread.state === 'processed' && thread.because === null ? words().solution : words().lastWord
}

/** The question or the solution, where it is answered. */
export function LastWord(props: { readonly thread: Thread; readonly base: string }): JSX.Element {
  return (
    <Show when={lastWord(props.thread)}>
      {(message) => (
        <div class="last-word">
          <h3>
            {titleOf(props.thread)} · {message().author}
          </h3>
          <Prose text={message().body} />
          <FileLinks base={props.base} files={message().files} />
        </div>
      )}
    </Show>
  )
}
