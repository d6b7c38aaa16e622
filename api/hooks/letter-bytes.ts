import type { Readable } from 'node:stream'

/** Bytes that may be held at once by all who share it. */
export interface ByteBudget {
  /** False when there is no room; then nothing was taken. */
  take(sizeBytes: number): boolean
  give(sizeBytes: number): void
}

export function createByteBudget(totalBytes: number): ByteBudget {
  let heldBytes = 0
  return {
    take(sizeBytes) {
      if (heldBytes + sizeBytes > totalBytes) return false
      heldBytes += sizeBytes
      return true
    },
    give(sizeBytes) {
      heldBytes -= sizeBytes
    },
  }
}

export type Collected =
  | { readonly kind: 'whole'; readonly raw: Buffer }
  | { readonly kind: 'tooBig' | 'noRoom' | 'broken'; readonly sizeBytes: number }

/**
 * Reads a letter whole. Past the limit the rest is read and dropped, since a client listens for
 * the answer only after its last byte; `flood` resolves when even that goes on for too long.
 * Whoever gets `whole` gives its bytes back to the budget.
 */
export function readLetterBytes(
  stream: Readable,
  maxBytes: number,
  budget: ByteBudget,
): { readonly collected: Promise<Collected>; readonly flood: Promise<void> } {
  let chunks: Buffer[] = []
  let [sizeBytes, takenBytes] = [0, 0]
  let refused: 'tooBig' | 'noRoom' | undefined
  let onFlood: () => void = () => undefined
  const flood = new Promise<void>((resolve) => {
    onFlood = resolve
  })

  function refuse(why: 'tooBig' | 'noRoom'): void {
    refused = why
    chunks = []
    budget.give(takenBytes)
    takenBytes = 0
  }

  function keep(chunk: Buffer): void {
    sizeBytes += chunk.length
    if (refused !== undefined) {
      if (sizeBytes > 4 * maxBytes) onFlood()
      return
    }
    if (sizeBytes > maxBytes) return refuse('tooBig')
    if (!budget.take(chunk.length)) return refuse('noRoom')
    takenBytes += chunk.length
    chunks.push(chunk)
  }

  const collected = new Promise<Collected>((resolve) => {
    let settled = false
    const settle = (broken: boolean): void => {
      if (settled) return
      settled = true
      if (refused !== undefined) return resolve({ kind: refused, sizeBytes })
      if (!broken) return resolve({ kind: 'whole', raw: Buffer.concat(chunks, sizeBytes) })
      budget.give(takenBytes)
      resolve({ kind: 'broken', sizeBytes })
    }
    stream.on('data', keep)
    stream.once('end', () => settle(false))
    stream.once('error', () => settle(true))
    stream.once('close', () => settle(true))
  })
  return { collected, flood }
}
