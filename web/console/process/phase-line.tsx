import type { JSX } from 'solid-js'
import { Match, Show, Switch, createSignal, onCleanup } from 'solid-js'
import { Button } from '../../ui/button.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import type { Sending } from './sending.ts'
import { t } from './words/words.ts'
import './phase-line.css'

const secondMs = 1000

/** The seconds until an instant (epoch ms), at least one. */
function Countdown(props: { readonly at: number }): JSX.Element {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), secondMs)
  onCleanup(() => clearInterval(timer))
  return <>{t('page.repeatIn', { count: Math.max(1, Math.ceil((props.at - now()) / secondMs)) })}</>
}

/** How what was sent stands: on its way, refused and why, or unanswered and when it goes again. */
export function PhaseLine(props: { readonly sending: Omit<Sending, 'send'> }): JSX.Element {
  const message = (): string => {
    const phase = props.sending.phase()
    return phase.kind === 'refused' || phase.kind === 'unconfirmed' ? phase.failure.message : ''
  }
  const repeating = () => {
    const phase = props.sending.phase()
    return phase.kind === 'repeating' ? phase : undefined
  }
  return (
    <Switch>
      <Match when={props.sending.phase().kind === 'sent'}>
        <p class="phase sent" role="status">
          {t('page.sent')}
        </p>
      </Match>
      <Match when={repeating()}>
        {(phase) => (
          <div class="phase repeating">
            <p>
              <span role="status">{phase().offline ? t('page.repeatingOffline') : t('page.sent')}</span>{' '}
              {/* Counted outside the status, or a screen reader would say every second. */}
              <span class="num">
                <Show when={phase().nextAt} fallback={t('page.repeatingNow')}>
                  {(at) => <Countdown at={at()} />}
                </Show>
              </span>
            </p>
            <div class="row">
              <Button small busy={phase().nextAt === undefined} onClick={() => props.sending.repeatNow()}>
                {t('page.repeatNow')}
              </Button>
              <Button small kind="ghost" onClick={() => props.sending.stop()}>
                {t('page.stopSending')}
              </Button>
            </div>
          </div>
        )}
      </Match>
      <Match when={props.sending.phase().kind === 'stopped'}>
        <p class="phase unconfirmed" role="status">
          {t('page.sendingStopped')}
        </p>
      </Match>
      <Match when={props.sending.phase().kind === 'refused'}>
        <Refusal>
          <b>{t('page.refused')}.</b> {message()}
        </Refusal>
      </Match>
      <Match when={props.sending.phase().kind === 'unconfirmed'}>
        <p class="phase unconfirmed" role="alert">
          {message()}
        </p>
      </Match>
    </Switch>
  )
}
