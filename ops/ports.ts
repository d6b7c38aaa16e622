import { createServer } from 'node:net'
import { codeOf, Failure } from './failure.ts'

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const code = codeOf(error)
      if (code === 'EADDRINUSE' || code === 'EACCES') resolve(false)
      else reject(new Failure(`Cannot listen on ${host}: ${error.message}. Set HOST to an address of this machine.`))
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** The wanted port or the next free one, looking at most 100 further. */
export async function nextFreePort(wanted: number, host: string, taken: readonly number[] = []): Promise<number> {
  const last = Math.min(wanted + 100, 65_535)
  for (let port = wanted; port <= last; port++) {
    if (!taken.includes(port) && (await canListen(port, host))) return port
  }
  throw new Failure(
    `No free port from ${String(wanted)} to ${String(last)} on ${host}. Free one, or choose another start with PORT or SMTP_PORT.`,
  )
}

/** A port that nobody listens on now, for services only we talk to. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no port'))
      })
    })
  })
}
