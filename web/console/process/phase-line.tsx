import type { JSX } from 'solid-js'
import { Match, Switch } from 'solid-js'
import { t } from '../../lib/i18n.ts'
import type { ActPhase } from './act.ts'
import './phase-line.css'

/** How the sent action stands: on its way, refused and why, or not confirmed yet. */
export function PhaseLine(props: { readonly phase: ActPhase }): JSX.Element {
  const message = (): string => (props.phase.kind === 'refused' || props.phase.kind === 'unconfirmed' ? props.phase.failure.message : '')
  return (
    <Switch>
      <Match when={props.phase.kind === 'sent'}>
        <p class="phase sent" role="status">
          {t('page.sent')}
        </p>
      </Match>
      <Match when={props.phase.kind === 'refused'}>
        <p class="phase refused" role="alert">
          <b>{t('page.refused')}.</b> {message()}
        </p>
      </Match>
      <Match when={props.phase.kind === 'unconfirmed'}>
        <p class="phase unconfirmed" role="alert">
          {message()}
        </p>
      </Match>
    </Switch>
  )
}
