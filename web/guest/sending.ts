import { createSignal, onCleanup } from 'solid-js'
import type { Failure } from './client.ts'
import { post } from './client.ts'

const firstAgainMs = 5_000
const maxAgainMs = 60_000

export interface Outgoing {
  readonly url: string
  /** Carries the request id: a repeat changes nothing twice. */
  readonly body: { readonly requestId: string; readonly [field: string]: unknown }
  /** What is shown of it until it is confirmed. */
  readonly text: string
  readonly onDone: () => void | Promise<void>
  readonly onRefused: (failure: Failure) => void
}
export interface Sending {
  readonly outgoing: () => Outgoing | undefined
  /** It may have arrived already: it is asked again by itself. */
  readonly unclear: () => boolean
  readonly send: (next: Outgoing) => Promise<void>
}

/** What a form on the page behind a link works with. */
export interface Doing {
  /** The address of this link's programs. */
  readonly base: string
  readonly sending: Sending
  /** Reads the page anew, and says this when it is not empty. */
  readonly onDone: (said: string) => Promise<void>
}

/** Sends one thing at a time and does not give up on an unclear answer. */
export function createSending(): Sending {
  const [outgoing, setOutgoing] = createSignal<Outgoing>()
  const [unclear, setUnclear] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  async function attempt(next: Outgoing, againMs: number): Promise<void> {
    const answer = await post(next.url, next.body)
    const kind = answer.ok ? undefined : answer.failure.kind
    // "Too often" says nothing of an earlier try that may have arrived.
    if (kind === 'unclear' || kind === 'offline' || (kind === 'later' && unclear())) {
      setUnclear(true)
      timer = setTimeout(() => void attempt(next, Math.min(againMs * 2, maxAgainMs)), againMs)
      return
    }
    setUnclear(false)
    if (answer.ok) await next.onDone()
    setOutgoing(undefined)
    if (!answer.ok) next.onRefused(answer.failure)
  }
  return {
    outgoing,
    unclear,
    send: async (next) => {
      if (outgoing() !== undefined) return
      setOutgoing(next)
      await attempt(next, firstAgainMs)
    },
  }
}
