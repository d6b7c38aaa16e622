import type { JSX } from 'solid-js'
import { createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { ListQuery } from './list-query.ts'
import { queryText } from './list-query.ts'
import { saveView } from './list-source.ts'
import { t } from './list-words.ts'

/** Gives the present conditions a name, to be chosen later with one click. */
export function SaveView(props: { readonly kind: string; readonly query: ListQuery; readonly onClose: () => void }): JSX.Element {
  const [name, setName] = createSignal('')
  const [error, setError] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (name().trim() === '' || busy()) return
    setBusy(true)
    try {
      await saveView(props.kind, name().trim(), queryText(props.query))
      showToast(t('list.viewSaved', { name: name().trim() }), 'ok')
      window.dispatchEvent(new Event('vekha:views'))
      props.onClose()
    } catch (failure) {
      setError(failureOf(failure).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('list.saveView')} onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <TextField label={t('list.viewName')} required autofocus maxLength={60} value={name()} error={error()} onValue={setName} />
        <FormEnd busy={busy()} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  )
}
