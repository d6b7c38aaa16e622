import { createHash } from 'node:crypto'
import type { SmscAccount } from './account.ts'
import type { TakenSms } from './message-log.ts'

export interface PushOptions {
  /** The handler's address, as set in the provider's cabinet. */
  readonly url: string
  readonly secret: string
  readonly hash: 'md5' | 'sha1'
  /** Between tries of a push that was not answered with 200; milliseconds. */
  readonly retryAfterMs: number
}

const tries = 3

/** The form of one push. */
export function pushForm(message: TakenSms, at: ReturnType<SmscAccount['statusAt']>, { hash, secret }: PushOptions): URLSearchParams {
  const { id, phone } = message
  const signature = createHash(hash).update([id, phone, at.status, secret].join(':')).digest('hex')
  const fields = { id, phone, status: at.status, ts: Math.floor(at.changedAtMs / 1000), err: at.reasonCode, type: 0, [hash]: signature }
  return new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]))
}

/** Pushes each change of a message's status to the handler, three times at most each. */
export function createPusher(
  options: PushOptions,
  account: SmscAccount,
  delaysMs: readonly number[],
): { watch(message: TakenSms): void; stop(): void } {
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, work: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      void work()
    }, ms)
    timers.add(timer)
  }
  async function push(body: URLSearchParams, attempt: number): Promise<void> {
    const answered = await fetch(options.url, { method: 'POST', body }).then(
      (answer) => answer.status === 200,
      () => false,
    )
    if (!answered && attempt < tries) later(options.retryAfterMs, () => push(body, attempt + 1))
  }
  return {
    watch(message) {
      for (const delayMs of delaysMs)
        later(delayMs, () => push(pushForm(message, account.statusAt(message, message.takenAt + delayMs), options), 1))
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
