import type { JSX } from 'solid-js'
import { For, Show, createEffect } from 'solid-js'
import { overBudget } from '../../../domain/visit-fields.ts'
import type { Draft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { TextField } from '../../ui/text-field.tsx'
import { readAgreed } from '../directory/directory-source.ts'
import { createQuestion, startOf, visitOf } from './visit-asked.ts'

/** Says what stands against a visit as soon as its start is complete: that the time is taken or odd, that its place admits nobody, or what the contact asks for, and then asks why it should be all the same. */
export function AgreedWarning(props: { readonly draft: Draft; readonly error: string | undefined }): JSX.Element {
  const asked = createQuestion(() => {
    const [visit, startsAt] = [visitOf(props.draft.values), startOf(props.draft.values)]
    return visit && startsAt ? { ...visit, startsAt } : undefined
  })
  const against = createQuery(asked, readAgreed)
  const unwished = () => against.data()?.unwished ?? []
  const told = () => [against.data()?.ofTime, against.data()?.refused, ...unwished()].flatMap((one) => one ?? [])
  // A reason that is not asked for any more is none; the server may have asked for it since.
  createEffect(() => {
    if (against.data() === undefined || unwished().length > 0 || props.error !== undefined) return
    if (props.draft.values['overBudget'] !== undefined) props.draft.set('overBudget', undefined)
  })
  return (
    <>
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
