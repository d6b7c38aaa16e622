import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { partyLabels } from '../../../domain/roles.ts'
import type { PlanItem } from '../../../domain/snapshot.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from './process-types.ts'
import './next-card.css'

/** One thing that will happen by itself, without its time. */
export function planSentence(kind: string, item: PlanItem): string {
  const definition = kindOf(kind)
  switch (item.kind) {
    case 'move':
      return t('plan.move', { state: say(definition?.states[item.to]?.label ?? { ru: item.to, en: item.to }), reason: say(item.reason) })
    case 'remind':
      return t('plan.remind', { party: say(partyLabels[item.party]).toLowerCase() })
    case 'deadline': {
      const deadline = say(definition?.deadlines[item.deadline]?.label ?? { ru: item.deadline, en: item.deadline })
      return item.share === 100 ? t('plan.escalate', { deadline }) : t('plan.share', { deadline, share: item.share })
    }
  }
}

/** What will happen if nobody does anything: deadlines, reminders, moves to come. */
export function NextCard(props: { readonly process: ProcessDetail }): JSX.Element {
  return (
    <section class="card">
      <h2>{t('page.next')}</h2>
      <Show when={props.process.plan.length > 0} fallback={<p class="muted">{t('page.nothingNext')}</p>}>
        <ol class="timeline">
          <For each={props.process.plan.slice(0, 6)}>
            {(item) => {
              const iso = (): string => new Date(item.at).toISOString()
              return (
                <li classList={{ strong: item.kind === 'deadline' && item.share === 100 }}>
                  <time class="tiny num" datetime={iso()} title={formatExact(iso())}>
                    {formatMoment(iso())}
                  </time>
                  <span>{planSentence(props.process.kind, item)}</span>
                </li>
              )
            }}
          </For>
        </ol>
      </Show>
    </section>
  )
}
