import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { A } from '@solidjs/router'
import { isStaffParty, partyLabels } from '../../../domain/roles.ts'
import { formatMoment, formatSpan } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { BreakableText } from '../../ui/breakable-text.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import type { Share } from '../../ui/share-bar.tsx'
import { ShareBar } from '../../ui/share-bar.tsx'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from './process-types.ts'
import { FileLinks } from './stream-message.tsx'
import './side-cards.css'

/** The short facts of a process, from its definition; long texts live in the stream. */
export function DataCard(props: { readonly process: ProcessDetail }): JSX.Element {
  const isLong = (line: ProcessDetail['card'][number]): boolean => {
    const field = kindOf(props.process.kind)?.data[line.name]
    return field?.type === 'text' && field.multiline === true
  }
  const facts = createMemo(() =>
    props.process.card.filter((line) => !isLong(line) && line.type !== 'files' && line.display !== props.process.title),
  )
  return (
    <section class="card">
      <h2>{t('page.data')}</h2>
      <dl class="kv">
        <For each={facts()}>
          {(fact) => (
            <>
              <dt>{fact.label}</dt>
              <dd>
                <BreakableText text={fact.display} />
              </dd>
            </>
          )}
        </For>
      </dl>
      <Show when={props.process.requester?.others.length}>
        <h3 class="card-sub">{t('page.links')}</h3>
        <ul>
          <For each={props.process.requester?.others}>
            {(row) => (
              <li>
                <A href={`/p/${row.id}`}>
                  <span class="num">{row.number}</span> {row.title}
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}

/** Everything attached to the process. */
export function FilesCard(props: { readonly process: ProcessDetail }): JSX.Element {
  return (
    <Show when={props.process.files.length > 0}>
      <section class="card">
        <h2>{t('page.files')}</h2>
        <FileLinks files={props.process.files} />
      </section>
    </Show>
  )
}

/** Whose time the process took: ours, theirs, nobody's (out of hours). */
export function TimeCard(props: { readonly process: ProcessDetail }): JSX.Element {
  const shares = createMemo((): readonly Share[] => {
    const sums = new Map<string, number>()
    for (const share of props.process.times) {
      const key = !share.working && isStaffParty(share.party) ? 'off' : isStaffParty(share.party) ? 'staff' : share.party
      sums.set(key, (sums.get(key) ?? 0) + share.spentMs)
    }
    const part = (key: string, label: string, tone: Share['tone']): Share[] => {
      const value = sums.get(key) ?? 0
      return value === 0 ? [] : [{ label, value, text: formatSpan(value), tone }]
    }
    return [
      ...part('staff', t('page.staffTime'), 'accent'),
      ...part('requester', say(partyLabels.requester).toLowerCase(), 'wait'),
      ...part('contact', say(partyLabels.contact).toLowerCase(), 'wait'),
      ...part('integration', say(partyLabels.integration).toLowerCase(), 'warn'),
      ...part('machine', say(partyLabels.machine).toLowerCase(), 'warn'),
      ...part('off', t('page.offHours'), 'quiet'),
    ]
  })
  return (
    <Show when={shares().length > 0}>
      <section class="card">
        <h2>{t('page.whoseTime')}</h2>
        <ShareBar shares={shares()} />
      </section>
    </Show>
  )
}

/** Each deadline: met, missed, running or stopped. */
export function DeadlinesCard(props: { readonly process: ProcessDetail }): JSX.Element {
  const rows = createMemo(() =>
    props.process.deadlines.map((deadline) => {
      const { label } = deadline
      if (deadline.metAt !== null) {
        const text = t('page.met', { moment: formatMoment(deadline.metAt) })
        return deadline.missed
          ? { label, tone: 'late' as const, text: `${text}, ${t('page.missed')}` }
          : { label, tone: 'ok' as const, text }
      }
      if (deadline.dueAt === null) return { label, tone: 'paused' as const, text: t('due.paused') }
      return { label, tone: deadline.missed ? ('late' as const) : ('wait' as const), text: formatMoment(deadline.dueAt) }
    }),
  )
  return (
    <Show when={rows().length > 0}>
      <section class="card">
        <h2>{t('page.deadlines')}</h2>
        <dl class="kv">
          <For each={rows()}>
            {(row) => (
              <>
                <dt>{row.label}</dt>
                <dd>
                  <DueBadge tone={row.tone} text={row.text} />
                </dd>
              </>
            )}
          </For>
        </dl>
      </section>
    </Show>
  )
}
