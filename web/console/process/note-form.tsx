import type { JSX } from 'solid-js'
import { Show, createEffect, createMemo, createSignal } from 'solid-js'
import { createDraft } from '../../lib/draft.ts'
import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { submitByKey } from '../../ui/submit-by-key.ts'
import { mentionedIn } from '../../lib/mentions.ts'
import type { Colleague } from './colleagues-source.ts'
import { readEverybody, readersOf } from './colleagues-source.ts'
import { MentionBox } from './mention-box.tsx'
import { comment } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'

const pickedKey = '@picked'

/** A note among staff; `@` brings it to somebody's notice. It changes nothing in the process, so it appears as soon as it is written down. */
export function NoteForm(props: { readonly process: ProcessDetail; readonly onDone: () => void }): JSX.Element {
  const draft = createDraft(`${props.process.id}.note`)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string>()
  const text = (): string => String(draft.values['text'] ?? '')
  const [asked, setAsked] = createSignal(text().includes('@'))
  // Not a resource: its first load would suspend the screen and take the text from under the hands of whoever types.
  const [everybody, setEverybody] = createSignal<readonly Colleague[]>([])
  createEffect(() => {
    if (asked()) readEverybody().then(setEverybody, () => setAsked(false))
  })
  const people = createMemo(() => readersOf(everybody(), props.process))
  const picked = (): readonly string[] => {
    const held = draft.values[pickedKey]
    return Array.isArray(held) ? held.map(String) : []
  }
  // The text decides who is mentioned, also by a name typed out; of two namesakes the one who was picked.
  const mentions = (): string[] => {
    const names = mentionedIn(
      text(),
      people().map((person) => person.name),
    )
    return names.flatMap((name) => {
      const namesakes = people().filter((person) => person.name === name)
      const meant = namesakes.filter((person) => picked().includes(person.id))
      return (meant.length > 0 ? meant : namesakes).map((person) => person.id)
    })
  }
  const submit = async (): Promise<void> => {
    if (text().trim() === '' || busy()) return
    setBusy(true)
    setError(undefined)
    try {
      await comment({ id: props.process.id, text: text(), mentions: mentions(), requestId: draft.requestId() })
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
      onKeyDown={submitByKey}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <MentionBox
        label={t('page.comment')}
        placeholder={`${t('page.comment')} · ${t('page.noteHint').toLowerCase()}`}
        error={error()}
        value={text()}
        people={people()}
        onAsk={() => setAsked(true)}
        onValue={(value) => draft.set('text', value === '' ? undefined : value)}
        onPick={(person) => draft.set(pickedKey, [...new Set([...picked(), person.id])])}
      />
      <Show when={text() !== ''}>
        <div class="row">
          <Button type="submit" kind="main" small busy={busy()} shortcut="Ctrl+Enter">
            {t('page.send')}
          </Button>
          <span class="tiny">
            {t('page.draftKept')} · {t('page.mentionHint')}
          </span>
        </div>
      </Show>
    </form>
  )
}
