import type { JSX } from 'solid-js'
import { Match, Show, Switch, createEffect, createSignal, on } from 'solid-js'
import type { Thread } from '../../../domain/requester-page.ts'
import { Frame, Obstacle, Unread, Waiting } from '../frame.tsx'
import { announce, setZone, words } from '../lang.ts'
import { createLinkSource } from '../link-source.ts'
import { TelegramOffer } from '../telegram-offer.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import type { Address } from '../door.ts'
import { followAddress } from '../door.ts'
import { LastWord, lastWord } from './last-word.tsx'
import { Rating } from './rating.tsx'
import { createSending } from '../sending.ts'
import type { Doing } from '../sending.ts'
import { StatusCard } from './status-card.tsx'

function Actions(props: Doing & { readonly thread: Thread; readonly address: Address }): JSX.Element {
  const place = (): string => `${props.base}.words`
  const common = () => ({ base: props.base, place: place(), sending: props.sending, onDone: props.onDone })
  return (
    <Switch>
      <Match when={props.thread.turn === 'nobodys'}>
        <div class="card composer">
          <a class="btn main" href={`/new/${encodeURIComponent(props.thread.organization.slug)}`}>
            {words().writeNew}
          </a>
          <p class="tiny">{words().orMail(props.thread.organization.supportAddress)}</p>
        </div>
      </Match>
      <Match when={props.thread.may.reopen}>
        <Show when={props.thread.may.rate}>
          <Rating {...props} chosen={props.address.stars} />
        </Show>
        <Composer
          {...common()}
          title={words().stillUnsolved}
          placeholder={words().stillHint}
          ways={[
            { label: words().reopen, path: 'reopen', done: words().sentReopen, main: true },
            { label: words().justWrite, path: 'answer', done: words().sentWords, main: false },
          ]}
        />
      </Match>
      <Match when={props.thread.turn === 'yours'}>
        <Composer
          {...common()}
          title={words().yourAnswer}
          ways={[{ label: words().sendAnswer, path: 'answer', done: words().sentAnswer, main: true }]}
        />
      </Match>
      <Match when={props.thread.may.write}>
        <Composer
          {...common()}
          title={words().addition}
          hint={words().additionHint}
          ways={[{ label: words().send, path: 'answer', done: words().sentWords, main: true }]}
        />
      </Match>
    </Switch>
  )
}

/** The newest message is not shown twice when it stands right above. */
const standsAbove = (thread: Thread): string | undefined => {
  const shown = lastWord(thread)
  return shown !== undefined && shown.id === thread.messages.at(-1)?.id ? shown.id : undefined
}

/** The page behind a private link: where the ticket stands, what to do now, and the whole conversation. */
export function RequesterPage(): JSX.Element {
  const source = createLinkSource<Thread>({
    ...{ page: 'r', what: 'thread', pollMs: 15_000 },
    onFirst: ({ organization }) => setZone(organization.zone),
  })
  const sending = createSending()
  const [said, setSaid] = createSignal('')
  const { address, enter } = followAddress((token) => {
    setSaid('')
    void source.open(token)
  })
  announce(() => {
    const thread = source.shown()
    return thread === undefined ? words().support : `${thread.number} · ${thread.subject}`
  })
  createEffect(
    on(
      () => source.shown()?.messages.findLast((message) => !message.mine)?.id,
      (id, before) => {
        if (id !== undefined && before !== undefined && id !== before) setSaid(words().newAnswer)
        return id
      },
    ),
  )
  createEffect(() => {
    if (address().reopen && source.shown()?.may.reopen)
      queueMicrotask(() => document.querySelector<HTMLElement>('.composer textarea')?.focus())
  })
  const done = async (what: string): Promise<void> => {
    await source.refresh()
    if (what !== '') setSaid(what)
  }
  const outgoing = () => {
    const going = sending.outgoing()
    return going === undefined ? undefined : { text: going.text, unclear: sending.unclear() }
  }
  return (
    <Frame organization={source.shown()?.organization.name} note={source.shown() && words().footer}>
      <Switch fallback={<Waiting />}>
        <Match when={source.failure()?.kind === 'gone'}>
          <Obstacle title={words().gone}>
            <p>{words().goneWhy}</p>
            <p>{words().goneReply}</p>
          </Obstacle>
        </Match>
        <Match when={source.failure()}>{(failure) => <Unread failure={failure()} onRetry={enter} />}</Match>
        <Match when={source.shown()}>
          {(thread) => (
            <>
              <div class="title">
                <p class="number num">
                  {words().ticket} {thread().number}
                </p>
                <h1>{thread().subject}</h1>
              </div>
              <StatusCard thread={thread()}>
                <LastWord thread={thread()} base={source.base()} />
              </StatusCard>
              <p class="said" role="status">
                {said()}
              </p>
              <Actions thread={thread()} base={source.base()} address={address()} sending={sending} onDone={done} />
              <TelegramOffer offer={thread().telegram} />
              <Conversation thread={thread()} base={source.base()} without={standsAbove(thread())} outgoing={outgoing()} />
            </>
          )}
        </Match>
      </Switch>
    </Frame>
  )
}
