import type { JSX } from 'solid-js'
import './avatar.css'

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')

/** A person as their initials, in a quiet colour that stays the same for the same name. */
export function Avatar(props: { readonly name: string; readonly large?: boolean }): JSX.Element {
  const hue = (): number => [...props.name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8, 0)
  return (
    <span class={`avatar hue-${hue()}`} classList={{ large: props.large === true }} aria-hidden="true">
      {initialsOf(props.name)}
    </span>
  )
}
