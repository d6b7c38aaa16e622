import type { JSX } from 'solid-js'
import { For } from 'solid-js'

/** A text whose e-mail addresses break after `@` and dots when they must, not inside a word. */
export function BreakableText(props: { readonly text: string }): JSX.Element {
  const parts = (): readonly string[] =>
    props.text.split(/(?<=\s)/u).flatMap((word) => (word.includes('@') ? word.split(/(?<=[@.])(?=.)/u) : [word]))
  return (
    <For each={parts()}>
      {(part, index) => (
        <>
          {index() > 0 && <wbr />}
          {part}
        </>
      )}
    </For>
  )
}
