import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import X from 'lucide-solid/icons/x'
import { t } from '../lib/i18n.ts'
import './chip.css'

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'late'

/** A small label. */
export function Chip(props: { readonly children: JSX.Element; readonly tone?: Tone; readonly title?: string }): JSX.Element {
  return (
    <span class={`chip ${props.tone ?? 'plain'}`} title={props.title}>
      {props.children}
    </span>
  )
}

/** A condition that is on; its cross takes it away. */
export function FilterChip(props: { readonly label: string; readonly onRemove: () => void }): JSX.Element {
  return (
    <span class="chip filter">
      {props.label}
      <button type="button" class="chip-x" aria-label={t('ui.removeNamed', { name: props.label })} onClick={() => props.onRemove()}>
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  )
}

/** A chip that is pressed or not. */
export function ToggleChip(props: {
  readonly label: string
  readonly count?: number | undefined
  readonly pressed: boolean
  readonly onToggle: () => void
}): JSX.Element {
  return (
    <button type="button" class="chip toggle" aria-pressed={props.pressed} onClick={() => props.onToggle()}>
      {props.label}
      <Show when={props.count !== undefined}>
        <span class="num muted">{props.count}</span>
      </Show>
    </button>
  )
}
