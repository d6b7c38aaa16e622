import { createSignal, onCleanup } from 'solid-js'

/** The present by the server's clock, second by second; a reading of it sets it right. */
export function createClock(): { readonly now: () => number; readonly set: (serverNow: string) => void } {
  let skewMs = 0
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now() + skewMs), 1_000)
  onCleanup(() => clearInterval(timer))
  return {
    now,
    set(serverNow) {
      skewMs = Date.parse(serverNow) - Date.now()
      setNow(Date.now() + skewMs)
    },
  }
}
