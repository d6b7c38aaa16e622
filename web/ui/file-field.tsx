import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import Paperclip from 'lucide-solid/icons/paperclip'
import X from 'lucide-solid/icons/x'
import { formatBytes } from '../lib/format.ts'
import { withWords } from '../lib/i18n.ts'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'

const ru = {
  'ui.attach': 'Прикрепить',
  'ui.dropHere': 'или перетащите файлы сюда',
  'ui.fileTooBig': 'Файл «{name}» больше {limit}. Пришлите его частями или ссылкой.',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  'ui.attach': 'Attach',
  'ui.dropHere': 'or drop files here',
  'ui.fileTooBig': 'File “{name}” is larger than {limit}. Send it in parts or as a link.',
}
const t = withWords<keyof typeof ru>({ ru, en })

export interface FileItem {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
  readonly busy?: boolean
}

/** Files chosen, dropped or pasted; those over `maxBytes` are refused at once with the reason. */
export function FileField(
  props: FieldProps & {
    readonly items: readonly FileItem[]
    readonly maxBytes: number
    readonly maxCount: number
    /** A phone offers its camera then, and its gallery. */
    readonly pictures?: boolean
    readonly onAdd: (files: readonly File[]) => void
    readonly onRemove: (id: string) => void
  },
): JSX.Element {
  const [over, setOver] = createSignal(false)
  const [refused, setRefused] = createSignal<readonly string[]>([])
  let input: HTMLInputElement | undefined

  const add = (added: readonly File[]): void => {
    const tooBig = added.filter((file) => file.size > props.maxBytes)
    setRefused(tooBig.map((file) => t('ui.fileTooBig', { name: file.name, limit: formatBytes(props.maxBytes) })))
    const fits = added.filter((file) => file.size <= props.maxBytes)
    props.onAdd(fits.slice(0, props.maxCount - props.items.length))
  }
  return (
    <Field {...props} error={[props.error, ...refused()].filter(Boolean).join(' ') || undefined}>
      {(ids) => (
        <div
          class="drop"
          classList={{ over: over() }}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            add([...(event.dataTransfer?.files ?? [])])
          }}
        >
          <button type="button" class="btn small" onClick={() => input?.click()}>
            <Paperclip size={15} aria-hidden="true" />
            {t('ui.attach')}
          </button>
          <input
            ref={input}
            id={ids.id}
            type="file"
            class="hidden-text"
            tabIndex={-1}
            multiple
            accept={props.pictures === true ? 'image/*' : undefined}
            aria-describedby={ids.describedBy}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
          <Show when={props.items.length > 0} fallback={<span class="drop-hint">{t('ui.dropHere')}</span>}>
            <ul class="file-list">
              <For each={props.items}>
                {(file) => (
                  <li class="file-item" aria-busy={file.busy === true}>
                    {file.name} <span class="tiny num">{file.busy ? '…' : formatBytes(file.sizeBytes)}</span>
                    <button
                      type="button"
                      class="chip-x"
                      aria-label={t('ui.removeNamed', { name: file.name })}
                      onClick={() => props.onRemove(file.id)}
                    >
                      <X size={14} aria-hidden="true" />
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      )}
    </Field>
  )
}
