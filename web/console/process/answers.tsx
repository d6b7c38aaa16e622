import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { partiesOfRoles, partyLabels } from '../../../domain/roles.ts'
import { dueOf } from '../../lib/due.ts'
import { formatBrief, formatSpan, now } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { DueBadge } from '../../ui/due-badge.tsx'
import { kindOf } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import type { ProcessDetail, ProcessRow } from './process-types.ts'
import { whyOf } from './why.ts'
import './answers.css'

/** Why the process waits, in one line: who, since when, what comes by itself. */
export function WhyLine(props: { readonly row: ProcessRow; readonly brief?: boolean }): JSX.Element {
  const me = useMe()
  const parts = createMemo(() => whyOf(props.row, partiesOfRoles(me().user.roles)))
  return (
    <span class="why" classList={{ brief: props.brief === true }}>
      <For each={parts()}>{(part) => <span class={`why-${part.tone}`}>{part.text} </span>}</For>
    </span>
  )
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
  return (
    <dl class="answers" aria-label={t('page.answers')}>
      <div>
        <dt>{t('page.whatNow')}</dt>
        <dd>
          <b>{stateLabel()}</b>
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
          <RowDue row={props.process} />
          <Show when={props.process.dueAt}>{(dueAt) => <span class="tiny">{formatBrief(dueAt())}</span>}</Show>
        </dd>
      </div>
      <div class="answers-why">
        <dt>{t('page.whyWaits')}</dt>
        <dd>
          <WhyLine row={props.process} />
        </dd>
      </div>
    </dl>
  )
}
