import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createSmscAccount } from './account.ts'
import type { AccountOptions, Answer, Fields } from './account.ts'
import type { SmscFaults } from './faults.ts'
import { createSmscFaults } from './faults.ts'
import { openSmsLog } from './message-log.ts'
import type { SmsLog } from './message-log.ts'
import { createPusher } from './push.ts'
import type { PushOptions } from './push.ts'

export interface SmscSimulator {
  /** What the client's base URL is set to. */
  readonly url: string
  readonly log: SmsLog
  readonly faults: SmscFaults
  topUp(kopecks: number): void
  close(): Promise<void>
}
export interface SmscSimulatorOptions extends Partial<Omit<AccountOptions, 'login' | 'password'>> {
  readonly login: string
  readonly password: string
  readonly host: string
  /** 0 asks the system for any. */
  readonly port: number
  /** Keeps the messages here; in memory when left out. */
  readonly directory?: string
  readonly push?: PushOptions
}

/** More than so many requests at once on one login are refused. */
const maxAtOnce = 15

async function fieldsOf(request: IncomingMessage): Promise<Fields> {
  const { searchParams } = new URL(request.url ?? '/', 'http://provider')
  const body = request.method === 'POST' ? new URLSearchParams(await text(request)) : new URLSearchParams()
  return Object.fromEntries([...searchParams, ...body])
}

function answerWith(response: ServerResponse, answer: Answer): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(answer))
}

/**
 * An SMS provider with SMSC's HTTP API: send.php, status.php and balance.php with `fmt=3`, error codes in the body, and
 * signed pushes. It charges, refuses repeats within a minute, and keeps all it received.
 */
export async function startSmscSimulator(options: SmscSimulatorOptions): Promise<SmscSimulator> {
  const log = await openSmsLog(options.directory)
  const faults = createSmscFaults()
  const account = createSmscAccount(
    { balanceKopecks: 100_000, partPriceKopecks: 380, handedAfterMs: 1_000, deliveredAfterMs: 4_000, now: Date.now, ...options },
    log,
    faults,
  )
  const { handedAfterMs = 1_000, deliveredAfterMs = 4_000 } = options
  const pusher = options.push && createPusher(options.push, account, [handedAfterMs, deliveredAfterMs])
  let atOnce = 0

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outage = faults.take()
    if (outage === 'refuse') return void request.destroy()
    if (outage === 'silence') return
    const fields = await fieldsOf(request)
    if (outage === 'http500') return void response.writeHead(500).end('<h1>Internal error</h1>')
    const path = (request.url ?? '').split('?')[0]
    if (atOnce > maxAtOnce) return answerWith(response, { error: 'too many concurrent requests', error_code: 9 })
    if (path === '/sys/status.php') return answerWith(response, account.status(fields))
    if (path === '/sys/balance.php') return answerWith(response, account.balance(fields))
    if (path !== '/sys/send.php') return void response.writeHead(404).end()
    const { answer, taken } = await account.send(fields)
    if (taken) pusher?.watch(taken)
    if (outage === 'loseAnswer') return void request.socket.destroy()
    answerWith(response, answer)
  }

  const server = createServer((request, response) => {
    atOnce += 1
    respond(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        atOnce -= 1
      })
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : options.port)
    })
  })
  return {
    url: `http://${options.host}:${String(port)}/sys/`,
    log,
    faults,
    topUp: account.topUp,
    async close() {
      pusher?.stop()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
