import type { JSX } from 'solid-js'
import { Show, splitProps } from 'solid-js'
import { A } from '@solidjs/router'
import { Kbd } from './kbd.tsx'
import './button.css'

export type ButtonKind = 'main' | 'plain' | 'ghost' | 'danger'
interface Look {
  readonly kind?: ButtonKind | undefined
  readonly icon?: JSX.Element
  readonly shortcut?: string | undefined
  readonly small?: boolean | undefined
}

const classOf = (look: Look, extra?: string): string =>
  ['btn', look.kind ?? 'plain', look.small ? 'small' : '', extra ?? ''].filter(Boolean).join(' ')

type ButtonProps = Look & { readonly busy?: boolean | undefined } & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'style'>

/** A button. While `busy` it keeps its size and focus but doesn't act. */
export function Button(props: ButtonProps): JSX.Element {
  const [own, look, rest] = splitProps(props, ['busy', 'children', 'class', 'onClick'], ['kind', 'icon', 'shortcut', 'small'])
  return (
    <button
      type="button"
      {...rest}
      class={classOf(look, own.class)}
      aria-busy={own.busy ? 'true' : undefined}
      aria-disabled={own.busy ? 'true' : undefined}
      onClick={(event) => {
        if (own.busy) event.preventDefault()
        else if (typeof own.onClick === 'function') own.onClick(event)
      }}
    >
      <Inside {...look}>{own.children}</Inside>
    </button>
  )
}

/** A link that looks like a button: goes to a page of the application. */
export function ButtonLink(props: Look & { readonly href: string; readonly children: JSX.Element; readonly class?: string }): JSX.Element {
  return (
    <A href={props.href} class={classOf(props, props.class)}>
      <Inside {...props}>{props.children}</Inside>
    </A>
  )
}

function Inside(props: Look & { readonly children: JSX.Element }): JSX.Element {
  return (
    <>
      {props.icon}
      <Show when={props.children}>
        <span>{props.children}</span>
      </Show>
      <Show when={props.shortcut}>{(keys) => <Kbd keys={keys()} />}</Show>
    </>
  )
}

/** A square button with a picture only; `label` is what a screen reader and the tooltip say. */
export function IconButton(props: { readonly label: string; readonly icon: JSX.Element } & ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['label', 'class'])
  return <Button kind="ghost" {...rest} class={`square ${own.class ?? ''}`} aria-label={own.label} title={own.label} />
}
