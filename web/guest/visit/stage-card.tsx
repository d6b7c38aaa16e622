import type { JSX } from 'solid-js'
import { Match, Show, Switch, lazy } from 'solid-js'
import { hourMs } from '../../../domain/calendar/local-date.ts'
import type { GuestPage } from '../../../domain/guest-page.ts'
import { formatDuration } from '../../../domain/text/duration.ts'
import { formatFullDate } from '../../../domain/text/relative-date.ts'
import { whenInSentence } from '../../../domain/text/when.ts'
import { lang } from '../lang.ts'
import type { Address } from '../door.ts'
import type { Doing } from '../sending.ts'
import { Answer } from './answer.tsx'
import { ownZone } from './facts.tsx'
import { Feedback } from './feedback.tsx'
import { said } from './words.ts'

const Room = lazy(async () => ({ default: (await import('./room.tsx')).Room }))

/** `04:59` in the last hour, coarser before. */
function leftSaid(leftMs: number): string {
  if (leftMs >= hourMs) return formatDuration(leftMs, lang())
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

const wishedSaid = ({ startsAt, text }: NonNullable<GuestPage['wished']>): string =>
  [...(startsAt === null ? [] : [formatFullDate(Date.parse(startsAt), ownZone, lang())]), ...(text === '' ? [] : [`«${text}»`])].join(', ')

/** When the room opens, counted down, and the room once it is open. */
function Door(props: Doing & { readonly page: GuestPage; readonly now: number }): JSX.Element {
  const opensAt = (): number => Date.parse(props.page.room?.opensAt ?? '')
  const closesAt = (): number => Date.parse(props.page.room?.closesAt ?? '')
  return (
    <Switch fallback={<Room {...props} />}>
      <Match when={props.now >= closesAt()}>
        <p>{said().closedNow}</p>
      </Match>
      <Match when={props.now < opensAt()}>
        <p>
          <strong>{said().opensAt(whenInSentence(opensAt(), props.now, ownZone, lang()))}</strong>{' '}
          <span class="num" role="timer">
            {said().opensIn(leftSaid(opensAt() - props.now))}
          </span>
        </p>
      </Match>
    </Switch>
  )
}

/** Where the meeting stands, and the one thing to do about it now. */
export function StageCard(props: Doing & { readonly page: GuestPage; readonly address: Address; readonly now: number }): JSX.Element {
  const stage = () => props.page.stage
  const canDoor = (): boolean => props.page.room !== null && (stage() === 'confirmed' || stage() === 'running')
  return (
    <section class="card status" data-turn={stage() === 'asked' ? 'yours' : 'ours'} aria-labelledby="stage">
      <Switch>
        <Match when={stage() === 'asked'}>
          <h2 id="stage">{said().asked}</h2>
          <Show when={props.page.wished === null}>
            <p>{said().askedHow}</p>
          </Show>
        </Match>
        <Match when={stage() === 'confirmed'}>
          <h2 id="stage">{said().confirmed}</h2>
          <Show when={props.page.room === null}>
            <p>{said().confirmedInPerson}</p>
          </Show>
        </Match>
        <Match when={stage() === 'running'}>
          <h2 id="stage">{said().running}</h2>
        </Match>
        <Match when={stage() === 'over'}>
          <h2 id="stage">{said().over}</h2>
          <p>{props.page.rating === null ? said().overThanks : said().rated(props.page.rating)}</p>
        </Match>
        <Match when={stage() === 'cancelled'}>
          <h2 id="stage">{said().cancelled}</h2>
          <p>{said().cancelledHow[props.page.toldBy]}</p>
        </Match>
        <Match when={stage() === 'missed'}>
          <h2 id="stage">{said().missed}</h2>
          <p>{said().missedHow[props.page.toldBy]}</p>
        </Match>
      </Switch>
      <Show when={canDoor()}>
        <Door {...props} />
      </Show>
      <Show when={props.page.may.giveFeedback}>
        <Feedback {...props} chosen={props.address.stars} />
      </Show>
      <Show when={props.page.wished}>
        {(wish) => (
          <p>
            <strong>{said().wished(wishedSaid(wish()))}</strong> {said().wishedHow}
          </p>
        )}
      </Show>
      <Answer
        {...props}
        may={props.page.may}
        toldBy={props.page.toldBy}
        confirmed={stage() === 'confirmed'}
        chosen={props.address.confirm ? 'confirm' : props.address.refuse ? 'refuse' : undefined}
      />
    </section>
  )
}
