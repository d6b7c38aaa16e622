import type { JSX } from 'solid-js'
import { Show, createResource } from 'solid-js'
import { formatExact, formatMoment, formatSpan } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import { lowered } from '../../../domain/text/lowered.ts'
import { doneWords } from './action-words.ts'
import { readEverybody } from './colleagues-source.ts'
import type { StreamItem } from './process-types.ts'
import { t } from './words/words.ts'

type Event = Extract<StreamItem, { readonly type: 'event' }>

/** One record of the process as a line: who did what, where it led, how long it had waited. */
export function StreamEvent(props: {
  readonly event: Event
  readonly kind: string
  readonly said: ReadonlySet<string>
  /** Staff wrote down what the requester said. */
  readonly recorded: boolean
}): JSX.Element {
  const isMachine = (): boolean => props.event.kind !== 'start' && props.event.kind !== 'act'
  const words = (): string => {
    const { title, name } = props.event
    const actor = props.event.actorId === 'machine' ? t('audit.machine') : props.event.actorName
    if (isMachine()) return title
    if (props.recorded) return t('stream.recorded', { actor })
    // An action may be called as a start is.
    const done = props.event.kind === 'start' ? undefined : doneWords(props.kind, name)
    return t('stream.moved', { actor, action: done ?? lowered(title) })
  }
  const moved = (): string | undefined => {
    if (props.event.fromState === props.event.toState) return undefined
    const label = kindOf(props.kind)?.states[props.event.toState]?.label
    return t('stream.toState', { state: label === undefined ? props.event.toState : say(label) })
  }
  const comment = (): string | undefined => {
    const value = props.event.form['comment']
    return typeof value === 'string' && !props.said.has(value.trim()) ? value : undefined
  }
  /** The time that was asked for or set. */
  const time = (): string | undefined => {
    const value = props.event.form['startsAt']
    return props.event.kind === 'act' && typeof value === 'string' ? value : undefined
  }
  return (
    <div class="stream-event" classList={{ trouble: props.event.kind === 'trouble' }}>
      <time class="tiny num" datetime={props.event.at} title={formatExact(props.event.at)}>
        {formatMoment(props.event.at)}
      </time>
      <span>
        {words()}
        <Show when={props.event.name === 'assign'}>
          {' '}
          <NewAssignee id={props.event.form['assigneeId']} />
        </Show>{' '}
        <Show when={moved()}>{(state) => <b>{state()}</b>}</Show>
        <Show when={time()}>{(at) => <b> {formatMoment(at())}</b>}</Show>
        <Show when={props.event.dwellMs !== null && props.event.fromState !== props.event.toState}>
          <span class="tiny"> · {t('stream.waited', { span: formatSpan(props.event.dwellMs ?? 0) })}</span>
        </Show>
        <Show when={props.event.reason}>{(reason) => <div class="tiny">{t('stream.reason', { reason: reason() })}</div>}</Show>
        <Show when={comment()}>{(text) => <div class="tiny stream-quote">{text()}</div>}</Show>
      </span>
    </div>
  )
}

/** Who was assigned, or that nobody is any more. */
function NewAssignee(props: { readonly id: unknown }): JSX.Element {
  const [people] = createResource(
    () => typeof props.id === 'string',
    () => readEverybody().catch(() => []),
  )
  const name = (): string | undefined => people.latest?.find((person) => person.id === props.id)?.name
  return (
    <Show when={typeof props.id === 'string'} fallback={<b>→ {t('stream.nobody')}</b>}>
      <Show when={name()}>{(known) => <b>→ {known()}</b>}</Show>
    </Show>
  )
}
