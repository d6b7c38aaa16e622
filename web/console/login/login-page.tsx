import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { useNavigate, useSearchParams } from '@solidjs/router'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ThemeSwitch } from '../../ui/theme-switch.tsx'
import { useSession } from '../session/session.tsx'
import type { Choice } from '../session/session-source.ts'
import { login } from '../session/session-source.ts'
import { LanguageSwitch } from '../shell/language-switch.tsx'
import { Mark } from '../shell/mark.tsx'
import { t } from './login-words.ts'
import './login-page.css'

/** A path of this site, never another site's address, which a forged link could carry. */
const safePath = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/'

/** Login of staff: e-mail and password, then back to the page that was asked for. */
export default function LoginPage(): JSX.Element {
  const session = useSession()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()

  const [choose, setChoose] = createSignal<readonly Choice[]>([])
  const submit = async (organization?: string): Promise<void> => {
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    try {
      const several = await login(email().trim(), password(), organization)
      if (several !== undefined) {
        setChoose(several)
        return
      }
      await session.refresh()
      navigate(safePath(params['next']), { replace: true })
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const message = (held: Failure): string => (held.kind === 'signedOut' || held.kind === 'invalid' ? t('login.wrong') : held.message)

  return (
    <main class="login">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Mark />
        <h1>{t('login.title')}</h1>
        <TextField
          label={t('login.email')}
          type="email"
          name="email"
          autocomplete="username"
          autofocus
          required
          value={email()}
          onValue={setEmail}
        />
        <TextField
          label={t('login.password')}
          type="password"
          name="password"
          autocomplete="current-password"
          required
          value={password()}
          onValue={setPassword}
        />
        <Show when={failure()}>
          {(held) => (
            <p class="field-error" role="alert">
              {message(held())}
            </p>
          )}
        </Show>
        <Show
          when={choose().length > 0}
          fallback={
            <Button type="submit" kind="main" busy={busy()}>
              {busy() ? t('login.busy') : t('login.submit')}
            </Button>
          }
        >
          <fieldset class="login-choose">
            <legend class="field-legend">{t('login.choose')}</legend>
            <For each={choose()}>
              {(one) => (
                <Button busy={busy()} onClick={() => void submit(one.slug)}>
                  {one.name}
                </Button>
              )}
            </For>
          </fieldset>
        </Show>
        <p class="tiny">{t('login.help')}</p>
      </form>
      <div class="row login-foot">
        <LanguageSwitch up />
        <ThemeSwitch up />
      </div>
    </main>
  )
}
