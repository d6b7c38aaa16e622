import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import Paperclip from 'lucide-solid/icons/paperclip'
import X from 'lucide-solid/icons/x'
import { formatFileSize } from '../../domain/text/file-size.ts'
import { lang, words } from './lang.ts'

export interface Picked {
  readonly key: string
  readonly name: string
  readonly sizeBytes: number
  readonly busy: boolean
}

/** Files to be sent: chosen here or dropped on it. */
export function FilePicker(props: {
  readonly items: readonly Picked[]
  readonly hint: string
  readonly error?: string | undefined
  readonly onAdd: (files: readonly File[]) => void
  readonly onRemove: (key: string) => void
}): JSX.Element {
  let input: HTMLInputElement | undefined
  return (
    <div
      class="picker"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        props.onAdd([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <Show when={props.items.length > 0}>
        <ul class="picked" aria-label={words().files}>
          <For each={props.items}>
            {(file) => (
              <li aria-busy={file.busy}>
                <span class="file-name">{file.name}</span>
                <span class="tiny num">{file.busy ? words().uploading : formatFileSize(file.sizeBytes, lang())}</span>
                <button type="button" class="square" aria-label={words().remove(file.name)} onClick={() => props.onRemove(file.key)}>
                  <X size={18} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="attach">
        <button type="button" class="btn ghost" onClick={() => input?.click()}>
          <Paperclip size={18} aria-hidden="true" />
          {words().attach}
        </button>
        <span class="tiny">{props.hint}</span>
      </div>
      <input
        ref={input}
        type="file"
        class="hidden-text"
        tabIndex={-1}
        aria-hidden="true"
        multiple
        onChange={(event) => {
          props.onAdd([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <Show when={props.error}>
        <p class="field-error" role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  )
}
