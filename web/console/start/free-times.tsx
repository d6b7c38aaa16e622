import type { JSX } from 'solid-js'
import { For, Show, batch, createMemo, createSignal } from 'solid-js'
import { dayStart } from '../../../domain/calendar/day-in.ts'
import { saysZone } from '../../../domain/calendar/wall-text.ts'
import { durationMinutes } from '../../../domain/visit-fields.ts'
import { formatTime } from '../../../domain/text/relative-date.ts'
import type { Draft } from '../../lib/draft.ts'
import { formatMoment, zoneName } from '../../lib/format.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import type { SlotQuestion } from '../directory/directory-source.ts'
import { readSlots } from '../directory/directory-source.ts'
import { t } from './start-words.ts'

/** The first times from the day of the start on at which both are free; one click takes one. By the contact's clock too, where it is another. */
export function FreeTimes(props: { readonly draft: Draft }): JSX.Element {
  const [taken, setTaken] = createSignal<string>()
  // A time taken from the list leaves the list as it is; one that is typed says where it begins.
  const from = createMemo<string | undefined>((before) => {
    const { startsAt } = props.draft.values
    if (typeof startsAt !== 'string' || !saysZone(startsAt)) return undefined
    return startsAt === taken() ? before : new Date(dayStart(zoneName(), Date.parse(startsAt))).toISOString()
  })
  const take = (startsAt: string): void =>
    batch(() => {
      setTaken(startsAt)
      props.draft.set('startsAt', startsAt)
    })
  const question = createMemo<SlotQuestion | undefined>(
    () => {
      const { repId, contactId, mode, durationMinutes: minutes } = props.draft.values
      const fits = typeof minutes === 'number' && minutes >= durationMinutes.min && minutes <= durationMinutes.max
      if (typeof repId !== 'string' || !fits) return undefined
      const whose = { repId, ...(typeof contactId === 'string' ? { contactId } : {}), ...(from() === undefined ? {} : { from: from() }) }
      return { ...whose, mode: mode === 'inPerson' ? 'inPerson' : 'remote', durationMinutes: minutes }
    },
    undefined,
    { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
  )
  const slots = createQuery(question, readSlots, { keep: true })
  const there = (startsAt: string): string => {
    const zone = slots.data()?.contactZone
    return zone === undefined || zone === null ? '' : t('booking.there', { time: formatTime(Date.parse(startsAt), zone) })
  }
  return (
    <Show when={(slots.data()?.items ?? []).length > 0}>
      <div class="stack" role="group" aria-label={t('booking.freeTimes')}>
        <span class="tiny">{t('booking.freeTimes')}</span>
        <div class="row">
          <For each={slots.data()?.items}>
            {(slot) => (
              <Button
                kind={props.draft.values['startsAt'] === slot.startsAt ? 'main' : 'plain'}
                aria-pressed={props.draft.values['startsAt'] === slot.startsAt}
                onClick={() => take(slot.startsAt)}
              >
                {formatMoment(slot.startsAt)} {there(slot.startsAt)}
              </Button>
            )}
          </For>
        </div>
      </div>
    </Show>
  )
}
