import type { JSX } from 'solid-js'
import { For, Show, createEffect, createMemo } from 'solid-js'
import { saysZone } from '../../../domain/calendar/wall-text.ts'
import { durationMinutes, overBudget } from '../../../domain/visit-fields.ts'
import type { Draft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { TextField } from '../../ui/text-field.tsx'
import { readAgreed } from '../directory/directory-source.ts'

/** Says what stands against a visit as soon as its start is complete: that the time is taken or odd, that its place admits nobody, or what the contact asks for, and then asks why it should be all the same. */
export function AgreedWarning(props: { readonly draft: Draft; readonly error: string | undefined }): JSX.Element {
  const asked = createMemo(
    () => {
      const { contactId, repId, mode, startsAt, durationMinutes: minutes } = props.draft.values
      const fits = typeof minutes === 'number' && minutes >= durationMinutes.min && minutes <= durationMinutes.max
      if (typeof repId !== 'string' || typeof startsAt !== 'string') return undefined
      if (!saysZone(startsAt) || !fits) return undefined
      const whom = typeof contactId === 'string' ? { contactId } : {}
      return { ...whom, repId, mode: mode === 'inPerson' ? 'inPerson' : 'remote', startsAt, durationMinutes: minutes } as const
    },
    undefined,
    { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
  )
  const against = createQuery(asked, readAgreed)
  const told = () => against.data()?.unwished ?? []
  // A reason that is not asked for any more is none; the server may have asked for it since.
  createEffect(() => {
    if (against.data() === undefined || told().length > 0 || props.error !== undefined) return
    if (props.draft.values['overBudget'] !== undefined) props.draft.set('overBudget', undefined)
  })
  return (
    <>
      <Show when={against.data()?.ofTime}>
        {(why) => (
          <p class="warn-text" role="status">
            {say(why())}
          </p>
        )}
      </Show>
      <Show when={against.data()?.refused}>
        {(why) => (
          <p class="warn-text" role="status">
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
      <Show when={told().length > 0 || props.error !== undefined}>
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
