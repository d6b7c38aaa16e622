import type { JSX } from 'solid-js'
import { Match, Show, Switch, createSignal, onMount } from 'solid-js'
import type { FormHost } from '../../../domain/requester-page.ts'
import type { Failure } from '../client.ts'
import { ask } from '../client.ts'
import { Frame, Obstacle, Unread, Waiting } from '../frame.tsx'
import { announce, moment, say, setZone, whenSaid, words } from '../lang.ts'
import { TicketForm } from './ticket-form.tsx'

export interface Accepted {
  readonly number: string
  readonly address: string
}

function Done(props: { readonly accepted: Accepted; readonly onAgain: () => void }): JSX.Element {
  return (
    <section class="card obstacle done" tabIndex={-1} ref={(card) => queueMicrotask(() => card.focus())}>
      <h1>{words().formDone}</h1>
      <p>
        {words().formNumber}: <strong class="num nowrap">{props.accepted.number}</strong>
      </p>
      <p>{words().formLetter(props.accepted.address)}</p>
      <p class="tiny">{words().formNoLetter}</p>
      <button type="button" class="btn" onClick={() => props.onAgain()}>
        {words().formAgain}
      </button>
    </section>
  )
}

/** The public form of an organization. */
export function FormPage(props: { readonly slug: string }): JSX.Element {
  const api = `/new/api/${encodeURIComponent(props.slug)}`
  const [host, setHost] = createSignal<FormHost>()
  const [failure, setFailure] = createSignal<Failure>()
  const [accepted, setAccepted] = createSignal<Accepted>()
  async function load(): Promise<void> {
    setFailure(undefined)
    const answer = await ask<FormHost>(api)
    if (!answer.ok) return void setFailure(answer.failure)
    setZone(answer.value.zone)
    setHost(answer.value)
  }
  onMount(() => void load())
  announce(() => words().formTitle)
  return (
    <Frame organization={host()?.name}>
      <Switch fallback={<Waiting />}>
        <Match when={failure()?.kind === 'gone'}>
          <Obstacle title={words().noForm}>
            <p>{words().noFormWhy}</p>
          </Obstacle>
        </Match>
        <Match when={failure()}>{(why) => <Unread failure={why()} onRetry={() => void load()} />}</Match>
        <Match when={accepted()}>{(number) => <Done accepted={number()} onAgain={() => setAccepted(undefined)} />}</Match>
        <Match when={host()}>
          {(known) => (
            <>
              <div class="title">
                <h1>{words().formTitle}</h1>
                <p>
                  {words().formLead}{' '}
                  <Show when={known().office.open} fallback={words().officeClosed(moment(known().office.until))}>
                    {words().officeOpen(whenSaid(known().office.until).replace(/^(?:в|at)\s/u, ''))}
                  </Show>
                </p>
                <Show when={known().hours}>{(hours) => <p class="tiny">{words().officeHours(say(hours()))}</p>}</Show>
              </div>
              <TicketForm api={api} slug={props.slug} supportAddress={known().supportAddress} onAccepted={setAccepted} />
            </>
          )}
        </Match>
      </Switch>
    </Frame>
  )
}
