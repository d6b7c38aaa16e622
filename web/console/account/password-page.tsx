import type { JSX } from 'solid-js'
import { createSignal } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import { createAttempt } from '../../lib/attempt.ts'
import { unplaced } from '../../lib/failure.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { changePassword } from './account-source.ts'
import { t } from './account-words.ts'
import './password-page.css'

/** Changing one's own password; the other browsers one is signed in with are signed out. */
export default function PasswordPage(): JSX.Element {
  const navigate = useNavigate()
  const [current, setCurrent] = createSignal('')
  const [password, setPassword] = createSignal('')
  const { busy, failure, run } = createAttempt()
  const submit = () =>
    run(async () => {
      await changePassword(current(), password())
      showToast(t('account.changed'), 'ok')
      navigate('/inbox')
    })
  const problem = (field: 'current' | 'password'): string | undefined => failure()?.problems[field]
  return (
    <div class="page">
      <h1>{t('account.password')}</h1>
      <p class="tiny">{t('account.passwordHint')}</p>
      <form
        class="card stack password-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label={t('account.current')}
          type="password"
          name="current"
          autocomplete="current-password"
          required
          autofocus
          value={current()}
          onValue={setCurrent}
          error={problem('current')}
        />
        <TextField
          label={t('account.new')}
          type="password"
          name="new"
          autocomplete="new-password"
          required
          value={password()}
          onValue={setPassword}
          error={problem('password')}
        />
        <FormEnd refused={unplaced(failure())} busy={busy()} submit={t('account.save')} />
      </form>
    </div>
  )
}
