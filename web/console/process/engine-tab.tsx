import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { engineTrouble } from '../../../domain/engine-trouble.ts'
import { formatMoment, formatSpan } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { receiverOf } from './delivery-words.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'
import './engine-tab.css'

/** How the engine sees the process: its record, its clocks and timers, and its trouble with the two ways out. */
export default function EngineTab(props: {
  readonly process: ProcessDetail
  readonly onAct: (name: 'retry' | 'skip') => void
}): JSX.Element {
  return (
    <div class="stack engine">
      <For each={props.process.troubledMessages}>
        {(message) => (
          <div class="card trouble-card">
            <h2 class="late-text">
              {t(message.channel === 'sms' ? 'page.smsTrouble' : 'page.letterTrouble', { address: receiverOf(message) })}
            </h2>
            <p class="mono">{message.lastError}</p>
            <p class="tiny">
              {t('engine.attempts', { count: message.attempts })}
              <Show when={message.nextTryAt}>{(at) => <> · {t('engine.nextTry', { moment: formatMoment(at()) })}</>}</Show>
            </p>
            <WaysOut onAct={props.onAct} />
          </div>
        )}
      </For>
      <Show
        when={props.process.trouble}
        fallback={
          <Show when={props.process.troubledMessages.length === 0}>
            <p class="ok-text">{t('engine.ok')}</p>
          </Show>
        }
      >
        {(trouble) => (
          <div class="card trouble-card">
            <h2 class="late-text">
              {trouble().effect === engineTrouble ? t('engine.cannotGoOn') : t('engine.trouble', { effect: trouble().effect })}
            </h2>
            <p class="mono">{trouble().error}</p>
            <p class="tiny">
              {t('engine.attempts', { count: trouble().attempts })} · {t('engine.nextTry', { moment: formatMoment(trouble().nextTryAt) })}
            </p>
            <WaysOut onAct={props.onAct} />
          </div>
        )}
      </Show>
      <dl class="kv">
        <dt>{t('engine.state')}</dt>
        <dd class="mono">{props.process.state}</dd>
        <dt>{t('engine.seq')}</dt>
        <dd class="num">{props.process.seq}</dd>
        <dt>ID</dt>
        <dd class="mono">{props.process.id}</dd>
      </dl>
      <h3>{t('engine.clock')}</h3>
      <dl class="kv">
        <For each={props.process.deadlines}>
          {(deadline) => (
            <>
              <dt>{deadline.label}</dt>
              <dd>
                {deadline.running ? t('engine.running') : t('engine.stopped')} · {t('engine.spent', { span: formatSpan(deadline.spentMs) })}
              </dd>
            </>
          )}
        </For>
      </dl>
      <h3>{t('engine.plan')}</h3>
      <dl class="kv">
        <For each={props.process.next}>
          {(item) => (
            <>
              <dt>{formatMoment(item.at)}</dt>
              <dd>
                {item.text} <span class="tiny mono">{item.key}</span>
              </dd>
            </>
          )}
        </For>
      </dl>
    </div>
  )
}

function WaysOut(props: { readonly onAct: (name: 'retry' | 'skip') => void }): JSX.Element {
  return (
    <div class="row">
      <Button onClick={() => props.onAct('retry')}>{t('engine.retry')}</Button>
      <Button kind="danger" onClick={() => props.onAct('skip')}>
        {t('engine.skip')}
      </Button>
    </div>
  )
}
