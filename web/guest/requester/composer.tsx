import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { createDraft } from '../../lib/draft.ts'
import { FilePicker } from '../file-picker.tsx'
import { words } from '../lang.ts'
import { TextBox } from '../text-box.tsx'
import type { Sending } from '../sending.ts'
import { createUploads } from './uploads.ts'

/** A way to send what is written. */
export interface Way {
  readonly label: string
  readonly path: 'answer' | 'reopen'
  readonly done: string
  readonly main: boolean
}

/** Words and files for support, kept in this browser until their arrival is confirmed. */
export function Composer(props: {
  readonly base: string
  /** Where the draft is kept. */
  readonly place: string
  readonly title: string
  readonly hint?: string | undefined
  readonly placeholder?: string | undefined
  readonly ways: readonly Way[]
  readonly sending: Sending
  readonly onDone: (said: string) => Promise<void>
}): JSX.Element {
  const draft = createDraft(props.place)
  const uploads = createUploads(draft, () => props.base)
  const [error, setError] = createSignal<string>()
  const text = (): string => String(draft.values['text'] ?? '')

  function send(way: Way): void {
    if (uploads.busy()) return void setError(words().waitUpload)
    const [said, files] = [text().trim(), uploads.ids()]
    // Support has to read why: files alone reopen nothing.
    if (said === '' && (files.length === 0 || way.path === 'reopen')) return void setError(words().empty)
    setError(undefined)
    const requestId = draft.requestId()
    void props.sending.send({
      url: `${props.base}/${way.path}`,
      body: way.path === 'reopen' ? { requestId, comment: said, files } : { requestId, text: said, files },
      text: said,
      onDone: async () => {
        draft.clear()
        uploads.clear()
        await props.onDone(way.done)
      },
      onRefused: (failure) => {
        draft.renew()
        setError(failure.problems['text'] ?? failure.problems['comment'] ?? failure.problems['files'] ?? failure.message)
        // The answer may take this form away: the reason and what became of the words are told above it.
        const isMoved = failure.kind === 'ended' || (failure.kind === 'no' && Object.keys(failure.problems).length === 0)
        if (isMoved) void props.onDone(`${failure.message} ${words().wordsKept}`)
        else if (failure.kind === 'no') void props.onDone('')
      },
    })
  }
  const main = (): Way | undefined => props.ways.find((way) => way.main)

  return (
    <form
      class="card composer"
      onSubmit={(event) => {
        event.preventDefault()
        const way = main()
        if (way) send(way)
      }}
    >
      <h2>{props.title}</h2>
      <TextBox
        label={props.title}
        quiet
        hint={props.hint}
        placeholder={props.placeholder}
        error={error()}
        max={20_000}
        rows={3}
        value={text()}
        onValue={(value) => {
          setError(undefined)
          draft.set('text', value === '' ? undefined : value)
        }}
        onPaste={uploads.add}
        onSubmit={() => {
          const way = main()
          if (way) send(way)
        }}
      />
      <FilePicker items={uploads.items()} hint={words().attachHint} error={uploads.error()} onAdd={uploads.add} onRemove={uploads.remove} />
      <div class="buttons">
        <For each={props.ways}>
          {(way) => (
            <button
              type={way.main ? 'submit' : 'button'}
              class="btn"
              classList={{ main: way.main }}
              aria-disabled={props.sending.outgoing() === undefined ? undefined : 'true'}
              onClick={() => {
                if (!way.main) send(way)
              }}
            >
              {way.label}
            </button>
          )}
        </For>
        <Show when={props.sending.unclear()}>
          <span class="tiny" role="status">
            {words().unclear}
          </span>
        </Show>
      </div>
    </form>
  )
}
