import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { A } from '@solidjs/router'
import type { Field } from '../../../domain/form.ts'
import { isStaffParty, partyLabels } from '../../../domain/roles.ts'
import { formatMoney } from '../../../domain/text/money.ts'
import type { Json } from '../../../domain/json.ts'
import { formatMoment, formatSpan } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { DueBadge } from '../../ui/due-badge.tsx'
import type { Share } from '../../ui/share-bar.tsx'
import { ShareBar } from '../../ui/share-bar.tsx'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from './process-types.ts'
import { FileLinks } from './stream-message.tsx'
import './side-cards.css'

function shown(field: Field, value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (field.type === 'choice') return say(field.options.find((option) => option.value === value)?.label ?? { ru: String(value), en: String(value) })
  if (field.type === 'flag') return value === true ? t('ui.yes') : undefined
  if (field.type === 'money') return typeof value === 'number' ? formatMoney(value) : undefined
  if (field.type === 'instant') return typeof value === 'string' ? formatMoment(value) : undefined
  if (field.type === 'files' || (field.type === 'text' && field.multiline)) return undefined
  return String(value)
}

/** The short facts of a process, from its definition; long texts live in the stream. */
export function DataCard(props: { readonly process: ProcessDetail }): JSX.Element {
  const facts = createMemo(() => {
    const definition = kindOf(props.process.kind)
    const title = definition?.title(props.process.data)
    return Object.entries(definition?.data ?? {}).flatMap(([name, field]) => {
      const text = shown(field, props.process.data[name])
      return text === undefined || text === title ? [] : [{ label: say(field.label), text }]
    })
  })
  return (
    <section class="card">
      <h2>{t('page.data')}</h2>
      <dl class="kv">
        <For each={facts()}>
          {(fact) => (
            <>
              <dt>{fact.label}</dt>
              <dd>{fact.text}</dd>
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
    Object.entries(props.process.clocks).map(([name, clock]) => {
      const label = say(kindOf(props.process.kind)?.deadlines[name]?.label ?? { ru: name, en: name })
      const iso = (at: number): string => new Date(at).toISOString()
      if (clock.metAt !== null) {
        const missed = clock.dueAt !== null && clock.metAt > clock.dueAt
        const text = t('page.met', { moment: formatMoment(iso(clock.metAt)) })
        return { label, tone: missed ? ('late' as const) : ('ok' as const), text: missed ? `${text}, ${t('page.missed')}` : text }
      }
      if (clock.dueAt === null) return { label, tone: 'paused' as const, text: t('due.paused') }
      return { label, tone: clock.dueAt < Date.now() ? ('late' as const) : ('wait' as const), text: formatMoment(iso(clock.dueAt)) }
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
