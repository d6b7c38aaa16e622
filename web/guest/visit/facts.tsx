import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { GuestPage } from '../../../domain/guest-page.ts'
import { offsetAt } from '../../../domain/calendar/zone.ts'
import { zoneName } from '../../../domain/letters/letter-date.ts'
import { formatFullDate, formatTime } from '../../../domain/text/relative-date.ts'
import { lang } from '../lang.ts'
import { said } from './words.ts'

/** The reader's own zone: a contact may sit anywhere. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** When, with whom and where, in the reader's own time; in the representative's too where the clocks differ. */
export function Facts(props: { readonly page: GuestPage; readonly base: string }): JSX.Element {
  const startsAt = (): number => Date.parse(props.page.startsAt)
  const endsAt = (): number => Date.parse(props.page.endsAt)
  const theirs = (): string => props.page.repZone
  const differs = (): boolean => offsetAt(ownZone, startsAt()) !== offsetAt(theirs(), startsAt())
  return (
    <dl class="card facts">
      <dt>{said().when}</dt>
      <dd>
        <time datetime={props.page.startsAt}>
          <strong class="num">
            {formatFullDate(startsAt(), ownZone, lang())}–{formatTime(endsAt(), ownZone)}
          </strong>
        </time>
        <Show when={differs()}>
          <span class="tiny">
            {said().here} ({zoneName(startsAt(), ownZone, lang())});{' '}
            {said().there(formatFullDate(startsAt(), theirs(), lang()), zoneName(startsAt(), theirs(), lang()))}
          </span>
        </Show>
        <Show when={props.page.stage === 'asked' || props.page.stage === 'confirmed'}>
          <a class="to-calendar" href={`${props.base}/meeting.ics`} download="meeting.ics">
            {said().toCalendar}
          </a>
        </Show>
      </dd>
      <Show when={props.page.repName}>
        {(name) => (
          <>
            <dt>{said().who}</dt>
            <dd>{name()}</dd>
          </>
        )}
      </Show>
      <Show when={props.page.observers.length > 0}>
        <dt>{said().observers}</dt>
        <dd>{props.page.observers.join(', ')}</dd>
      </Show>
      <dt>{said().how}</dt>
      <dd>{props.page.mode === 'remote' ? said().remote : said().inPerson}</dd>
      <Show when={props.page.address}>
        {(address) => (
          <>
            <dt>{said().where}</dt>
            <dd>{address()}</dd>
          </>
        )}
      </Show>
    </dl>
  )
}
