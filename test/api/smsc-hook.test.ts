import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addSmscHook } from '../../api/hooks/smsc.ts'
import { openHttpClient } from '../../connectors/http/http-client.ts'
import { createSmscClient } from '../../connectors/sms/smsc-client.ts'
import { readStatusPush } from '../../connectors/sms/smsc-push.ts'
import { deliveries } from '../../db/schema/message.ts'
import { smsChannel } from '../../services/messages/sms-channel.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { receiveSmsNews } from '../../services/system/sms-news.ts'
import { startSender } from '../../services/system/sender.ts'
import { startSmscSimulator } from '../../simulators/smsc/server.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { eventually } from '../support/eventually.ts'
import { zonedNoon } from '../support/noon.ts'
import { makeOrganization } from '../support/stack.ts'
import type { TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

const secret = 'what-the-pushes-are-signed-with'
const account = { login: 'demo', password: 'the-account-password' }
const nowMs = zonedNoon('Europe/Moscow')
let api: TestApi
let org: TestOrganization
let address: string
beforeAll(async () => {
  api = await testApi({
    plugins: [
      (app, { db }) =>
        addSmscHook(app, {
          async receive(fields) {
            const push = readStatusPush(fields, secret)
            if (push) await receiveSmsNews(db, push, new Date(nowMs))
            return push !== undefined
          },
        }),
    ],
  })
  org = await makeOrganization(api.db)
  address = `${await api.app.listen({ host: '127.0.0.1', port: 0 })}/hooks/smsc`
})
afterAll(() => api.close())
const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

let phones = 2_000_000
async function written(): Promise<string> {
  const { actor } = await org.person('support1')
  const { id } = await ticketDesk({ db: api.db, engine: api.deps.engine }, org).start(actor, {
    requesterEmail: undefined,
    requesterPhone: `+7912${String((phones += 1))}`,
  })
  return id
}
async function rowOf(id: string): Promise<typeof deliveries.$inferSelect> {
  const [row] = await api.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
  if (!row) throw new Error('The ticket has no message')
  return row
}
const signed = (fields: Readonly<Record<string, string>>, by = secret) => ({
  ...fields,
  md5: createHash('md5').update(`${fields['id']}:${fields['phone']}:${fields['status']}:${by}`).digest('hex'),
})
async function ask(init: RequestInit, query = ''): Promise<number> {
  const answer = await fetch(`${address}${query}`, init)
  await answer.text()
  return answer.status
}

describe('/hooks/smsc', () => {
  it.each(['md5', 'sha1'] as const)('learns from the provider’s own pushes where a message is, signed by %s', async (hash) => {
    const push = { url: address, secret, hash, retryAfterMs: 20 }
    const provider = await startSmscSimulator({ ...account, host: '127.0.0.1', port: 0, push, handedAfterMs: 10, deliveredAfterMs: 30 })
    const http = openHttpClient({ allowHttp: true, allowedNetworks: ['127.0.0.0/8'] })
    const sms = createSmscClient({ http, baseUrl: provider.url, ...account })
    const channel = smsChannel({ db: api.db, tokens: createLinkTokens('secret'), publicUrl: 'https://vekha.example', sms })
    const sender = startSender(api.db, channel, { onError: () => undefined, now: () => nowMs })
    cleanups.push(
      () => provider.close(),
      () => http.close(),
      () => sender.stop(),
    )
    const id = await written()
    sender.wake()
    const row = await eventually(async () => {
      const found = await rowOf(id)
      return found.deliveryState === 'delivered' && found.status === 'sent' ? found : undefined
    }, 'the push has come')
    expect(row.lookAt).toBeNull()
  })

  it('takes a form, a query and JSON, and answers unknown ids like the rest', async () => {
    const id = await written()
    const { smsId, toAddress } = await rowOf(id)
    const of = (status: string) => signed({ id: String(smsId), phone: toAddress.slice(1), status, ts: '1764000000', err: '0', type: '0' })
    const states: unknown[] = []
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(of('0')) }
    for (const [init, query] of [
      [json, ''],
      [{ method: 'POST', body: new URLSearchParams(of('1')) }, '?charset=utf-8'],
      [{ method: 'GET' }, `?${new URLSearchParams(of('2')).toString()}`],
    ] as const) {
      expect(await ask(init, query)).toBe(200)
      states.push((await rowOf(id)).deliveryState)
    }
    expect(states).toEqual(['accepted', 'delivered', 'read'])
    expect(await ask({ method: 'POST', body: new URLSearchParams(signed({ id: '77', phone: '79120000000', status: '1' })) })).toBe(200)
  })

  it('refuses a forged push, and one without a signature', async () => {
    const id = await written()
    const { smsId, toAddress } = await rowOf(id)
    const fields = { id: String(smsId), phone: toAddress.slice(1), status: '1' }
    expect(await ask({ method: 'POST', body: new URLSearchParams(signed(fields, 'another secret')) })).toBe(403)
    expect(await ask({ method: 'POST', body: new URLSearchParams({ ...signed(fields), status: '20' }) })).toBe(403)
    expect(await ask({ method: 'POST', body: new URLSearchParams(fields) })).toBe(403)
    expect((await rowOf(id)).deliveryState).toBeNull()
  })
})
