import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { checkForm } from '../../../domain/form.ts'
import { publicForm } from '../../../domain/public-form.ts'
import { createDraft } from '../../lib/draft.ts'
import { newId } from '../../lib/new-id.ts'
import { ask } from '../client.ts'
import { FilePicker } from '../file-picker.tsx'
import { lang, say, words } from '../lang.ts'
import { Field, TextBox } from '../text-box.tsx'
import type { Accepted } from './form-page.tsx'

const maxFiles = 5
const maxBytes = 20 * 1024 * 1024

interface Chosen {
  readonly key: string
  readonly file: File
}
type Name = keyof typeof publicForm

/** The form itself. What is typed stays in this browser until the number is there. */
export function TicketForm(props: {
  readonly api: string
  readonly slug: string
  readonly supportAddress: string
  readonly onAccepted: (accepted: Accepted) => void
}): JSX.Element {
  const draft = createDraft(`new.${props.slug}`, { requestType: 'incident' })
  const [files, setFiles] = createSignal<readonly Chosen[]>([])
  const [fileErrors, setFileErrors] = createSignal<readonly string[]>([])
  const tell = (said: string): void => void setFileErrors((held) => (held.includes(said) ? held : [...held, said]))
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  let form: HTMLFormElement | undefined
  let trap: HTMLInputElement | undefined

  const value = (name: Name): string => String(draft.values[name] ?? '')
  const set = (name: Name, next: string): void => {
    draft.set(name, next === '' ? undefined : next)
    const { [name]: _fixed, ...rest } = problems()
    setProblems(rest)
  }
  const showWrong = (wrong: Readonly<Record<string, string>>): void => {
    setProblems(wrong)
    queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  function addFiles(added: readonly File[]): void {
    setFileErrors([])
    for (const file of added) {
      const all = [...files(), { key: newId(), file }]
      if (file.size === 0) tell(words().emptyFile(file.name))
      else if (all.length > maxFiles) tell(words().tooMany(maxFiles))
      else if (all.reduce((sum, one) => sum + one.file.size, 0) > maxBytes) tell(words().filesTooBig)
      else setFiles(all)
    }
    draft.renew()
  }

  async function send(): Promise<void> {
    if (busy()) return
    const filled = { ...draft.values, language: lang() }
    const checked = checkForm(publicForm, filled)
    if (!checked.ok) return showWrong(Object.fromEntries(checked.problems.map((problem) => [problem.field, say(problem.message)])))
    setFailure(undefined)
    setBusy(true)
    const body = new FormData()
    body.append('sent', JSON.stringify({ requestId: draft.requestId(), form: checked.value, trap: trap?.value ?? '' }))
    for (const { file } of files()) body.append('file', file)
    const answer = await ask<{ number: string }>(props.api, { method: 'POST', body, signal: AbortSignal.timeout(300_000) })
    setBusy(false)
    if (answer.ok) {
      const address = checked.value.requesterEmail
      draft.clear()
      return props.onAccepted({ number: answer.value.number, address })
    }
    const { kind, message } = answer.failure
    if (kind === 'no') draft.renew()
    setFailure(kind === 'no' || kind === 'later' ? message : `${message} ${words().formSaved}`)
    showWrong(answer.failure.problems)
  }

  return (
    <form
      ref={form}
      class="card composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset class="field">
        <legend>{say(publicForm.requestType.label)}</legend>
        <div class="choices">
          <For each={publicForm.requestType.options}>
            {(option) => (
              <label class="choice">
                <input
                  type="radio"
                  name="requestType"
                  checked={value('requestType') === option.value}
                  onChange={() => set('requestType', option.value)}
                />
                {say(option.label)}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <Line name="subject" hint={words().subjectHint} max={200} value={value('subject')} error={problems()['subject']} onValue={set} />
      <TextBox
        label={say(publicForm.description.label)}
        hint={words().descriptionHint}
        rows={5}
        max={20_000}
        value={value('description')}
        error={problems()['description']}
        onValue={(next) => set('description', next)}
        onPaste={addFiles}
        onSubmit={() => void send()}
      />
      <FilePicker
        items={files().map(({ key, file }) => ({ key, name: file.name, sizeBytes: file.size, busy: false }))}
        hint={words().filesAll}
        error={fileErrors().join(' ') || undefined}
        onAdd={addFiles}
        onRemove={(key) => {
          setFiles(files().filter((one) => one.key !== key))
          setFileErrors([])
          draft.renew()
        }}
      />
      <Line
        name="requesterName"
        autocomplete="name"
        max={120}
        optional
        value={value('requesterName')}
        error={problems()['requesterName']}
        onValue={set}
      />
      <Line
        name="requesterEmail"
        type="email"
        autocomplete="email"
        max={254}
        value={value('requesterEmail')}
        error={problems()['requesterEmail']}
        onValue={set}
      />
      <div class="trap" aria-hidden="true">
        <label>
          {words().trap}
          <input ref={trap} type="text" name="company_fax_2" tabIndex={-1} autocomplete="off" />
        </label>
      </div>
      <div class="buttons">
        <button type="submit" class="btn main" aria-busy={busy() ? 'true' : undefined} aria-disabled={busy() ? 'true' : undefined}>
          {busy() ? words().sending : words().formSend}
        </button>
        <span class="tiny">{words().orMail(props.supportAddress)}</span>
      </div>
      <Show when={failure()}>
        <p class="field-error" role="alert">
          {failure()}
        </p>
      </Show>
    </form>
  )
}

function Line(props: {
  readonly name: 'subject' | 'requesterName' | 'requesterEmail'
  readonly hint?: string | undefined
  readonly type?: 'email' | undefined
  readonly autocomplete?: string | undefined
  readonly optional?: boolean | undefined
  readonly max: number
  readonly value: string
  readonly error: string | undefined
  readonly onValue: (name: Name, value: string) => void
}): JSX.Element {
  return (
    <Field
      label={say(publicForm[props.name].label)}
      hint={props.hint}
      error={props.error}
      optional={props.optional}
      reached={props.value.length >= props.max ? props.max : undefined}
    >
      {(ids) => (
        <input
          class="input"
          id={ids.id}
          name={props.name}
          type={props.type ?? 'text'}
          autocomplete={props.autocomplete ?? 'off'}
          maxLength={props.max}
          value={props.value}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          onInput={(event) => props.onValue(props.name, event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
