import type { JSX } from 'solid-js'
import { For, Show, batch, createMemo, createSignal } from 'solid-js'
import { dayStart } from '../../../domain/calendar/day-in.ts'
import { offsetAt } from '../../../domain/calendar/zone.ts'
import { zoneName as clockOf } from '../../../domain/letters/letter-date.ts'
import { formatTime } from '../../../domain/text/relative-date.ts'
import type { Draft } from '../../lib/draft.ts'
import { formatMoment, zoneName } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { lang } from '../../lib/preferences.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import type { SlotQuestion } from '../directory/directory-source.ts'
import { readSlots } from '../directory/directory-source.ts'
import { t } from './start-words.ts'
import { createQuestion, startOf, visitOf } from './visit-asked.ts'

/** The first times from the day of the start on at which both are free; one click takes one. By the clocks of the two as well, where they show another time. */
export function FreeTimes(props: { readonly draft: Draft }): JSX.Element {
  const [taken, setTaken] = createSignal<string>()
  // A time taken from the list leaves the list as it is; one that is typed says where it begins.
  const from = createMemo<string | undefined>((before) => {
    const startsAt = startOf(props.draft.values)
    if (startsAt === undefined) return undefined
    return startsAt === taken() ? before : new Date(dayStart(zoneName(), Date.parse(startsAt))).toISOString()
  })
  const take = (startsAt: string): void =>
    batch(() => {
      setTaken(startsAt)
      props.draft.set('startsAt', startsAt)
    })
  const question = createQuestion((): SlotQuestion | undefined => {
    const visit = visitOf(props.draft.values)
    return visit && { ...visit, ...(from() === undefined ? {} : { from: from() }) }
  })
  const slots = createQuery(question, readSlots, { keep: true })
  // What was answered to another question is nobody's free time, once there is no answer to this one.
  const answer = () => (question() === undefined || slots.failure() !== undefined ? undefined : slots.data())
  // What is chosen and typed is by the reader's clock; the other two are told beside it where they show another time.
  const others = (startsAt: string): string => {
    const zones = answer()
    const at = Date.parse(startsAt)
    if (zones === undefined || Number.isNaN(at)) return ''
    const told = (zone: string, word: 'booking.atRep' | 'booking.atContact'): string[] =>
      offsetAt(zone, at) === offsetAt(zoneName(), at) ? [] : [t(word, { time: formatTime(at, zone), zone: clockOf(at, zone, lang()) })]
    return [...told(zones.repZone, 'booking.atRep'), ...told(zones.contactZone, 'booking.atContact')].join(', ')
  }
  const chosen = (): string => others(startOf(props.draft.values) ?? '')
  const wrong = (): string | undefined => {
    if (question() === undefined) return undefined
    // Of a time that is complete, the form says itself what stands against it.
    const against = startOf(props.draft.values) === undefined ? answer()?.against : undefined
    return slots.failure()?.message ?? (against ? say(against) : undefined)
  }
  return (
    <>
      <Show when={wrong()}>
        {(why) => (
          <p class="warn-text" role="status">
            {why()}
          </p>
        )}
      </Show>
      <Show when={chosen()}>
        {(text) => (
          <p class="tiny" role="status">
            {t('booking.clocks', { clocks: text() })}
          </p>
        )}
      </Show>
      <Show when={(answer()?.items ?? []).length > 0}>
        <div class="stack" role="group" aria-label={t('booking.freeTimes')}>
          <span class="tiny">{t('booking.freeTimes')}</span>
          <div class="row">
            <For each={answer()?.items}>
              {(slot) => (
                <Button
                  kind={props.draft.values['startsAt'] === slot.startsAt ? 'main' : 'plain'}
                  aria-pressed={props.draft.values['startsAt'] === slot.startsAt}
                  disabled={slots.busy()}
                  onClick={() => take(slot.startsAt)}
                >
                  {formatMoment(slot.startsAt)}
                  <Show when={others(slot.startsAt)}>{(text) => <small> · {text()}</small>}</Show>
                </Button>
              )}
            </For>
          </div>
        </div>
      </Show>
    </>
  )
}
