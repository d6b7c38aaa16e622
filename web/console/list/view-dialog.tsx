import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { Role } from '../../../domain/roles.ts'
import { isRole, roleLabels, roles } from '../../../domain/roles.ts'
import { viewSharings } from '../../../domain/view-sharing.ts'
import { createAttempt } from '../../lib/attempt.ts'
import { say } from '../../lib/i18n.ts'
import { ChoiceField, ManyField } from '../../ui/choice-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { View } from './list-source.ts'
import { changeView } from './list-source.ts'
import { t } from './list-words.ts'

/** What a saved view is called and who sees it. */
export function ViewDialog(props: { readonly view: View; readonly onClose: () => void }): JSX.Element {
  const view = props.view
  const [name, setName] = createSignal(view.name)
  const [sharing, setSharing] = createSignal(view.sharing)
  const [sharedWith, setSharedWith] = createSignal<readonly Role[]>(view.sharedWith)
  const { busy, failure, run } = createAttempt()
  const words = {
    nobody: view.own ? 'list.viewNobody' : 'list.viewOwnerOnly',
    everybody: 'list.viewEverybody',
    roles: 'list.viewRoles',
  } as const
  const save = () =>
    run(async () => {
      await changeView({ id: view.id, name: name().trim(), sharing: sharing(), sharedWith: [...sharedWith()] })
      showToast(t('list.viewSaved', { name: name().trim() }), 'ok')
      props.onClose()
    })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <Dialog title={t('list.viewOf', { name: view.name, owner: view.owner.name })} onClose={props.onClose}>
      <form class="stack" onSubmit={submit}>
        <TextField label={t('list.viewName')} required autofocus maxLength={80} value={name()} onValue={setName} />
        <ChoiceField
          label={t('list.viewSharing')}
          value={sharing()}
          options={viewSharings.map((value) => ({ value, label: t(words[value]) }))}
          onValue={(value) => setSharing(viewSharings.find((one) => one === value) ?? 'nobody')}
        />
        <Show when={sharing() === 'roles'}>
          <ManyField
            label={t('list.viewRolesWhich')}
            values={sharedWith()}
            options={roles.map((role) => ({ value: role, label: say(roleLabels[role]) }))}
            onValues={(values) => setSharedWith(values.filter(isRole))}
          />
        </Show>
        <p class="tiny">{t('list.viewSharedHint')}</p>
        <FormEnd refused={failure()?.message} busy={busy()} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  )
}
