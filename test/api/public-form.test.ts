import type { FastifyInstance } from 'fastify'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { files, messages } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { formBody, letterWith, openGuest, stackApi, tokenIn } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'

let stack: Stack
let app: FastifyInstance
let org: TestOrganization
beforeAll(async () => {
  stack = await startStack()
  app = await stackApi(stack)
  org = await makeOrganization(stack.db)
})
afterAll(async () => {
  await app.close()
  await stack.close()
})

const filled = (email = `ivan.${newId()}@client.example`) => ({
  requesterName: 'Иван Седов',
  requesterEmail: email,
  requestType: 'serviceRequest',
  subject: 'Как выгрузить отчёт?',
  description: 'Не нахожу кнопку.',
  language: 'ru',
})
interface Sent {
  readonly form?: object
  readonly requestId?: string
  readonly trap?: string
  readonly files?: readonly { readonly name: string; readonly content: Buffer }[]
  readonly slug?: string
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
}
let addresses = 0
async function send(sent: Sent = {}) {
  const { form = filled(), requestId = newId(), trap = '', files: attached = [], slug = org.slug } = sent
  addresses += 1
  const body = formBody([
    { name: 'sent', content: JSON.stringify({ requestId, form, trap }) },
    ...attached.map(({ name, content }) => ({ name: 'file', filename: name, content })),
  ])
  const raw = await app.inject({
    method: 'POST',
    url: `/new/api/${slug}`,
    remoteAddress: sent.address ?? `10.1.${addresses >> 8}.${addresses & 255}`,
    headers: { ...body.headers, ...sent.headers },
    payload: body.payload,
  })
  return {
    status: raw.statusCode,
    body: raw.json<{ number?: string; error?: { data: { code: string; problems: { field: string }[] } } }>(),
    headers: raw.headers,
  }
}
const tickets = () =>
  stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.tenantId, org.id)).orderBy(processes.startedAt))

describe('the public form', () => {
  it('says whose it is and whether somebody is there', async () => {
    const raw = await app.inject({ url: `/new/api/${org.slug}` })
    expect(raw.json()).toMatchObject({
      name: `ООО «${org.slug}»`,
      supportAddress: org.supportAddress,
      zone: 'Europe/Moscow',
      hours: { ru: 'пн–пт 9:00–18:00 по московскому времени' },
    })
    expect(Date.parse(raw.json<{ office: { until: string } }>().office.until)).toBeGreaterThan(Date.now())
    expect((await app.inject({ url: '/new/api/no-such-organization' })).statusCode).toBe(404)
    expect((await send({ slug: 'no-such-organization' })).status).toBe(404)
  })

  it('starts a ticket with its files once, answers the number, and sends the link by letter only', async () => {
    const form = filled()
    const sent = {
      form,
      requestId: newId(),
      files: [{ name: 'снимок.png', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }],
    }
    const first = await send(sent)
    expect(first).toMatchObject({ status: 200, body: { number: expect.stringMatching(/^О-\d{4}-\d{6}$/) } })
    expect(Object.keys(first.body)).toEqual(['number'])
    expect((await send(sent)).body).toEqual(first.body)
    expect((await send({ ...sent, form: { ...form, subject: 'Другое' } })).body.error?.data.code).toBe('Conflict')
    expect((await send({ ...sent, files: [] })).body.error?.data.code).toBe('Conflict')
    const made = (await tickets()).filter(({ data }) => data['requesterEmail'] === form.requesterEmail)
    expect(made).toHaveLength(1)
    const [ticket] = made
    expect(ticket).toMatchObject({
      state: 'registered',
      title: form.subject,
      data: { channel: 'form', requestType: 'serviceRequest', language: 'ru', priority: 'normal' },
    })
    const [said] = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(messages)
        .where(eq(messages.processId, ticket?.id ?? '')),
    )
    expect(said).toMatchObject({ kind: 'in', channel: 'form', authorName: 'Иван Седов', body: form.description })
    const kept = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(files)
        .where(eq(files.processId, ticket?.id ?? '')),
    )
    expect(kept.map(({ name, contentType }) => [name, contentType])).toEqual([['снимок.png', 'image/png']])
    const guest = openGuest(app)
    expect((await guest.open(tokenIn(await letterWith(stack, form.requesterEmail, String(first.body.number))))).status).toBe(200)
    const thread = await guest.get('thread')
    expect(thread.body).toMatchObject({ number: first.body.number, messages: [{ mine: true, files: [{ name: 'снимок.png' }] }] })
    expect((await guest.download(kept[0]?.id ?? '')).status).toBe(200)
  })

  it('tells every wrong field, and makes nothing of a broken form', async () => {
    const before = (await tickets()).length
    const wrong = await send({ form: { requesterEmail: 'nobody', requestType: 'problem', language: 'ru', priority: 'critical' } })
    expect(wrong.status).toBe(400)
    expect(new Set(wrong.body.error?.data.problems.map(({ field }) => field))).toEqual(
      new Set(['requesterEmail', 'requestType', 'subject', 'description', 'priority']),
    )
    expect((await send({ requestId: 'one' })).status).toBe(400)
    expect((await send({ files: [{ name: 'empty.txt', content: Buffer.alloc(0) }] })).status).toBe(400)
    const json = await app.inject({
      method: 'POST',
      url: `/new/api/${org.slug}`,
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    })
    expect([400, 415]).toContain(json.statusCode)
    const notJson = formBody([{ name: 'sent', content: '{' }])
    expect(
      (await app.inject({ method: 'POST', url: `/new/api/${org.slug}`, headers: notJson.headers, payload: notJson.payload })).statusCode,
    ).toBe(400)
    expect((await send({ headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect(await tickets()).toHaveLength(before)
  })

  it('refuses files over 20 MB together, and more than five', async () => {
    const before = (await tickets()).length
    const large = { name: 'a.bin', content: Buffer.alloc(11 * 1024 * 1024, 1) }
    expect((await send({ files: [large, large] })).status).toBe(413)
    const small = { name: 'b.txt', content: Buffer.from('b') }
    expect((await send({ files: [small, small, small, small, small, small] })).status).toBe(413)
    expect(await tickets()).toHaveLength(before)
  })

  it('takes nothing from a program that fills every field, and says what a person can do', async () => {
    const before = (await tickets()).length
    const caught = await send({ trap: 'https://spam.example' })
    expect(caught).toMatchObject({ status: 400, body: { error: { data: { code: 'BadInput' } } } })
    expect(await tickets()).toHaveLength(before)
  })

  it('is limited for one address and for one mailbox', async () => {
    const email = `victim.${newId()}@client.example`
    const toOne: number[] = []
    for (let n = 0; n < 11; n += 1) toOne.push((await send({ form: filled(email) })).status)
    expect(toOne).toEqual([...Array<number>(10).fill(200), 429])
    const fromOne: number[] = []
    for (let n = 0; n < 21; n += 1) fromOne.push((await send({ address: '10.9.9.9' })).status)
    expect(fromOne).toEqual([...Array<number>(20).fill(200), 429])
    const refused = await send({ address: '10.9.9.9' })
    expect(refused.body.error?.data).toMatchObject({ code: 'TooMany', details: { retryAfterSeconds: expect.any(Number) } })
    expect((await send()).status).toBe(200)
  })
})
