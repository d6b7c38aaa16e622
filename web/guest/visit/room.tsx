import type { JSX } from 'solid-js'
import { Match, Show, Switch, createEffect, createSignal } from 'solid-js'
import { guestConsent } from '../../../domain/guest-consent.ts'
import type { GuestPage } from '../../../domain/guest-page.ts'
import { newId } from '../../lib/new-id.ts'
import { say } from '../lang.ts'
import type { Doing } from '../sending.ts'
import { createDevices } from './devices.ts'
import { DeviceCheck, Preview } from './preview.tsx'
import { createSeat } from './seat.ts'
import { said } from './words.ts'

function Consent(props: Doing & { readonly page: GuestPage }): JSX.Element {
  const requestId = newId()
  const [error, setError] = createSignal<string>()
  return (
    <>
      <h2>{said().consentTitle}</h2>
      <p>{say(guestConsent.text(props.page.organization.name, props.page.observers))}</p>
      <button
        type="button"
        class="btn main wide"
        aria-disabled={props.sending.outgoing() === undefined ? undefined : 'true'}
        onClick={() =>
          void props.sending.send({
            url: `${props.base}/consent`,
            body: { requestId, version: guestConsent.version, observers: props.page.observers },
            text: said().consentAgree,
            onDone: () => props.onDone(''),
            onRefused: (failure) => setError(failure.message),
          })
        }
      >
        {said().consentAgree}
      </button>
      <Show when={error()}>
        <p class="field-error" role="alert">
          {error()}
        </p>
      </Show>
    </>
  )
}

/** Consent, devices, the door and the room itself, one after the other. */
export function Room(props: Doing & { readonly page: GuestPage }): JSX.Element {
  const devices = createDevices()
  const seat = createSeat(
    () => props.base,
    () => void props.onDone(''),
  )
  const room = () => (seat.seat()?.seat === 'inside' ? (seat.seat()?.room ?? undefined) : undefined)
  const address = (): string | undefined => room()?.url ?? undefined
  createEffect(() => {
    // Two programs seldom share a camera.
    if (address() !== undefined) devices.stop()
  })
  const isReady = (): boolean => devices.stream() !== undefined
  return (
    <section class="card room" aria-label={said().roomTitle}>
      <Switch
        fallback={
          <>
            <DeviceCheck devices={devices} />
            <button
              type="button"
              class="btn wide"
              classList={{ main: devices.state() !== 'unasked' }}
              aria-disabled={seat.busy() ? 'true' : undefined}
              onClick={() => void seat.enter()}
            >
              {seat.busy() ? said().entering : isReady() ? said().enter : said().enterWithout}
            </button>
            <Show when={seat.failure()}>
              {(failure) => (
                <p class="field-error" role="alert">
                  {failure().message}
                </p>
              )}
            </Show>
          </>
        }
      >
        <Match when={!props.page.consented}>
          <Consent {...props} />
        </Match>
        <Match when={seat.seat()?.seat === 'refused'}>
          <h2>{said().refusedTitle}</h2>
          <p>{said().refusedWhy}</p>
        </Match>
        <Match when={seat.seat()?.seat === 'waiting'}>
          <h2 role="status">{said().waitSeatTitle}</h2>
          <p>{said().waitSeat}</p>
        </Match>
        <Match when={address()}>
          {(url) => (
            <iframe class="frame" src={url()} title={said().roomTitle} allow="camera; microphone; display-capture; fullscreen; autoplay" />
          )}
        </Match>
        <Match when={room()}>
          <h2>{said().demoTitle}</h2>
          <p>{said().demoWhy}</p>
          <Preview devices={devices} />
        </Match>
        <Match when={seat.seat()}>
          <h2 role="status">{said().waitRepTitle}</h2>
          <p>{said().waitRep(props.page.repName ?? props.page.organization.name)}</p>
          <Preview devices={devices} />
        </Match>
      </Switch>
      <Show when={seat.seat() !== undefined && seat.seat()?.seat !== 'refused'}>
        <button type="button" class="btn" onClick={seat.leave}>
          {said().leave}
        </button>
      </Show>
    </section>
  )
}
