/**
 * The letters that a run waits for, if it was begun before letters were sent from their rows or has records of then: its history
 * holds an activity for each, and goes on so. What is recorded now names none.
 */
export interface EarlierLetters {
  start(messageIds: readonly string[]): void
  retry(messageId: string | undefined): void
  skip(messageId: string, reason: string): void
  pending(): readonly string[]
}

/** An activity that waits for a letter's end. */
interface Waiting {
  cancel(): void
}

export interface LetterCalls {
  /** Waits for a letter's end; `ended` is called then. */
  wait(messageId: string, ended: () => void): Waiting
  /** Notes that a person skipped a letter; `ended` is called once that is kept. */
  skip(messageId: string, reason: string, ended: () => void): void
}

/** For what has no history of then. */
export const noEarlierLetters: EarlierLetters = {
  start: () => undefined,
  retry: () => undefined,
  skip: () => undefined,
  pending: () => [],
}

export function createEarlierLetters(calls: LetterCalls): EarlierLetters {
  const running = new Map<string, Waiting>()
  const begin = (messageId: string): void => {
    running.get(messageId)?.cancel()
    const waiting: Waiting = calls.wait(messageId, () => {
      if (running.get(messageId) === waiting) running.delete(messageId)
    })
    running.set(messageId, waiting)
  }
  return {
    start: (messageIds) => messageIds.forEach((messageId) => running.has(messageId) || begin(messageId)),
    retry(messageId) {
      for (const id of [...running.keys()]) if (messageId === undefined || id === messageId) begin(id)
    },
    skip(messageId, reason) {
      running.get(messageId)?.cancel()
      const skipping: Waiting = { cancel: () => undefined }
      running.set(messageId, skipping)
      calls.skip(messageId, reason, () => {
        if (running.get(messageId) === skipping) running.delete(messageId)
      })
    },
    pending: () => [...running.keys()],
  }
}
