import type { JSX } from 'solid-js'
import { For, Show, createEffect } from 'solid-js'
import { overBudget } from '../../../domain/visit-fields.ts'
import type { Draft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import type { Query } from '../../lib/query.ts'
import { TextField } from '../../ui/text-field.tsx'
import { readAgreed } from '../directory/directory-source.ts'
import { createQuestion, startOf, visitOf } from './visit-asked.ts'

type Against = Awaited<ReturnType<typeof readAgreed>>

/** What stands against the visit of a draft, as soon as its start is complete. */
export const createAgainst = (draft: Draft): Query<Against> =>
  createQuery(
    createQuestion(() => {
      const [visit, startsAt] = [visitOf(draft.values), startOf(draft.values)]
      return visit && startsAt ? { ...visit, startsAt } : undefined
    }),
    readAgreed,
  )

/** Says it: what nothing helps against, that the time is odd, and what the contact asks for, and then asks why it should be all the same. */
export function AgreedWarning(props: {
  readonly draft: Draft
  readonly against: Query<Against>
  readonly error: string | undefined
}): JSX.Element {
  const unwished = () => props.against.data()?.unwished ?? []
  const told = () => [props.against.data()?.ofTime, ...unwished()].flatMap((one) => one ?? [])
  // A reason that is not asked for any more is none; the server may have asked for it since.
  createEffect(() => {
    if (props.against.data() === undefined || unwished().length > 0 || props.error !== undefined) return
    if (props.draft.values['overBudget'] !== undefined) props.draft.set('overBudget', undefined)
  })
  return (
    <>
      <Show when={props.against.data()?.refused}>
        {(why) => (
          <p class="late-text" role="status">
            {say(why())}
          </p>
        )}
      </Show>
      <For each={told()}>
        {(one) => (
          <p class="warn-text" role="status">
            {say(one)}
          </p>
        )}
      </For>
      {/* Also of a contact that was typed and is known: the answer says so. */}
      <Show when={unwished().length > 0 || props.error !== undefined}>
        <TextField
          label={say(overBudget.label)}
          required
          maxLength={overBudget.max}
          error={props.error}
          value={String(props.draft.values['overBudget'] ?? '')}
          onValue={(text) => props.draft.set('overBudget', text === '' ? undefined : text)}
        />
      </Show>
    </>
  )
}
