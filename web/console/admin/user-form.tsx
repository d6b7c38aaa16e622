import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { Role } from '../../../domain/roles.ts'
import { roleLabels, roles } from '../../../domain/roles.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { say, t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ManyField } from '../../ui/choice-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { StaffMember } from './admin-source.ts'
import { createStaff, updateStaff } from './admin-source.ts'

const isRole = (value: string): value is Role => roles.some((role) => role === value)

/** Adds a member of staff or changes one. */
export function UserForm(props: { readonly member: StaffMember | undefined; readonly onClose: () => void; readonly onSaved: () => void }): JSX.Element {
  const [name, setName] = createSignal(props.member?.name ?? '')
  const [email, setEmail] = createSignal(props.member?.email ?? '')
  const [held, setHeld] = createSignal<readonly Role[]>([...(props.member?.roles ?? [])])
  const [active, setActive] = createSignal(props.member?.active ?? true)
  const [password, setPassword] = createSignal('')
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    const input = {
      name: name().trim(),
      email: email().trim(),
      roles: held(),
      active: active(),
      ...(password() === '' ? {} : { password: password() }),
    }
    try {
      await (props.member === undefined ? createStaff(input) : updateStaff(props.member.id, input))
      showToast(t('ui.saved'), 'ok')
      props.onSaved()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const problem = (field: string): string | undefined => failure()?.problems[field]
  return (
    <Dialog title={props.member === undefined ? t('admin.addUser') : t('admin.editUser')} onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <TextField label={t('admin.name')} required autofocus maxLength={120} value={name()} error={problem('name')} onValue={setName} />
        <TextField label={t('admin.email')} type="email" required value={email()} error={problem('email')} onValue={setEmail} />
        <ManyField
          label={t('admin.roles')}
          values={held()}
          error={problem('roles')}
          options={roles.map((role) => ({ value: role, label: say(roleLabels[role]) }))}
          onValues={(values) => setHeld(values.filter(isRole))}
        />
        <TextField
          label={props.member === undefined ? t('admin.password') : t('admin.newPassword')}
          hint={props.member === undefined ? t('admin.passwordHint') : t('admin.newPasswordHint')}
          type="password"
          autocomplete="new-password"
          required={props.member === undefined}
          value={password()}
          error={problem('password')}
          onValue={setPassword}
        />
        <Checkbox label={t('admin.active')} checked={active()} onChecked={setActive} />
        <Show when={failure()}>
          {(said) => (
            <p class="phase refused" role="alert">
              {said().message}
            </p>
          )}
        </Show>
        <div class="row">
          <Button type="submit" kind="main" busy={busy()}>
            {t('ui.save')}
          </Button>
          <Button kind="ghost" onClick={() => props.onClose()}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
