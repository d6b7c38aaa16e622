import { createSignal, onCleanup } from 'solid-js'
import type { GuestSeat } from '../../../domain/guest-page.ts'
import { newId } from '../../lib/new-id.ts'
import { readStored, store } from '../../lib/stored.ts'
import { post } from '../client.ts'
import type { Failure } from '../client.ts'

const heartbeatMs = 8_000
const deviceKey = 'vekha.guest.device'

/** What this browser calls itself, so that its reload and its second tab are no second participant. */
function deviceId(): string {
  const known = readStored(deviceKey)
  if (known !== undefined) return known
  const made = newId()
  store(deviceKey, made)
  return made
}

export interface Seat {
  readonly seat: () => GuestSeat | undefined
  readonly failure: () => Failure | undefined
  readonly busy: () => boolean
  readonly enter: () => Promise<void>
  readonly leave: () => void
}

/** A place in the room, held by heartbeats until it is left or refused. */
export function createSeat(base: () => string, onChange: () => void): Seat {
  const [seat, setSeat] = createSignal<GuestSeat>()
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  const device = deviceId()
  let timer: ReturnType<typeof setInterval> | undefined
  let requestId = newId()

  async function beat(): Promise<void> {
    const answer = await post<GuestSeat>(`${base()}/enter`, { requestId, device })
    if (answer.ok) {
      setFailure(undefined)
      // The address of a room is for one entry: a frame that is open keeps the one it has.
      const before = seat()
      setSeat(before?.seat === answer.value.seat && before.room !== null ? before : answer.value)
      if (answer.value.seat === 'refused') clearInterval(timer)
      return
    }
    const { kind } = answer.failure
    if (kind === 'offline' || kind === 'unclear' || kind === 'later') return
    clearInterval(timer)
    setSeat(undefined)
    setFailure(answer.failure)
    onChange()
  }
  const isHeld = (): boolean => seat()?.seat === 'inside' || seat()?.seat === 'waiting'
  const giveUp = (): void => {
    if (!isHeld()) return
    const body = new Blob([JSON.stringify({ requestId, device })], { type: 'application/json' })
    navigator.sendBeacon(`${base()}/leave`, body)
  }
  window.addEventListener('pagehide', giveUp)
  onCleanup(() => {
    clearInterval(timer)
    window.removeEventListener('pagehide', giveUp)
    giveUp()
  })
  return {
    seat,
    failure,
    busy,
    async enter() {
      if (busy()) return
      setBusy(true)
      requestId = newId()
      await beat()
      setBusy(false)
      clearInterval(timer)
      if (!isHeld()) return
      onChange()
      timer = setInterval(() => void beat(), heartbeatMs)
    },
    leave() {
      clearInterval(timer)
      giveUp()
      setSeat(undefined)
    },
  }
}
