import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal } from 'solid-js'
import type { RelationEnd, RelationKind } from '../../../domain/relations.ts'
import { isMutual, relationEnds, relationKinds, relationLabels } from '../../../domain/relations.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { createPatientText } from '../../lib/patient-text.ts'
import { createQuery } from '../../lib/query.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { addRelation, searchProcesses } from './process-source.ts'
import { t } from './words/words.ts'

interface Choice {
  readonly value: string
  readonly kind: RelationKind
  readonly end: RelationEnd
}

const fewest = 2
const choices: readonly Choice[] = relationKinds.flatMap((kind) =>
  (isMutual(kind) ? (['from'] as const) : relationEnds).map((end) => ({ value: `${kind}.${end}`, kind, end })),
)

/** Says what the process is to another, found by its number or by words of it. */
export default function RelationDialog(props: { readonly processId: string; readonly onClose: (said: boolean) => void }): JSX.Element {
  const [choice, setChoice] = createSignal(choices[0])
  const [number, setNumber] = createSignal('')
  const text = createPatientText()
  const [error, setError] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const found = createQuery(() => (text.asked().length < fewest ? undefined : text.asked()), searchProcesses, { keep: true })
  const offered = createMemo(() =>
    text.asked().length < fewest ? [] : (found.data()?.items ?? []).filter(({ id }) => id !== props.processId),
  )
  const type = (words: string): void => {
    setNumber(words)
    setError(undefined)
    text.type(words)
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
