import type { JSX } from 'solid-js'
import { For, Show, createEffect, createMemo, on } from 'solid-js'
import { formatBrief, formatSpan, now } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { isPhone } from '../../lib/phone.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail, Stay } from './process-types.ts'
import { t } from './words/words.ts'
import './path-walked.css'

interface Step {
  readonly state: string
  readonly label: string
  readonly place: 'past' | 'now' | 'ahead'
  readonly detail: string
  readonly paused: boolean
}

const shownPast = 5

/** Scrolls a path wider than its place to the step before the current one, so that no label begins in the middle. */
function showCurrent(path: HTMLElement): void {
  path.style.paddingRight = ''
  const here = path.querySelector<HTMLElement>('.now')
  const before = here?.previousElementSibling
  const from = before instanceof HTMLElement ? before.offsetLeft : here?.offsetLeft
  if (from === undefined || path.scrollWidth <= path.clientWidth) return
  // The last steps alone may be narrower than the place: room after them lets the first one stand at the edge.
  path.style.paddingRight = `${Math.max(0, path.clientWidth - (path.scrollWidth - from))}px`
  path.scrollLeft = from
}

/** The states a process went through, where it stands, and the main road ahead. */
export function PathWalked(props: { readonly process: ProcessDetail }): JSX.Element {
  const steps = createMemo((): readonly Step[] => {
    const definition = kindOf(props.process.kind)
    if (definition === undefined) return []
    const nameOf = (state: string): string => {
      const label = definition.states[state]?.label
      return label === undefined ? state : say(label)
    }
    const lasting = (stay: Stay): string => formatSpan((stay.toAt === null ? now() : Date.parse(stay.toAt)) - Date.parse(stay.fromAt))
    const walked = props.process.path.map((stay): Step => {
      const isNow = stay.toAt === null
      return {
        state: stay.state,
        label: nameOf(stay.state),
        place: isNow ? 'now' : 'past',
        detail: isNow ? t('page.since', { span: lasting(stay) }) : `${formatBrief(stay.fromAt)} · ${lasting(stay)}`,
        paused: definition.states[stay.state]?.clock === 'paused' && !isNow,
      }
    })
    const main = Object.entries(definition.states).filter(([, state]) => state.main)
    const current = props.process.state
    const at = main.findIndex(([name]) => name === current)
    const lastMain = walked.findLast((step) => main.some(([name]) => name === step.state))
    const from = at >= 0 ? at : main.findIndex(([name]) => name === lastMain?.state)
    const ended = props.process.endedAt !== null
    const ahead = ended
      ? []
      : main.slice(from + 1).map(([name]): Step => ({ state: name, label: nameOf(name), place: 'ahead', detail: '', paused: false }))
    return [...walked.slice(-shownPast), ...ahead]
  })
  const skipped = (): number => Math.max(0, props.process.path.length - shownPast)
  let path: HTMLOListElement | undefined
  createEffect(
    on(
      () => [props.process.id, props.process.state],
      () => {
        if (path !== undefined) showCurrent(path)
      },
    ),
  )
  return (
    <ol class="path" aria-label={t('page.path')} tabIndex={isPhone() ? 0 : undefined} ref={path}>
      <Show when={skipped() > 0}>
        <li class="path-step past path-skipped">+{skipped()}</li>
      </Show>
      <For each={steps()}>
        {(step) => (
          <li class={`path-step ${step.place}`} aria-current={step.place === 'now' ? 'step' : undefined}>
            <span class="path-name">{step.label}</span>
            <span class="tiny">
              {step.detail}
              <Show when={step.place === 'ahead'}>
                <span class="hidden-text">{t('page.ahead')}</span>
              </Show>
              <Show when={step.paused}> · {t('page.clockStood')}</Show>
            </span>
          </li>
        )}
      </For>
    </ol>
  )
}
