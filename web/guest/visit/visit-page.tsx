import './visit.css'
import type { JSX } from 'solid-js'
import { Match, Show, Switch, createEffect, createSignal, on } from 'solid-js'
import type { GuestPage } from '../../../domain/guest-page.ts'
import { followAddress } from '../door.ts'
import { Frame, Obstacle, Unread, Waiting } from '../frame.tsx'
import { announce, words } from '../lang.ts'
import { createLinkSource } from '../link-source.ts'
import { createSending } from '../sending.ts'
import { TelegramOffer } from '../telegram-offer.tsx'
import { createClock } from './clock.ts'
import { Facts } from './facts.tsx'
import { StageCard } from './stage-card.tsx'
import { said } from './words.ts'

/** The page behind a contact's private link: one meeting, from the answer to the invitation to the feedback after it. */
export function VisitPage(): JSX.Element {
  const source = createLinkSource<GuestPage>({ page: 'v', what: 'page', pollMs: 10_000 })
  const sending = createSending()
  const clock = createClock()
  const [told, setTold] = createSignal('')
  const { address, enter } = followAddress((token) => {
    setTold('')
    void source.open(token)
  })
  createEffect(() => {
    const page = source.shown()
    if (page) clock.set(page.now)
  })
  // What was said of the stage before says nothing of this one.
  createEffect(
    on(
      () => source.shown()?.stage,
      () => setTold(''),
    ),
  )
  announce(() => {
    const page = source.shown()
    return page === undefined ? said().about : said().documentTitle(page.organization.name)
  })
  const done = async (what: string): Promise<void> => {
    await source.refresh()
    if (what !== '') setTold(what)
  }
  return (
    <Frame organization={source.shown()?.organization.name} about={said().about} note={source.shown() && said().footer}>
      <Switch fallback={<Waiting />}>
        <Match when={source.failure()?.kind === 'gone' && source.failure()}>
          {(failure) => (
            <Obstacle title={said().goneTitle}>
              <p>{failure().message}</p>
              <p>{said().goneReply}</p>
            </Obstacle>
          )}
        </Match>
        <Match when={source.failure()}>{(failure) => <Unread failure={failure()} onRetry={enter} />}</Match>
        <Match when={source.shown()}>
          {(page) => (
            <>
              <div class="title">
                <p class="number num">{page().number}</p>
                <h1>{said().title(page().organization.name)}</h1>
              </div>
              <Facts page={page()} base={source.base()} />
              <p class="said" role="status">
                {told()}
              </p>
              <StageCard page={page()} address={address()} now={clock.now()} base={source.base()} sending={sending} onDone={done} />
              <Show when={sending.unclear()}>
                <p class="tiny" role="status">
                  {words().unclear}
                </p>
              </Show>
              <TelegramOffer offer={page().telegram} />
              <p class="tiny">{said().questions(page().organization.supportAddress)}</p>
            </>
          )}
        </Match>
      </Switch>
    </Frame>
  )
}
