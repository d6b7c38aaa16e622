import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal, onCleanup } from 'solid-js'
import type { RelationEnd, RelationKind } from '../../../domain/relations.ts'
import { isMutual, relationEnds, relationKinds, relationLabels } from '../../../domain/relations.ts'
import { failureOf } from '../../lib/failure.ts'
import { say, t } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { addRelation, searchProcesses } from './process-source.ts'

interface Choice {
  readonly value: string
  readonly kind: RelationKind
  readonly end: RelationEnd
}

const patienceMs = 250
const choices: readonly Choice[] = relationKinds.flatMap((kind) =>
  (isMutual(kind) ? (['from'] as const) : relationEnds).map((end) => ({ value: `${kind}.${end}`, kind, end })),
)

/** Says what the process is to another, found by its number or by words of it. */
export function RelationDialog(props: { readonly processId: string; readonly onClose: (said: boolean) => void }): JSX.Element {
  const [choice, setChoice] = createSignal(choices[0])
  const [number, setNumber] = createSignal('')
  const [sought, setSought] = createSignal<string>()
  const [error, setError] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const found = createQuery(sought, searchProcesses, { keep: true })
  const offered = createMemo(() => (sought() === undefined ? [] : (found.data()?.items ?? []).filter(({ id }) => id !== props.processId)))
  const type = (text: string): void => {
    setNumber(text)
    setError(undefined)
    clearTimeout(timer)
    timer = setTimeout(() => setSought(text.trim().length < 2 ? undefined : text.trim()), patienceMs)
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const chosen = choice()
    if (chosen === undefined || number().trim() === '' || busy()) return
    setBusy(true)
    try {
      await addRelation({ id: props.processId, number: number().trim(), kind: chosen.kind, end: chosen.end })
      props.onClose(true)
    } catch (failure) {
      setError(failureOf(failure).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('page.relate')} onClose={() => props.onClose(false)}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <SelectField
          label={t('page.relateHow')}
          value={choice()?.value ?? ''}
          options={choices.map(({ value, kind, end }) => ({ value, label: say(relationLabels[kind][end]) }))}
          onValue={(value) => setChoice(choices.find((one) => one.value === value))}
        />
        <TextField
          label={t('page.relateTo')}
          hint={t('page.relateHint')}
          required
          autofocus
          maxLength={40}
          value={number()}
          error={error()}
          onValue={type}
        />
        <Show when={offered().length > 0}>
          <ul class="relation-found" aria-label={t('page.relateFound')}>
            <For each={offered()}>
              {(row) => (
                <li>
                  <button
                    type="button"
                    aria-pressed={number() === row.number}
                    onClick={() => {
                      setNumber(row.number)
                      setError(undefined)
                    }}
                  >
                    <span class="num">{row.number}</span> {row.title} <span class="tiny">{row.stateLabel}</span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <FormEnd busy={busy()} submit={t('page.relate')} onCancel={() => props.onClose(false)} />
      </form>
    </Dialog>
  )
}
