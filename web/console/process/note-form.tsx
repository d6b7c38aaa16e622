import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { createDraft } from '../../lib/draft.ts'
import { failureOf } from '../../lib/failure.ts'
import { t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { comment } from './process-source.ts'

/** A note among staff. It changes nothing in the process, so it appears as soon as it is written down. */
export function NoteForm(props: { readonly processId: string; readonly onDone: () => void }): JSX.Element {
  const draft = createDraft(`${props.processId}.note`)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string>()
  const text = (): string => String(draft.values['text'] ?? '')
  const submit = async (): Promise<void> => {
    if (text().trim() === '' || busy()) return
    setBusy(true)
    setError(undefined)
    try {
      await comment({ id: props.processId, text: text(), requestId: draft.requestId() })
      draft.clear()
      props.onDone()
    } catch (failure) {
      setError(failureOf(failure).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      class="stack note-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea
        label={t('page.comment')}
        hideLabel
        placeholder={`${t('page.comment')} · ${t('page.noteHint').toLowerCase()}`}
        rows={2}
        maxLength={20_000}
        error={error()}
        value={text()}
        onValue={(value) => draft.set('text', value === '' ? undefined : value)}
        onSubmit={() => void submit()}
      />
      <Show when={text() !== ''}>
        <div class="row">
          <Button type="submit" kind="main" small busy={busy()} shortcut="Ctrl+Enter">
            {t('page.send')}
          </Button>
          <span class="tiny">{t('page.draftKept')}</span>
        </div>
      </Show>
    </form>
  )
}
