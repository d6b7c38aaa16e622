import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { Form } from '../../../domain/form.ts'
import type { DraftValues } from '../../lib/draft.ts'
import { createDraft, isValue } from '../../lib/draft.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { submitByKey } from '../../ui/submit-by-key.ts'
import { showToast } from '../../ui/toast.tsx'
import { FormFields } from '../form/form-fields.tsx'
import { formValues, problemsOf } from '../process/act.ts'

interface EntryFormProps {
  readonly title: string
  /** Where its draft is kept. */
  readonly place: string
  readonly form: Form
  /** What is known of it, the form's fields by their names among the rest. */
  readonly values: Readonly<Record<string, unknown>>
  readonly readOnly: boolean
  readonly save: (values: DraftValues) => Promise<unknown>
  readonly onClose: () => void
  readonly onSaved: () => void
  readonly children?: JSX.Element
}

/** An entry of the directory in a window: adds one or changes it. Closed without saving, what was typed is forgotten. */
export function EntryForm(props: EntryFormProps): JSX.Element {
  const initial = Object.fromEntries(
    Object.keys(props.form).flatMap((name) => {
      const value = props.values[name]
      return isValue(value) ? [[name, value] as const] : []
    }),
  )
  const draft = createDraft(props.place, initial)
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  let element: HTMLFormElement | undefined
  const close = (): void => {
    draft.clear()
    props.onClose()
  }
  const submit = async (): Promise<void> => {
    if (busy()) return
    setProblems(problemsOf(props.form, draft))
    if (Object.keys(problems()).length > 0) {
      queueMicrotask(() => element?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    setBusy(true)
    setFailure(undefined)
    try {
      await props.save(formValues(draft.values))
      draft.clear()
      showToast(t('ui.saved'), 'ok')
      props.onSaved()
    } catch (error) {
      const said = failureOf(error)
      setProblems(said.problems)
      setFailure(said)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={props.title} onClose={close}>
      <form
        ref={element}
        class="stack"
        novalidate
        onKeyDown={submitByKey}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <fieldset class="stack directory-fields" disabled={props.readOnly}>
          <FormFields form={props.form} draft={draft} problems={problems()} autofocus />
          {props.children}
        </fieldset>
        <Show when={failure()}>{(said) => <Refusal>{said().message}</Refusal>}</Show>
        <div class="row">
          <Show when={!props.readOnly}>
            <Button type="submit" kind="main" busy={busy()}>
              {t('ui.save')}
            </Button>
          </Show>
          <Button kind="ghost" onClick={close}>
            {t('ui.close')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
