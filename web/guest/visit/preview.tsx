import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { Devices } from './devices.ts'
import { said } from './words.ts'

/** What the others would see, and how loud they would hear it. */
export function Preview(props: { readonly devices: Devices }): JSX.Element {
  return (
    <Show when={props.devices.stream()} keyed>
      {(stream) => (
        <>
          <Show when={props.devices.state() === 'picture'}>
            <video
              class="preview"
              autoplay
              muted
              playsinline
              aria-label={said().deviceTitle}
              ref={(video) => {
                video.srcObject = stream
              }}
            />
          </Show>
          <meter class="level" min={0} max={1} value={props.devices.level()} aria-label={said().deviceLevel} />
        </>
      )}
    </Show>
  )
}

/** The check before entering; without a camera one may enter as well. */
export function DeviceCheck(props: { readonly devices: Devices }): JSX.Element {
  const words = (): string => {
    const { deviceAskHow, deviceOk, deviceSound, deviceDenied, deviceMissing, deviceBusy, deviceNone } = said()
    const of = { unasked: deviceAskHow, picture: deviceOk, sound: deviceSound, denied: deviceDenied, missing: deviceMissing }
    return { ...of, busy: deviceBusy, none: deviceNone }[props.devices.state()]
  }
  const isFine = (): boolean => props.devices.state() === 'picture' || props.devices.state() === 'sound'
  return (
    <>
      <h2>{said().deviceTitle}</h2>
      <Preview devices={props.devices} />
      <p role="status">{words()}</p>
      <Show when={!isFine()}>
        <button type="button" class="btn" onClick={() => void props.devices.ask()}>
          {said().deviceAsk}
        </button>
      </Show>
    </>
  )
}
