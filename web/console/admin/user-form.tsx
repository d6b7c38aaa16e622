import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { Lang } from '../../../domain/label.ts'
import type { Role } from '../../../domain/roles.ts'
import { isRole, roleLabels, roles } from '../../../domain/roles.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { lang } from '../../lib/preferences.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ChoiceField, ManyField } from '../../ui/choice-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useMe } from '../session/session.tsx'
import { zoneChoices, zoneWords } from '../zone-choices.ts'
import type { StaffMember } from './admin-source.ts'
import { createStaff, removeStaff, resetPassword, updateStaff } from './admin-source.ts'

/** Sooner than this nobody has read a password. */
const seenMs = 1000
const langOptions = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
] as const

/** Adds a member of staff or changes one. A first or new password is made by the system and shown once. */
export function UserForm(props: {
  readonly member: StaffMember | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const me = useMe()
  const [name, setName] = createSignal(props.member?.name ?? '')
  const [email, setEmail] = createSignal(props.member?.email ?? '')
  const [held, setHeld] = createSignal<readonly Role[]>([...(props.member?.roles ?? [])])
  const [active, setActive] = createSignal(props.member === undefined || props.member.disabledAt === null)
  const [zone, setZone] = createSignal(props.member?.zone ?? '')
  const [letters, setLetters] = createSignal<Lang>(lang())
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  const [handOver, setHandOver] = createSignal<string>()
  const [empty, setEmpty] = createSignal<Readonly<Record<string, string>>>({})
  let form: HTMLFormElement | undefined

  const run = async (work: () => Promise<void>): Promise<void> => {
    // A password on the screen is the last word: a second click on the button that made it must do nothing.
    if (busy() || handOver() !== undefined) return
    setBusy(true)
    setFailure(undefined)
    try {
      await work()
      props.onSaved()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const told = (password: string | null): string => (password === null ? t('admin.hasPassword') : t('admin.handOver', { password }))
  let handedAt = 0
  const hand = (password: string | null): void => {
    handedAt = Date.now()
    setHandOver(told(password))
  }
  const findEmpty = (): Readonly<Record<string, string>> => ({
    ...(name().trim() === '' ? { name: t('form.fillIn') } : {}),
    ...(props.member === undefined && email().trim() === '' ? { email: t('form.fillIn') } : {}),
    ...(held().length === 0 ? { roles: t('form.fillIn') } : {}),
  })
  const save = async (): Promise<void> => {
    setEmpty(findEmpty())
    if (Object.keys(empty()).length > 0) {
      setFailure(undefined)
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    await run(async () => {
      const common = { name: name().trim(), roles: [...held()] }
      if (props.member === undefined) {
        const made = await createStaff({ ...common, email: email().trim(), lang: letters() })
        hand(made.password)
        return
      }
      // Whoever it is may have chosen another zone since: only what was changed here is sent.
      const changed = zone() === (props.member.zone ?? '') ? {} : { zone: zone() === '' ? null : zone() }
      await updateStaff({ id: props.member.id, ...common, disabled: !active(), ...changed })
      showToast(t('ui.saved'), 'ok')
      props.onClose()
    })
  }
  // The button comes where the one just pressed was: the second click of a double one is not for it.
  const closeSeen = (): void => {
    if (Date.now() - handedAt >= seenMs) props.onClose()
  }
  const problem = (field: string): string | undefined => empty()[field] ?? failure()?.problems[field]
  return (
    <Dialog
      title={props.member === undefined ? t('admin.addUser') : t('admin.editUser')}
      onClose={() => {
        // Closed on its way, it would take the only sight of the password along.
        if (!busy()) props.onClose()
      }}
      insistent={handOver() !== undefined}
    >
      <Show
        when={handOver() === undefined}
        fallback={
          <div class="stack">
            <p class="hand-over" role="status">
              {handOver()}
            </p>
            <div class="row">
              <Button kind="main" onClick={closeSeen}>
                {t('ui.close')}
              </Button>
            </div>
          </div>
        }
      >
        <form
          ref={form}
          class="stack"
          novalidate
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TextField label={t('admin.name')} required autofocus maxLength={120} value={name()} error={problem('name')} onValue={setName} />
          <Show when={props.member === undefined} fallback={<p class="tiny">{props.member?.email}</p>}>
            <TextField label={t('admin.email')} type="email" required value={email()} error={problem('email')} onValue={setEmail} />
            <ChoiceField
              label={t('admin.lang')}
              value={letters()}
              options={langOptions}
              onValue={(value) => setLetters(value === 'en' ? 'en' : 'ru')}
            />
          </Show>
          <ManyField
            label={t('admin.roles')}
            values={held()}
            error={problem('roles')}
            options={roles.map((role) => ({ value: role, label: say(roleLabels[role]) }))}
            onValues={(values) => setHeld(values.filter(isRole))}
          />
          <Show when={props.member}>
            {(member) => (
              <>
                <SelectField
                  label={t('admin.zone')}
                  value={zone()}
                  empty={t('account.zoneUsual', { zone: zoneWords(me().organization.zone) })}
                  options={zoneChoices(member().zone ?? '')}
                  error={problem('zone')}
                  onValue={setZone}
                />
                <Checkbox label={t('admin.active')} checked={active()} onChecked={setActive} />
                <div class="row">
                  <Button small busy={busy()} onClick={() => void run(async () => hand((await resetPassword(member().id)).password))}>
                    {t('admin.reset')}
                  </Button>
                  <Button
                    small
                    kind="danger"
                    busy={busy()}
                    onClick={() =>
                      void run(async () => {
                        await removeStaff(member().id)
                        props.onClose()
                      })
                    }
                  >
                    {t('admin.remove')}
                  </Button>
                </div>
              </>
            )}
          </Show>
          <FormEnd refused={failure()?.message} busy={busy()} onCancel={() => props.onClose()} />
        </form>
      </Show>
    </Dialog>
  )
}
