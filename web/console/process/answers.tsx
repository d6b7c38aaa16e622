import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { partyLabels } from '../../../domain/roles.ts'
import type { Party } from '../../../domain/roles.ts'
import { dueOf } from '../../lib/due.ts'
import { formatBrief, formatExact, formatMoment, formatSpan, now } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { kindOf } from '../kinds.ts'
import { EvidenceChip } from './evidence-chip.tsx'
import type { ProcessDetail, ProcessRow } from './process-types.ts'
import { t } from './words/words.ts'
import './answers.css'

/** Why the process waits, in one sentence. */
export function WhyLine(props: { readonly row: ProcessRow }): JSX.Element {
  return <span class={`why brief ${props.row.tone}`}>{props.row.why}</span>
}

/** The deadline of a row as a badge. */
export function RowDue(props: { readonly row: ProcessRow }): JSX.Element {
  const due = createMemo(() => dueOf(props.row.dueAt, kindOf(props.row.kind)?.states[props.row.state]?.clock === 'paused'))
  return (
    <Show when={props.row.endedAt === null} fallback={<DueBadge tone="ok" text={formatBrief(props.row.endedAt ?? '')} />}>
      <DueBadge {...due()} />
    </Show>
  )
}

/** What is happening, who acts next, by when, why it waits. */
export function Answers(props: { readonly process: ProcessDetail }): JSX.Element {
  const stateLabel = (): string => {
    const label = kindOf(props.process.kind)?.states[props.process.state]?.label
    return label === undefined ? props.process.state : say(label)
  }
  // What is about an instant to come and has no deadline is waited for until then.
  const meetsAt = (): string | undefined => {
    const at = props.process.data[kindOf(props.process.kind)?.moment ?? '']
    return typeof at === 'string' && props.process.dueAt === null && Date.parse(at) > now() && props.process.endedAt === null
      ? at
      : undefined
  }
  // Whom it belongs to while somebody else acts.
  const otherParty = (): Party | undefined => {
    const assignee = kindOf(props.process.kind)?.assignee
    return assignee === props.process.waitsFor ? undefined : assignee
  }
  // A calm deadline's badge is its date already.
  const isPressing = (): boolean => dueOf(props.process.dueAt).tone !== 'wait'
  return (
    <dl class="answers" aria-label={t('page.answers')}>
      <div>
        <dt>{t('page.whatNow')}</dt>
        <dd>
          <b>{stateLabel()}</b>
          <EvidenceChip full evidence={props.process.evidence} />
          <span class="tiny">{t('page.since', { span: formatSpan(now() - Date.parse(props.process.enteredAt)) })}</span>
        </dd>
      </div>
      <div>
        <dt>{t('page.whoActs')}</dt>
        <dd>
          <Show when={props.process.waitsFor} fallback="—">
            {(party) => <b>{say(partyLabels[party()])}</b>}
          </Show>
          <span class="tiny answers-person">
            <Show when={props.process.assignee} fallback={props.process.endedAt === null ? t('page.nobodyYet') : ''}>
              {(person) => (
                <>
                  <Show when={otherParty()}>{(party) => `${say(partyLabels[party()])}: `}</Show>
                  <Avatar name={person().name} /> {person().name}
                </>
              )}
            </Show>
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('page.byWhen')}</dt>
        <dd>
          <Show when={meetsAt()} fallback={<RowDue row={props.process} />}>
            {(at) => <DueBadge tone="wait" text={t('page.at', { moment: formatMoment(at()) })} title={formatExact(at())} />}
          </Show>
          <Show when={isPressing() && props.process.dueAt}>{(dueAt) => <span class="tiny">{formatBrief(dueAt())}</span>}</Show>
        </dd>
      </div>
      <div class="answers-why">
        <dt>{t('page.whyWaits')}</dt>
        <dd>
          <For each={props.process.whyLine.clauses}>
            {(clause, index) => (
              <span class="why" classList={{ first: index() === 0, late: index() === 0 && props.process.whyLine.tone === 'late' }}>
                {clause.text}{' '}
              </span>
            )}
          </For>
        </dd>
      </div>
    </dl>
  )
}
