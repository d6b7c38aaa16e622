import type { Delivery, Runtime } from './runtime.ts'

/** The messages of one process that are on their way. */
export interface Effects {
  start(messageIds: readonly string[]): void
  retry(messageId: string | undefined): void
  skip(messageId: string, reason: string): Promise<void>
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
    async skip(messageId, reason) {
      running.get(messageId)?.cancel()
      running.delete(messageId)
      await runtime.skip(messageId, reason)
    },
    pending: () => [...running.keys()],
  }
}
