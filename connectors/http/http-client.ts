import { lookup } from 'node:dns/promises'
import { Agent, buildConnector, request } from 'undici'
import type { Dispatcher } from 'undici'
import { HttpFailure } from './port.ts'
import type { HttpAnswer, HttpPort, HttpRequest } from './port.ts'
import { mayBeCalled, parseNetwork } from './public-address.ts'

export interface HttpClientOptions {
  /** Plain http too; https alone when left out. */
  readonly allowHttp?: boolean
  /** Networks that may be called though they are not the Internet's, as `10.20.0.0/16`. */
  readonly allowedNetworks?: readonly string[]
  /** The words of a refusal too: only where the operator chose the address. */
  readonly readRefusals?: boolean
  /** For everything from the name's resolution to the last byte; 5,000 when left out. */
  readonly timeoutMs?: number
  /** The longest answer; 1 MiB when left out. */
  readonly maxBytes?: number
  /** All addresses of a host; the system's resolver when left out. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

export interface HttpClient extends HttpPort {
  close(): Promise<void>
}

const systemResolve = async (host: string): Promise<string[]> => (await lookup(host, { all: true })).map(({ address }) => address)

const refused = (why: string): HttpFailure => new HttpFailure('refused', `The address is not called: ${why}`)
const tooLarge = (maxBytes: number): HttpFailure => new HttpFailure('tooLarge', `The answer is longer than ${String(maxBytes)} bytes`)

function checkedUrl(text: string, allowHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) throw refused('it is no URL')
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) throw refused(allowHttp ? 'use http or https' : 'use https')
  if (url.username !== '' || url.password !== '') throw refused('leave user and password out of it')
  return url
}

/** The connection goes to the very address that was checked, so a name can't answer otherwise the second time. */
function guardedConnector(options: HttpClientOptions, timeoutMs: number): buildConnector.connector {
  const { resolve = systemResolve } = options
  const allowed = (options.allowedNetworks ?? []).map(parseNetwork)
  const dial = buildConnector({ timeout: timeoutMs })
  return (target, callback) => {
    void resolve(target.hostname)
      .then((addresses) => {
        const [first] = addresses
        if (first === undefined || !addresses.every((address) => mayBeCalled(address, allowed)))
          throw refused('it leads to no address of the Internet')
        return first
      })
      .then(
        (address) => dial({ ...target, hostname: address }, callback),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      )
  }
}

async function readWithin(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    // Leaving the loop closes the connection.
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, length)
}

const firstOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

function failureOf(error: unknown, timeoutMs: number): HttpFailure {
  if (error instanceof HttpFailure) return error
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return new HttpFailure('tooSlow', `No whole answer within ${String(timeoutMs)} ms`, error)
  return new HttpFailure('unreachable', 'Nobody answers at the address: check its name, port and certificate', error)
}

/**
 * Calls addresses that people typed, without reaching anything of our own: only the Internet's, over https, no
 * redirects, 5 s and 1 MiB at most (docs/decisions/010). Knows no proxy of the environment: it would dial in its place.
 */
export function openHttpClient(options: HttpClientOptions = {}): HttpClient {
  const { allowHttp = false, readRefusals = false, timeoutMs = 5_000, maxBytes = 1024 * 1024 } = options
  const dispatcher = new Agent({ connect: guardedConnector(options, timeoutMs), connections: 10, maxHeaderSize: 16_384 })

  async function exchange(url: URL, sent: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { method, headers = {}, body = null } = sent
    const answer = await request(url, { dispatcher, method, headers, body, signal })
    const found = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, firstOf(value)]))
    const isRead = readRefusals || (answer.statusCode >= 200 && answer.statusCode < 300)
    if (!isRead || Number(found['content-length'] ?? 0) > maxBytes) answer.body.on('error', () => undefined).destroy()
    if (isRead && Number(found['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
    return { status: answer.statusCode, headers: found, body: isRead ? await readWithin(answer.body, maxBytes) : Buffer.alloc(0) }
  }

  return {
    async send(sent) {
      const url = checkedUrl(sent.url, allowHttp)
      const signal = AbortSignal.timeout(timeoutMs)
      // A request that waits for its connection does not hear its signal.
      const late = new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      try {
        return await Promise.race([exchange(url, sent, signal), late])
      } catch (error) {
        throw failureOf(error, timeoutMs)
      }
    },
    close: () => dispatcher.destroy(),
  }
}
