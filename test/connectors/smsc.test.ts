import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { openHttpClient } from '../../connectors/http/http-client.ts'
import type { OutgoingSms } from '../../connectors/sms/port.ts'
import { createSmscClient } from '../../connectors/sms/smsc-client.ts'
import type { SmscOptions } from '../../connectors/sms/smsc-client.ts'
import { readStatusPush } from '../../connectors/sms/smsc-push.ts'
import { startSmscSimulator } from '../../simulators/smsc/server.ts'
import type { SmscSimulatorOptions } from '../../simulators/smsc/server.ts'
import { eventually } from '../support/eventually.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const password = 'the-account-password'

async function world(simulator: Partial<SmscSimulatorOptions> = {}, client: Partial<SmscOptions> = {}) {
  const provider = await startSmscSimulator({ login: 'demo', password, host: '127.0.0.1', port: 0, ...simulator })
  const http = openHttpClient({ allowHttp: true, allowedNetworks: ['127.0.0.0/8'], timeoutMs: 1_000 })
  const sms = createSmscClient({ http, baseUrl: provider.url, login: 'demo', password, ...client })
  cleanups.push(
    () => provider.close(),
    () => http.close(),
  )
  return { provider, sms }
}

const message: OutgoingSms = { to: '+79123456789', text: 'Визит завтра в 10:00', clientId: 41 }

describe('sending', () => {
  it('hands a message over and follows it to its receiver', async () => {
    let nowMs = 1_765_000_000_000
    const { provider, sms } = await world({ now: () => nowMs, handedAfterMs: 1_000, deliveredAfterMs: 5_000 })
    expect(await sms.send(message)).toEqual({ kind: 'sent', providerId: '41', costKopecks: 380 })
    expect(provider.log.all).toMatchObject([{ id: 41, phone: '79123456789', text: message.text, parts: 1 }])
    expect(await sms.status(message)).toMatchObject({ state: 'sent' })
    nowMs += 6_000
    expect(await sms.status(message)).toEqual({ state: 'delivered', reasonCode: 0, changedAt: 1_765_000_005_000 })
    expect(await sms.status({ ...message, clientId: 42 })).toMatchObject({ state: 'unknown' })
  })

  it('answers a refusal of the message as a value, with the provider’s code', async () => {
    const { sms } = await world()
    expect(await sms.send({ ...message, to: '+7123' })).toEqual({ kind: 'rejected', code: 7, reason: 'invalid number' })
    expect(await sms.send({ ...message, text: 'я'.repeat(1_001) })).toMatchObject({ kind: 'rejected', code: 1 })
  })

  it.each([
    ['account', {}, { password: 'another' }],
    ['money', { balanceKopecks: 100, partPriceKopecks: 380 }, {}],
  ] as const)('throws trouble with the %s, which says nothing of the message', async (trouble, simulator, client) => {
    const { sms, provider } = await world(simulator, client)
    await expect(sms.send(message)).rejects.toMatchObject({ name: 'SmsUnavailable', trouble })
    expect(provider.log.all).toEqual([])
  })

  it('knows the balance to the kopeck', async () => {
    const { sms } = await world({ balanceKopecks: 1_000, partPriceKopecks: 381 })
    await sms.send({ ...message, text: 'я'.repeat(71) })
    expect(await sms.balanceKopecks()).toBe(238)
  })
})

describe('a provider in trouble', () => {
  it('does not send twice when the answer was lost', async () => {
    const { provider, sms } = await world()
    provider.faults.next(1, 'loseAnswer')
    await expect(sms.send(message)).rejects.toMatchObject({ trouble: 'network' })
    expect(await sms.send({ ...message, maybeSent: true })).toEqual({ kind: 'sent', providerId: '41' })
    expect(provider.log.all).toHaveLength(1)
  })

  it('takes the refusal of a repeat for the message that was sent before it', async () => {
    const { provider, sms } = await world()
    await sms.send(message)
    expect(await sms.send(message)).toEqual({ kind: 'sent', providerId: '41' })
    await expect(sms.send({ ...message, clientId: 99 })).rejects.toMatchObject({ trouble: 'busy' })
    expect(provider.log.all).toHaveLength(1)
  })

  it('sends what a dead provider never saw', async () => {
    const { provider, sms } = await world()
    provider.faults.always('refuse')
    await expect(sms.send(message)).rejects.toMatchObject({ trouble: 'network' })
    provider.faults.none()
    expect(await sms.send({ ...message, maybeSent: true })).toMatchObject({ kind: 'sent' })
    expect(provider.log.all).toHaveLength(1)
  })

  it('asks again for a status or the balance, and gives up on silence', async () => {
    const { provider, sms } = await world()
    provider.faults.next(2, 'http500')
    expect(await sms.balanceKopecks()).toBe(100_000)
    provider.faults.always('silence')
    await expect(sms.status(message)).rejects.toMatchObject({ trouble: 'network' })
  })

  it('says neither the password nor the words', async () => {
    const { provider, sms } = await world()
    provider.faults.always('http500')
    const failure = await sms.send(message).catch((error: unknown) => String(error))
    expect(failure).toContain('500')
    expect(failure).not.toContain(password)
    expect(failure).not.toContain(message.text)
  })
})

describe('pushes of a status', () => {
  const secret = 'topsecret'
  const vector = { id: '12345', phone: '79990000000', status: '1', ts: '1765000000' }

  it.each([
    ['md5', '6ee7ff6f2c2c233ba164c4f383d65068'],
    ['sha1', 'f4c72e43c9dba2e83da050ff0fb36052ffd5d476'],
  ])('are believed when signed with %s', (hash, signature) => {
    expect(readStatusPush({ ...vector, [hash]: signature }, secret)).toMatchObject({
      clientId: 12_345,
      status: { state: 'delivered', changedAt: 1_765_000_000_000 },
    })
    expect(readStatusPush({ ...vector, status: '20', [hash]: signature }, secret)).toBeUndefined()
    expect(readStatusPush({ ...vector, [hash]: `${signature.slice(1)}0` }, secret)).toBeUndefined()
  })

  it('are not believed unsigned', () => {
    expect(readStatusPush(vector, secret)).toBeUndefined()
  })

  it.each(['md5', 'sha1'] as const)('come from the provider for each change, again until they are taken (%s)', async (hash) => {
    const bodies: string[] = []
    const handler = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(body)
        // The first is not taken.
        response.writeHead(bodies.length === 1 ? 503 : 200).end()
      })
    })
    await new Promise<void>((resolve) => {
      handler.listen(0, '127.0.0.1', resolve)
    })
    cleanups.push(async () => void handler.close())
    const address = handler.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const push = { url: `http://127.0.0.1:${String(port)}/hooks/sms`, secret, hash, retryAfterMs: 20 }
    const { provider, sms } = await world({ push, handedAfterMs: 10, deliveredAfterMs: 20 })
    provider.faults.fate(message.to, 20, 6)
    await sms.send(message)
    const pushes = await eventually(async () => (bodies.length >= 3 ? bodies : undefined), 'three pushes')
    const read = pushes.map((body) => readStatusPush(Object.fromEntries(new URLSearchParams(body)), secret))
    expect(new Set(read.map((one) => one?.status.state))).toEqual(new Set(['sent', 'undeliverable']))
    expect(read.every((one) => one?.clientId === message.clientId)).toBe(true)
  })
})
