import { onCleanup } from 'solid-js'
import { isJsonObject } from '../../domain/json.ts'
import { openLiveStream } from './live-stream.ts'

/** Something moved in a process of this organization. Carries ids only; screens ask for what they show. */
export interface Change {
  readonly processId: string
  readonly kind: string
  readonly seq: number
}
type Message = { readonly type: 'change'; readonly change: Change } | { readonly type: 'notifications' } | { readonly type: 'refetch' }

const name = 'vekha.live'
const retryMs = 1_000
const changeListeners = new Set<(change: Change) => void>()
const refetchListeners = new Set<() => void>()
const notificationListeners = new Set<() => void>()
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)

/** Reads what the server or another tab said; unknown words of a newer version are passed over. */
function messageFrom(value: unknown): Message | undefined {
  if (!isJsonObject(value)) return undefined
  if (value['type'] === 'refetch' || value['type'] === 'notifications') return { type: value['type'] }
  const { processId, kind, seq } = isJsonObject(value['change']) ? value['change'] : value
  if (value['type'] !== 'change' || typeof processId !== 'string' || typeof kind !== 'string') return undefined
  return { type: 'change', change: { processId, kind, seq: typeof seq === 'number' ? seq : 0 } }
}

function deliver(message: Message): void {
  if (message.type === 'change') for (const listen of changeListeners) listen(message.change)
  if (message.type !== 'change') for (const listen of notificationListeners) listen()
  if (message.type === 'refetch') for (const listen of refetchListeners) listen()
}

const tell = (message: Message): void => {
  deliver(message)
  channel?.postMessage(message)
}

channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = messageFrom(event.data)
  if (message !== undefined) deliver(message)
})

/** Holds the connection until it is stopped; what was missed while it was broken is covered by a refetch. */
function subscribe(stop: AbortSignal): void {
  let wasConnected = false
  let close = (): void => undefined
  const open = (): void => {
    if (stop.aborted) return
    close = openLiveStream({
      onStarted: () => {
        if (wasConnected) tell({ type: 'refetch' })
        wasConnected = true
      },
      onData: (data) => {
        const message = messageFrom(data)
        if (message !== undefined) tell(message)
      },
      onLost: () => setTimeout(open, retryMs),
    })
  }
  stop.addEventListener('abort', () => close(), { once: true })
  open()
}

/**
 * Starts the live connection once per page. Of all tabs of a browser one holds the lock and the connection and
 * tells the others; when it closes, the browser hands the lock to the next at once, and screens refetch.
 */
export function startLive(): () => void {
  const stop = new AbortController()
  if (navigator.locks === undefined || channel === undefined) {
    subscribe(stop.signal)
    return () => stop.abort()
  }
  let waited = false
  const timer = setTimeout(() => {
    waited = true
  }, retryMs)
  navigator.locks
    .request(name, { signal: stop.signal }, () => {
      clearTimeout(timer)
      if (waited) tell({ type: 'refetch' })
      subscribe(stop.signal)
      return new Promise<void>((free) => stop.signal.addEventListener('abort', () => free(), { once: true }))
    })
    .catch(() => undefined)
  window.addEventListener('online', () => tell({ type: 'refetch' }))
  return () => stop.abort()
}

/** Calls back on each change that concerns the screen, and on a refetch after a gap, while the component is mounted. */
export function useLive(concerns: (change: Change) => boolean, refresh: () => void): void {
  const onChange = (change: Change): void => {
    if (concerns(change)) refresh()
  }
  changeListeners.add(onChange)
  refetchListeners.add(refresh)
  onCleanup(() => {
    changeListeners.delete(onChange)
    refetchListeners.delete(refresh)
  })
}

/** Calls back when the person's own notifications change, while the component is mounted. */
export function useLiveNotifications(refresh: () => void): void {
  notificationListeners.add(refresh)
  onCleanup(() => notificationListeners.delete(refresh))
}

/** Asks every open screen of this browser to read again what it shows, as after a change of language. */
export const refetchAll = (): void => tell({ type: 'refetch' })
