import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal, onCleanup } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { failureOf } from '../../lib/failure.ts'
import { createQuery } from '../../lib/query.ts'
import { ToggleChip } from '../../ui/chip.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { Menu } from '../../ui/menu.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { ListState } from './list-query.ts'
import { queryText } from './list-query.ts'
import type { View } from './list-source.ts'
import { changeView, readViews, removeView, saveView } from './list-source.ts'
import { t } from './list-words.ts'
import { ViewDialog } from './view-dialog.tsx'

const searchOf = (view: View): string => (typeof view.query['search'] === 'string' ? view.query['search'] : '')

/** The saved views of a kind: one's own, then those of colleagues with whose they are. The chosen one has a menu. */
export function ViewChips(props: { readonly definition: ProcessDefinition; readonly state: ListState }): JSX.Element {
  const navigate = useNavigate()
  const views = createQuery(() => props.definition.kind, readViews)
  const [chosenId, setChosenId] = createSignal<string>()
  const [editing, setEditing] = createSignal<View>()
  const refetch = (): void => void views.refetch()
  window.addEventListener('vekha:views', refetch)
  onCleanup(() => window.removeEventListener('vekha:views', refetch))
  const now = (): string => queryText(props.state.query())
  const shown = createMemo(() => (views.data()?.items ?? []).toSorted((a, b) => Number(b.own) - Number(a.own)))
  const isOn = (view: View): boolean => searchOf(view) === now()
  // It stays chosen while its conditions are changed, so that the change can be kept in it.
  const chosen = createMemo(() => shown().find((view) => view.id === chosenId()) ?? shown().find(isOn))
  const open = (view: View): void => {
    setChosenId(view.id)
    navigate(`/k/${props.definition.kind}?${searchOf(view)}${props.state.view() === 'list' ? '&view=list' : ''}`, { scroll: false })
  }
  const run = async (work: () => Promise<unknown>, said: string, undo?: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
      const back = undo && { label: t('ui.undo'), run: (): void => void undo().then(refetch) }
      showToast(said, 'ok', back)
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    refetch()
  }
  const keepCopy = (view: View, search: string) => (): Promise<unknown> => saveView(view.kind, view.name, search)
  const items = (view: View): MenuItem[] => {
    const { id, name } = view
    const copy = { label: t('list.viewCopy'), run: () => void run(keepCopy(view, now()), t('list.viewSaved', { name })) }
    const keep = {
      label: t('list.viewKeep'),
      run: () => void run(() => changeView({ id, query: { search: now() } }), t('list.viewKept', { name })),
    }
    const share = { label: t('list.viewShare'), run: () => setEditing(view) }
    const remove = {
      label: t('list.viewRemove'),
      danger: true,
      // Another's view comes back as one's own: only its author can make it theirs again.
      run: () => void run(() => removeView(id), t('list.viewRemoved', { name }), view.own ? keepCopy(view, searchOf(view)) : undefined),
    }
    return [
      ...(view.changeable && !isOn(view) ? [keep] : []),
      ...(view.changeable ? [share] : []),
      ...(view.own ? [] : [copy]),
      ...(view.changeable ? [remove] : []),
    ]
  }
  return (
    <Show when={shown().length > 0}>
      <div class="row views" role="group" aria-label={t('list.views')}>
        <For each={shown()}>
          {(view) => (
            <span class="view">
              <ToggleChip
                label={view.own || view.owner.name === '' ? view.name : `${view.name} · ${view.owner.name}`}
                pressed={isOn(view)}
                onToggle={() => open(view)}
              />
              <Show when={view.id === chosen()?.id}>
                <Menu
                  label={t('list.viewMenu', { name: view.name })}
                  kind="ghost"
                  square
                  class="small"
                  button={<Ellipsis size={16} aria-hidden="true" />}
                  items={items(view)}
                />
              </Show>
            </span>
          )}
        </For>
      </div>
      <Show when={editing()} keyed>
        {(view) => (
          <ViewDialog
            view={view}
            onClose={() => {
              setEditing(undefined)
              refetch()
            }}
          />
        )}
      </Show>
    </Show>
  )
}
