import type { JSX } from 'solid-js'
import { For, Show, createMemo, createResource } from 'solid-js'
import { splitMentions } from '../../lib/mentions.ts'
import { useMe } from '../session/session.tsx'
import { readEverybody } from './colleagues-source.ts'
import './mention-box.css'

/** Words with the people they mention as chips; whoever is mentioned without being named stands after them. */
export function MentionedText(props: { readonly body: string; readonly mentions: readonly string[] }): JSX.Element {
  const me = useMe()
  const [people] = createResource(
    () => props.mentions.length > 0,
    () => readEverybody().catch(() => []),
  )
  const mentioned = createMemo(() => (people.latest ?? []).filter((person) => props.mentions.includes(person.id)))
  const pieces = createMemo(() =>
    splitMentions(
      props.body,
      mentioned().map((person) => person.name),
    ),
  )
  const unnamed = createMemo(() =>
    mentioned().filter((person) => !pieces().some((piece) => piece.mention && piece.text === `@${person.name}`)),
  )
  const Chip = (chip: { readonly text: string }): JSX.Element => (
    <span class="mention" classList={{ me: chip.text === `@${me().user.name}` }}>
      {chip.text}
    </span>
  )
  return (
    <>
      <For each={pieces()}>
        {(piece) => (
          <Show when={piece.mention} fallback={piece.text}>
            <Chip text={piece.text} />
          </Show>
        )}
      </For>
      <For each={unnamed()}>
        {(person) => (
          <>
            {' '}
            <Chip text={`@${person.name}`} />
          </>
        )}
      </For>
    </>
  )
}
