import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import FileUp from 'lucide-solid/icons/file-up'
import Plus from 'lucide-solid/icons/plus'
import UsersIcon from 'lucide-solid/icons/users'
import { createPaged } from '../../lib/paged.ts'
import { createPatientText } from '../../lib/patient-text.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PagedList } from '../shell/paged-list.tsx'
import { t } from './directory-words.ts'

interface Entry {
  readonly id: string
  readonly name: string
}
interface NamePage<Row> {
  readonly items: readonly Row[]
  readonly nextCursor: string | null
}
interface DirectoryListProps<Row extends Entry> {
  readonly label: string
  readonly add: string
  readonly mayAdd: boolean
  readonly empty: string
  readonly searched: boolean
  readonly read: (text: string, cursor?: string) => Promise<NamePage<Row>>
  /** What stands under and beside the name. */
  readonly about: (row: Row) => readonly (string | null)[]
  /** Another way to fill the list, in a window: its button, and what it shows. */
  readonly fill?:
    | {
        readonly label: string
        readonly window: (told: { readonly onClose: () => void; readonly onSaved: () => void }) => JSX.Element
      }
    | undefined
  readonly form: (told: {
    readonly row: Row | undefined
    readonly onClose: () => void
    readonly onSaved: () => void
    readonly onOpen: (row: Row) => void
  }) => JSX.Element
}

/** One part of the directory: found by words, opened in a window. */
export function DirectoryList<Row extends Entry>(props: DirectoryListProps<Row>): JSX.Element {
  const text = createPatientText()
  const list = createPaged<string, NamePage<Row>>(text.asked, (asked, cursor) => props.read(asked, cursor), 'id')
  const [open, setOpen] = createSignal<Row | 'new'>()
  const [filling, setFilling] = createSignal(false)
  return (
    <section class="stack" aria-label={props.label}>
      <div class="row">
        <Show when={props.searched}>
          <div class="directory-find">
            <TextField
              label={t('directory.find')}
              hideLabel
              type="search"
              placeholder={t('directory.find')}
              value={text.typed()}
              onValue={text.type}
            />
          </div>
        </Show>
        <span class="grow" />
        <Show when={props.fill}>
          {(fill) => (
            <Button icon={<FileUp size={16} aria-hidden="true" />} onClick={() => setFilling(true)}>
              {fill().label}
            </Button>
          )}
        </Show>
        <Show when={props.mayAdd}>
          <Button kind="main" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen('new')}>
            {props.add}
          </Button>
        </Show>
      </div>
      <PagedList
        list={list}
        empty={
          <EmptyState icon={<UsersIcon size={22} />} title={text.asked() === '' ? props.empty : t('directory.notFound')}>
            {text.asked() === '' ? t('directory.emptyText') : t('directory.notFoundText')}
          </EmptyState>
        }
      >
        <ul class="card open-rows directory-list">
          <For each={list.items()}>
            {(row) => (
              <li>
                <button type="button" class="open-row" onClick={() => setOpen(() => row)}>
                  <b>{row.name}</b>
                  <For each={props.about(row)}>{(line) => <span class="tiny">{line}</span>}</For>
                </button>
              </li>
            )}
          </For>
        </ul>
      </PagedList>
      <Show when={filling() && props.fill}>
        {(fill) =>
          fill().window({
            onClose: () => setFilling(false),
            onSaved: () => {
              setFilling(false)
              void list.refresh()
            },
          })
        }
      </Show>
      <Show when={open()} keyed>
        {(row) =>
          props.form({
            row: row === 'new' ? undefined : row,
            onClose: () => setOpen(undefined),
            onSaved: () => {
              setOpen(undefined)
              void list.refresh()
            },
            onOpen: (other) => setOpen(() => other),
          })
        }
      </Show>
    </section>
  )
}
