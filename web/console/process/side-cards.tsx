import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { A } from '@solidjs/router'
import { isStaffParty, partyLabels } from '../../../domain/roles.ts'
import { formatMoment, formatSpan } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { DueBadge } from '../../ui/due-badge.tsx'
import type { Share } from '../../ui/share-bar.tsx'
import { ShareBar } from '../../ui/share-bar.tsx'
import { kindOf } from '../kinds.ts'
import { Facts } from './facts.tsx'
import type { ProcessDetail } from './process-types.ts'
import { FileLinks } from './stream-message.tsx'
import { t } from './words/words.ts'
import './side-cards.css'

/** The short facts that stand on no card of the kind's own; long texts live in the stream. */
export function DataCard(props: { readonly process: ProcessDetail }): JSX.Element {
  const isLong = (line: ProcessDetail['card'][number]): boolean => {
    const field = kindOf(props.process.kind)?.data[line.name]
    return field?.type === 'text' && field.multiline === true
  }
  const elsewhere = (name: string): boolean =>
    Object.values(kindOf(props.process.kind)?.cards ?? {}).some(({ fields }) => fields.includes(name))
  const facts = createMemo(() =>
    props.process.card.filter(
      (line) => !isLong(line) && !elsewhere(line.name) && line.type !== 'files' && line.display !== props.process.title,
    ),
  )
  return (
    <Show when={facts().length > 0 || props.process.requester?.others.length}>
      <section class="card">
        <h2>{facts().length > 0 ? t('page.data') : t('page.others')}</h2>
        <Facts lines={facts()} />
        <Show when={props.process.requester?.others.length}>
          <Show when={facts().length > 0}>
            <h3 class="card-sub">{t('page.others')}</h3>
          </Show>
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
    </Show>
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
