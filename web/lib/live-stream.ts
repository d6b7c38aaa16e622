import { isJsonObject } from '../../domain/json.ts'

/** What the API's live subscription says; it may start again by itself after a break. */
interface Listeners {
  readonly onStarted: () => void
  readonly onData: (value: unknown) => void
  /** The stream is over and nothing will come any more. */
  readonly onLost: () => void
}

/**
 * The subscription `live` as tRPC sends it, read by the browser's own EventSource: the client's link for it weighs more than
 * all else that live updates are made of. Returns how to close it.
 */
export function openLiveStream({ onStarted, onData, onLost }: Listeners): () => void {
  const source = new EventSource('/trpc/live')
  let longestSilenceMs: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const close = (): void => {
    clearTimeout(timer)
    source.close()
  }
  const lose = (): void => {
    close()
    onLost()
  }
  // A line that died says nothing: the server does, at least this often.
  const heard = (): void => {
    clearTimeout(timer)
    if (longestSilenceMs !== undefined) timer = setTimeout(lose, longestSilenceMs)
  }
  source.addEventListener('connected', (event: MessageEvent<string>) => {
    const told: unknown = JSON.parse(event.data)
    const silenceMs = isJsonObject(told) ? told['reconnectAfterInactivityMs'] : undefined
    longestSilenceMs = typeof silenceMs === 'number' ? silenceMs : undefined
    heard()
    onStarted()
  })
  source.addEventListener('ping', heard)
  source.addEventListener('message', (event: MessageEvent<string>) => {
    heard()
    const value: unknown = JSON.parse(event.data)
    onData(value)
  })
  for (const end of ['return', 'serialized-error']) source.addEventListener(end, lose)
  // A line that broke the browser opens again itself; an answer that says no it does not.
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) lose()
  })
  return close
}
