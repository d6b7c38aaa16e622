import type { JSX } from 'solid-js'
import { createSignal } from 'solid-js'
import { createAttempt } from '../../lib/attempt.ts'
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
  const { busy, failure, run } = createAttempt()
  const save = () =>
    run(async () => {
      await saveView(props.kind, name().trim(), queryText(props.query))
      showToast(t('list.viewSaved', { name: name().trim() }), 'ok')
      window.dispatchEvent(new Event('vekha:views'))
      props.onClose()
    })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (name().trim() !== '') void save()
  }
  return (
    <Dialog title={t('list.saveView')} onClose={props.onClose}>
      <form class="stack" onSubmit={submit}>
        <TextField
          label={t('list.viewName')}
          required
          autofocus
          maxLength={60}
          value={name()}
          error={failure()?.message}
          onValue={setName}
        />
        <FormEnd busy={busy()} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  )
}
