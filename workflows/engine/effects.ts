import type { Delivery, Runtime } from './runtime.ts'

/** The messages of one process that are on their way. */
export interface Effects {
  start(messageIds: readonly string[]): void
  retry(messageId: string | undefined): void
  skip(messageId: string, reason: string): void
  pending(): readonly string[]
}

/** One delivery per message row; the process does not wait for any. */
export function createEffects(runtime: Runtime): Effects {
  const running = new Map<string, Delivery>()
  const begin = (messageId: string): void => {
    running.get(messageId)?.cancel()
    const delivery: Delivery = runtime.deliver(messageId, () => {
      if (running.get(messageId) === delivery) running.delete(messageId)
    })
    running.set(messageId, delivery)
  }
  return {
    start: (messageIds) => messageIds.forEach((messageId) => running.has(messageId) || begin(messageId)),
    retry(messageId) {
      for (const id of [...running.keys()]) if (messageId === undefined || id === messageId) begin(id)
    },
    skip(messageId, reason) {
      running.get(messageId)?.cancel()
      const skipping: Delivery = { cancel: () => undefined }
      running.set(messageId, skipping)
      runtime.skip(messageId, reason, () => {
        if (running.get(messageId) === skipping) running.delete(messageId)
      })
    },
    pending: () => [...running.keys()],
  }
}
