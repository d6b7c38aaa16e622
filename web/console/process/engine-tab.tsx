import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { formatMoment, formatSpan } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { kindOf } from '../kinds.ts'
import { planSentence } from './next-card.tsx'
import type { ProcessDetail } from './process-types.ts'
import './engine-tab.css'

const momentOf = (at: number): string => formatMoment(new Date(at).toISOString())

/** How the engine sees the process: its record, its clocks and timers, and its trouble with the two ways out. */
export function EngineTab(props: { readonly process: ProcessDetail; readonly onAct: (name: 'retry' | 'skip') => void }): JSX.Element {
  return (
    <div class="stack engine">
      <Show when={props.process.trouble} fallback={<p class="ok-text">{t('engine.ok')}</p>}>
        {(trouble) => (
          <div class="card trouble-card">
            <h2 class="late-text">{t('engine.trouble', { effect: trouble().effect })}</h2>
            <p class="mono">{trouble().error}</p>
            <p class="tiny">
              {t('engine.attempts', { count: trouble().attempts })} · {t('engine.nextTry', { moment: momentOf(trouble().nextTryAt) })}
            </p>
            <div class="row">
              <Button onClick={() => props.onAct('retry')}>{t('engine.retry')}</Button>
              <Button kind="danger" onClick={() => props.onAct('skip')}>
                {t('engine.skip')}
              </Button>
            </div>
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
        <For each={Object.entries(props.process.clocks)}>
          {([name, clock]) => (
            <>
              <dt>{say(kindOf(props.process.kind)?.deadlines[name]?.label ?? { ru: name, en: name })}</dt>
              <dd>
                {clock.runningSince === null ? t('engine.stopped') : t('engine.running')} · {t('engine.spent', { span: formatSpan(clock.spentMs) })}
              </dd>
            </>
          )}
        </For>
      </dl>
      <h3>{t('engine.plan')}</h3>
      <dl class="kv">
        <For each={props.process.plan}>
          {(item) => (
            <>
              <dt>{momentOf(item.at)}</dt>
              <dd>
                {planSentence(props.process.kind, item)} <span class="tiny mono">{item.key}</span>
              </dd>
            </>
          )}
        </For>
      </dl>
    </div>
  )
}
