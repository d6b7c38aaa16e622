import { createSignal, onCleanup } from 'solid-js'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'

/** How what was sent stands. Only a confirmation changes what the screen says about the process. */
export type Phase =
  | { readonly kind: 'idle' | 'sent' | 'stopped' }
  /** No answer came. `nextAt` (epoch ms) is when the same request goes again; undefined while it is on its way. */
  | { readonly kind: 'repeating'; readonly offline: boolean; readonly nextAt: number | undefined }
  | { readonly kind: 'refused' | 'unconfirmed'; readonly failure: Failure }

/** What became of a request: `stopped` means that the person gave it up while its fate was unknown. */
export type Answer<Value> =
  | { readonly kind: 'confirmed'; readonly value: Value }
  | { readonly kind: 'refused' | 'unconfirmed'; readonly failure: Failure }
  | { readonly kind: 'stopped' }

export interface Sending {
  readonly phase: () => Phase
  /** True from the sending until its fate is known: what was written must not change meanwhile. */
  readonly isUnderWay: () => boolean
  /** Asks, and repeats the very same question while nothing answers. `seen` is false when the screen has moved on. */
  readonly send: <Value>(ask: () => Promise<Value>) => Promise<Answer<Value> & { readonly seen: boolean }>
  readonly repeatNow: () => void
  readonly stop: () => void
  /** Forgets how it went; nothing is repeated any more. */
  readonly reset: () => void
}

const firstPauseMs = 3000
const longestPauseMs = 30_000

/** Sending that outlives a silent engine and a lost connection; it ends with the screen that made it. */
export function createSending(): Sending {
  const [phase, setPhase] = createSignal<Phase>({ kind: 'idle' })
  let current = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  let goOn: () => void = () => undefined
  const pause = (lengthMs: number): Promise<void> =>
    new Promise((resolve) => {
      goOn = resolve
      timer = setTimeout(resolve, lengthMs)
    })
  const repeatNow = (): void => {
    clearTimeout(timer)
    goOn()
  }
  const end = (kind: 'idle' | 'stopped'): void => {
    current = {}
    setPhase({ kind })
    repeatNow()
  }
  const send = async <Value>(ask: () => Promise<Value>): Promise<Answer<Value> & { readonly seen: boolean }> => {
    const own = {}
    current = own
    const isSeen = (): boolean => current === own
    setPhase({ kind: 'sent' })
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        const value = await ask()
        if (isSeen()) setPhase({ kind: 'idle' })
        return { kind: 'confirmed', value, seen: isSeen() }
      } catch (error) {
        const failure = failureOf(error)
        if (failure.kind !== 'notConfirmed' && failure.kind !== 'offline') {
          const kind = failure.kind === 'broken' ? 'unconfirmed' : 'refused'
          if (isSeen()) setPhase({ kind, failure })
          return { kind, failure, seen: isSeen() }
        }
        if (isSeen()) setPhase({ kind: 'repeating', offline: failure.kind === 'offline', nextAt: Date.now() + pauseMs })
      }
      if (isSeen()) await pause(pauseMs)
      if (!isSeen()) return { kind: 'stopped', seen: false }
      setPhase((held) => (held.kind === 'repeating' ? { ...held, nextAt: undefined } : held))
    }
  }
  window.addEventListener('online', repeatNow)
  onCleanup(() => {
    window.removeEventListener('online', repeatNow)
    end('idle')
  })
  return {
    phase,
    isUnderWay: () => phase().kind === 'sent' || phase().kind === 'repeating',
    send,
    repeatNow,
    stop: () => end('stopped'),
    reset: () => end('idle'),
  }
}
