import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A wire between two programs that can be hurt as networks hurt it. Nothing is lost that was not cut. */
export interface TcpProxy {
  /** `host:port` to be used instead of the target. */
  readonly address: string
  /** Every piece waits this long in both directions; 0 heals. */
  delay(ms: number): void
  /** Holds all bytes back, and new connections too, until `heal`. */
  blackhole(): void
  /** Cuts every connection with a reset, now. */
  reset(): void
  /** Lets this many bytes of answers through, then cuts that connection: the question arrived, the answer did not. Once. */
  swallowAnswerAfter(bytes: number): void
  /** Sends new connections elsewhere and cuts the old ones; `undefined` goes back to the first target. */
  divert(address: string | undefined): void
  heal(): void
  close(): Promise<void>
}

interface Pair {
  readonly near: Socket
  readonly far: Socket
}

function parts(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':')
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) }
}

/** Listens on a free port of this machine and passes everything on to `target` (`host:port`). */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let to = target
  let delayMs = 0
  let holding = false
  let swallowAfter: number | undefined
  let release: () => void = () => undefined
  let gate = Promise.resolve()

  async function passable(): Promise<void> {
    if (delayMs > 0) await sleep(delayMs)
    while (holding) await gate
  }

  function pass(from: Socket, into: Socket, cutAfter: (bytes: number) => boolean): void {
    let order = Promise.resolve()
    // One piece after the other: the source is not read further until this one is on its way.
    from.on('data', (piece: Buffer) => {
      from.pause()
      order = order.then(passable).then(() => {
        if (into.destroyed) return
        if (cutAfter(piece.length)) {
          from.resetAndDestroy()
          into.resetAndDestroy()
          return
        }
        if (into.write(piece)) from.resume()
        else into.once('drain', () => from.resume())
      })
    })
    from.on('end', () => void order.then(() => into.end()))
    from.on('close', () => void order.then(() => into.destroy()))
    // The other end hears of it by the close.
    from.on('error', () => undefined)
  }

  function swallowing(): (bytes: number) => boolean {
    let passed = 0
    let limit: number | undefined
    return (bytes) => {
      // The first connection that answers takes the order.
      if (swallowAfter !== undefined) {
        limit = passed + swallowAfter
        swallowAfter = undefined
      }
      passed += bytes
      return limit !== undefined && passed > limit
    }
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...parts(to), allowHalfOpen: true })
    const pair = { near, far }
    pairs.add(pair)
    near.setNoDelay(true)
    far.setNoDelay(true)
    pass(near, far, () => false)
    pass(far, near, swallowing())
    near.on('close', () => pairs.delete(pair))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The proxy has no port')

  function cutAll(): void {
    for (const { near, far } of pairs) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }
  function heal(): void {
    delayMs = 0
    swallowAfter = undefined
    if (!holding) return
    holding = false
    release()
  }
  return {
    address: `127.0.0.1:${String(bound.port)}`,
    delay: (ms) => {
      delayMs = ms
    },
    blackhole() {
      if (holding) return
      holding = true
      gate = new Promise((resolve) => {
        release = resolve
      })
    },
    reset: cutAll,
    swallowAnswerAfter: (bytes) => {
      swallowAfter = bytes
    },
    divert(address) {
      to = address ?? target
      cutAll()
    },
    heal,
    async close() {
      heal()
      const closed = new Promise((resolve) => server.close(resolve))
      cutAll()
      await closed
    },
  }
}
