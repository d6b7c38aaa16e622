import { connect, constants, createServer } from 'node:http2'
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { once } from 'node:events'

/** Between a worker and its engine: the calls of one method can be made to wait. */
export interface CallGate {
  /** Where the worker finds the engine. */
  readonly address: string
  /** How many calls wait now. */
  waiting(): number
  shut(): void
  open(): void
  close(): void
}

/** Passes gRPC through to `target` (`host:port`), the calls of `method` only while the gate is open, as it is at first. */
export async function startCallGate(target: string, method: string): Promise<CallGate> {
  const engine = connect(`http://${target}`)
  const held: (() => void)[] = []
  let isOpen = true

  function pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const call = engine.request(headers)
    let trailers: IncomingHttpHeaders = {}
    call.on('trailers', (received) => {
      trailers = received
    })
    call.on('response', (received, flags) => {
      const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) > 0
      if (stream.destroyed) return
      stream.respond(received, isWhole ? { endStream: true } : { waitForTrailers: true })
      if (!isWhole) call.pipe(stream)
    })
    stream.on('wantTrailers', () => stream.sendTrailers(trailers))
    stream.on('close', () => call.close())
    for (const one of [call, stream]) one.on('error', () => undefined)
    stream.pipe(call)
  }

  const server = createServer()
  server.on('stream', (stream, headers) => {
    if (isOpen || headers[':path']?.endsWith(`/${method}`) !== true) pass(stream, headers)
    else held.push(() => pass(stream, headers))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  return {
    address: `127.0.0.1:${String(typeof at === 'object' ? at?.port : at)}`,
    waiting: () => held.length,
    shut() {
      isOpen = false
    },
    open() {
      isOpen = true
      for (const go of held.splice(0)) go()
    },
    close() {
      engine.destroy()
      server.close()
    },
  }
}
