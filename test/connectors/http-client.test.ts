import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHttpClient } from '../../connectors/http/http-client.ts'
import type { HttpClient, HttpClientOptions } from '../../connectors/http/http-client.ts'
import { HttpFailure } from '../../connectors/http/port.ts'
import { mayBeCalled, parseNetwork } from '../../connectors/http/public-address.ts'

// Reliability row 26, fault 22: whatever address somebody types, nothing of our own is reached.

const megabyte = 1024 * 1024
/** A service of ours, which must never be called; and one on another address, which the tests allow. */
const canaryHost = '127.0.0.1'
const allowedHost = '127.0.0.2'

type Answerer = (request: IncomingMessage, response: ServerResponse) => void
let canaryHits = 0
let answer: Answerer = (_request, response) => void response.end('ok')
const canary = createServer((_request, response) => {
  canaryHits += 1
  response.end('CANARY')
})
canary.on('connection', () => {
  canaryHits += 1
})
const allowed = createServer((request, response) => answer(request, response))

const portOf = (server: typeof canary): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
let port = 0
const opened: HttpClient[] = []
const client = (options: HttpClientOptions = {}): HttpClient => {
  const one = openHttpClient({ allowHttp: true, ...options })
  opened.push(one)
  return one
}
const outside = (options: HttpClientOptions = {}): HttpClient =>
  client({ allowedNetworks: [`${allowedHost}/32`], resolve: async () => [allowedHost], ...options })
const url = (path = '/'): string => `http://receiver.example:${String(portOf(allowed))}${path}`
const reasonOf = (sending: Promise<unknown>): Promise<unknown> =>
  sending.then(
    () => 'answered',
    (error: unknown) => (error instanceof HttpFailure ? error.reason : error),
  )

beforeAll(async () => {
  // On every address of this machine that a guess could mean.
  canary.listen(0)
  await once(canary, 'listening')
  port = portOf(canary)
  allowed.listen(0, allowedHost)
  await once(allowed, 'listening')
})
beforeEach(() => {
  canaryHits = 0
  answer = (_request, response) => void response.end('ok')
})
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()))
  for (const server of [canary, allowed]) {
    server.closeAllConnections()
    server.close()
  }
})

const ways = (at: number): string[] =>
  [
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '017700000001',
      '0x7f.1',
      '127.255.255.254',
    ],
    ...['0', '0.0.0.0', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::7f00:1]'],
    ...['[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[::ffff:0:127.0.0.1]'],
    ...['localhost', 'LOCALHOST', '%6c%6fcalhost', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', '①②⑦.⓪.⓪.①', '127。0。0。1', '１２７.0.0.1'],
    ...[
      '169.254.169.254',
      '[::ffff:169.254.169.254]',
      '0xa9fea9fe',
      '2852039166',
      '0251.0376.0251.0376',
      '[fd00:ec2::254]',
      '100.100.100.200',
    ],
    ...['168.63.129.16', '192.0.0.192', '10.0.0.1', '10.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.257', '100.64.0.1'],
    ...[
      '[fe80::1]',
      '[fc00::1]',
      '[fdff::1]',
      '[fec0::1]',
      '[ff02::1]',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '192.0.2.1',
    ],
  ].map((host) => `http://${host}:${String(at)}/`)
const notCalled = [
  'file:///etc/passwd',
  'ftp://receiver.example/',
  'gopher://127.0.0.1:70/',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  '//receiver.example/',
  '/relative',
  '',
  'http://',
  'http://user:secret@receiver.example/',
  'https://127.0.0.1@receiver.example/',
]

describe('an address that leads to ourselves', () => {
  it('is refused in each of sixty ways of writing it, and nobody is called', async () => {
    const urls = [...ways(port), ...notCalled]
    expect(urls.length).toBeGreaterThanOrEqual(60)
    const system = client()
    const reasons = await Promise.all(urls.map(async (one) => [one, await reasonOf(system.send({ method: 'GET', url: one }))]))
    expect(reasons).toEqual(urls.map((one) => [one, 'refused']))
    expect(await reasonOf(system.send({ method: 'GET', url: `http://localhost.:${String(port)}/` }))).not.toBe('answered')
    expect(canaryHits).toBe(0)
    // The canary would have heard it.
    await fetch(`http://${canaryHost}:${String(port)}/`)
    expect(canaryHits).toBeGreaterThan(0)
  })

  it('is refused when a name leads there, or to both sides of the wall', async () => {
    for (const addresses of [['127.0.0.1'], ['::1'], ['8.8.8.8', '10.0.0.1'], ['::ffff:10.0.0.1'], [], ['not an address']]) {
      const one = client({ resolve: async () => addresses })
      expect(await reasonOf(one.send({ method: 'GET', url: `http://rebound.example:${String(port)}/` }))).toBe('refused')
    }
    expect(canaryHits).toBe(0)
  })

  it('is not reached by a name that changes its mind: each connection goes where its own check looked', async () => {
    let asked = 0
    const flipping = client({
      allowedNetworks: [`${allowedHost}/32`],
      resolve: async () => {
        asked += 1
        return asked % 2 === 1 ? [allowedHost] : [canaryHost]
      },
    })
    // The server ends each connection, so that each request needs a new one.
    answer = (_request, response) => void response.setHeader('connection', 'close').end('ok')
    const reasons: unknown[] = []
    for (let i = 0; i < 20; i += 1) reasons.push(await reasonOf(flipping.send({ method: 'GET', url: url() })))
    expect(new Set(reasons)).toEqual(new Set(['answered', 'refused']))
    expect(asked).toBe(20)
    expect(canaryHits).toBe(0)
  })

  it('is not reached by a redirect', async () => {
    answer = (_request, response) => void response.writeHead(302, { location: `http://${canaryHost}:${String(port)}/` }).end('SECRET')
    const redirected = await outside().send({ method: 'GET', url: url() })
    expect(redirected).toMatchObject({ status: 302, body: Buffer.alloc(0) })
    expect(canaryHits).toBe(0)
  })

  it('is not reached through a proxy of the environment', async () => {
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = `http://${canaryHost}:${String(port)}`
    try {
      expect(await reasonOf(outside().send({ method: 'GET', url: url() }))).toBe('answered')
      expect(canaryHits).toBe(0)
    } finally {
      delete process.env['HTTP_PROXY']
      delete process.env['http_proxy']
    }
  })

  it('is told from one of the Internet, and from one that is allowed on purpose', () => {
    for (const address of ['8.8.8.8', '172.15.255.255', '172.32.0.1', '100.128.0.1', '2a02:6b8::2:242', '::ffff:8.8.8.8'])
      expect([address, mayBeCalled(address, [])]).toEqual([address, true])
    const allowed = [parseNetwork('10.20.0.0/16'), parseNetwork('fd00:1::/32')]
    for (const address of ['10.20.3.4', '::ffff:10.20.3.4', 'fd00:1::5'])
      expect([address, mayBeCalled(address, allowed)]).toEqual([address, true])
    for (const address of ['10.21.0.1', 'fd00:2::5', 'fe80::1%eth0'])
      expect([address, mayBeCalled(address, allowed)]).toEqual([address, false])
  })

  it('is refused over plain http unless that is configured', async () => {
    expect(await reasonOf(outside({ allowHttp: false }).send({ method: 'GET', url: url() }))).toBe('refused')
  })
})

describe('an answer', () => {
  it('comes whole, with what was sent', async () => {
    answer = (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { host, 'x-signature': signature } = request.headers
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ host, signature, body: Buffer.concat(chunks).toString() }))
      })
    }
    const sent = { method: 'POST', url: url('/hook'), headers: { 'x-signature': 'abc' }, body: 'тело' } as const
    const { status, headers, body } = await outside().send(sent)
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/json' })
    expect(JSON.parse(body.toString())).toEqual({ host: `receiver.example:${String(portOf(allowed))}`, signature: 'abc', body: 'тело' })
  })

  it('that says no keeps its body to itself', async () => {
    for (const status of [400, 404, 500]) {
      answer = (_request, response) => void response.writeHead(status).end('INTERNAL ERROR PAGE')
      expect(await outside().send({ method: 'GET', url: url() })).toMatchObject({ status, body: Buffer.alloc(0) })
    }
  })

  it('may be as long as allowed and not a byte longer, whatever it says of itself', async () => {
    const withLength = (length: number, chunked: boolean) => {
      answer = (_request, response) => {
        if (!chunked) response.setHeader('content-length', length)
        response.end(Buffer.alloc(length))
      }
      return reasonOf(outside().send({ method: 'GET', url: url() }))
    }
    expect(await withLength(megabyte, false)).toBe('answered')
    expect(await withLength(megabyte, true)).toBe('answered')
    expect(await withLength(megabyte + 1, false)).toBe('tooLarge')
    expect(await withLength(megabyte + 1, true)).toBe('tooLarge')
  })

  it('without an end is cut, and its connection closed', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (request, response) => {
        request.socket.on('close', () => resolve())
        const pour = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', pour)
        pour()
      }
    })
    expect(await reasonOf(outside().send({ method: 'GET', url: url() }))).toBe('tooLarge')
    await closed
  })

  it.each([
    ['never begins', () => undefined],
    ['comes a byte at a time', (response: ServerResponse) => void setInterval(() => response.write('x'), 20).unref()],
    ['stops in the middle', (response: ServerResponse) => void response.writeHead(200, { 'content-length': 10 }).write('half')],
  ])('that %s is given up in time', async (_what, behave) => {
    answer = (_request, response) => behave(response)
    expect(await reasonOf(outside({ timeoutMs: 300 }).send({ method: 'GET', url: url() }))).toBe('tooSlow')
  })

  it('is given up in time when the name is not found out', async () => {
    const slow = outside({ timeoutMs: 100, resolve: () => sleep(60_000, [allowedHost], { ref: false }) })
    expect(await reasonOf(slow.send({ method: 'GET', url: url() }))).toBe('tooSlow')
  })

  it('is missed where nobody listens, in words that give nothing away', async () => {
    const nobody = client({ allowedNetworks: ['127.0.0.3/32'], resolve: async () => ['127.0.0.3'] })
    const failed = await nobody.send({ method: 'GET', url: 'http://receiver.example:9/' }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(HttpFailure)
    expect(failed).toMatchObject({ reason: 'unreachable' })
    expect(String(failed)).not.toMatch(/127|ECONN/)
  })

  it('with headers beyond all bounds is no answer', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end()
    expect(await reasonOf(outside().send({ method: 'GET', url: url() }))).toBe('unreachable')
  })
})
