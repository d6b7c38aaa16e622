import type { FastifyInstance } from 'fastify'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { files, messages, notifications } from '../../db/schema/message.ts'
import { links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { act } from '../../services/process/act.ts'
import { comment } from '../../services/process/comment.ts'
import { uploadFile } from '../../services/files/upload.ts'
import { arrive, letterWith, openGuest, stackApi, tokenIn } from '../support/requester.ts'
import type { Guest } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'

let stack: Stack
let app: FastifyInstance
let org: TestOrganization
let support: TestPerson
beforeAll(async () => {
  stack = await startStack()
  app = await stackApi(stack)
  org = await makeOrganization(stack.db)
  support = await org.person('support1')
})
afterAll(async () => {
  await app.close()
  await stack.close()
})

interface Case {
  readonly id: string
  readonly number: string
  readonly requester: string
  readonly token: string
  readonly guest: Guest
  staff(action: string, form?: object): Promise<unknown>
}

/** A ticket that came by mail, and its requester with the acknowledgement's link open. */
async function newCase(subject = 'Не печатается накладная'): Promise<Case> {
  const requester = `anna.${newId()}@client.example`
  await arrive(stack, org, { from: `Анна Ким <${requester}>`, subject, text: 'Принтер мигает и молчит.' })
  const [row] = await stack.db.tenant(org.id, (tx) =>
    tx
      .select()
      .from(processes)
      .where(and(eq(processes.tenantId, org.id), eq(processes.title, subject))),
  )
  if (!row) throw new Error('No ticket')
  const token = tokenIn(await letterWith(stack, requester, row.number))
  const guest = openGuest(app)
  expect((await guest.open(token)).status).toBe(200)
  return {
    id: row.id,
    number: row.number,
    requester,
    token,
    guest,
    staff: (action, form = {}) => act({ ctx: org.ctx(support.actor), engine: stack.engine, input: { id: row.id, action, form } }),
  }
}
const rowOf = async (id: string) => (await stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.id, id))))[0]
const saidIn = (id: string) =>
  stack.db.tenant(org.id, (tx) => tx.select().from(messages).where(eq(messages.processId, id)).orderBy(messages.at))
const linkRow = async (id: string) => (await stack.db.tenant(org.id, (tx) => tx.select().from(links).where(eq(links.processId, id))))[0]

describe('the link', () => {
  it('opens by POST, notes the first opening, and gives a cookie that scripts and other sites never see', async () => {
    const one = await newCase('Ссылка')
    const opened = (await linkRow(one.id))?.openedAt
    expect(opened).toBeInstanceOf(Date)
    const raw = await app.inject({
      method: 'POST',
      url: '/r/api/open',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ token: one.token }),
    })
    expect(raw.headers['set-cookie']).toMatch(/; Path=\/r\/api\/[0-9a-f-]{36}; HttpOnly; SameSite=Strict/)
    expect(raw.headers['cache-control']).toBe('no-store')
    expect(raw.headers['referrer-policy']).toBe('no-referrer')
    expect((await linkRow(one.id))?.openedAt).toEqual(opened)
  })

  it('answers wrong, revoked and malformed tokens alike', async () => {
    const one = await newCase('Отзыв ссылки')
    expect((await one.guest.get('thread')).status).toBe(200)
    await stack.db.tenant(org.id, (tx) => tx.update(links).set({ revokedAt: new Date() }).where(eq(links.processId, one.id)))
    const wrong = await openGuest(app).open(stack.tokens.make({ processId: one.id, recipient: one.requester, generation: 9 }))
    const revoked = await openGuest(app).open(one.token)
    expect(wrong.status).toBe(404)
    expect([revoked.status, revoked.code]).toEqual([wrong.status, wrong.code])
    for (const body of [{}, { token: '' }, { token: 5 }, { token: 'x'.repeat(500) }]) {
      const raw = await app.inject({
        method: 'POST',
        url: '/r/api/open',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      })
      expect(raw.statusCode).toBe(404)
    }
    // The open page ends too: the cookie is looked up every time.
    expect((await one.guest.get('thread')).status).toBe(404)
    expect((await one.guest.post('answer', { requestId: newId(), text: 'Ещё раз' })).status).toBe(404)
  })

  it('is the next generation after a revocation, and only that one opens', async () => {
    const one = await newCase('Новое поколение')
    await one.staff('take')
    await stack.db.tenant(org.id, (tx) => tx.update(links).set({ revokedAt: new Date() }).where(eq(links.processId, one.id)))
    await one.staff('ask', { comment: 'Какая модель принтера?' })
    const fresh = tokenIn(await letterWith(stack, one.requester, 'Какая модель принтера?'))
    expect(fresh).not.toBe(one.token)
    expect((await openGuest(app).open(one.token)).status).toBe(404)
    expect((await openGuest(app).open(fresh)).status).toBe(200)
  })

  it('takes only JSON from our own page', async () => {
    const { token } = await newCase('Чужая страница')
    const send = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/r/api/open', headers, payload: JSON.stringify({ token }) })
    expect((await send({ 'content-type': 'text/plain' })).statusCode).toBe(415)
    expect((await send({ 'content-type': 'application/json', origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await send({ 'content-type': 'application/json', origin: 'http://vekha.example' })).statusCode).toBe(200)
  })
})

describe('the conversation', () => {
  it('shows what both sides said and never a note, its file, the line or the assignee', async () => {
    const one = await newCase('Только переписка')
    await one.staff('take')
    const ctx = () => org.ctx(support.actor)
    const secret = await uploadFile({ ctx: ctx(), input: { name: 'внутреннее.txt', content: Buffer.from('секрет') } })
    const open = await uploadFile({ ctx: ctx(), input: { name: 'инструкция.txt', content: Buffer.from('включить') } })
    await comment({ ctx: ctx(), input: { id: one.id, text: 'СЕКРЕТНАЯ ЗАМЕТКА', files: [secret.id] } })
    await one.staff('escalate', { line: 'support2', comment: 'СЕКРЕТ ЛИНИИ' })
    const second = await org.person('support2')
    const asSecond = (action: string, form: object) =>
      act({ ctx: org.ctx(second.actor), engine: stack.engine, input: { id: one.id, action, form } })
    await asSecond('take', {})
    await asSecond('ask', { comment: 'Мигает зелёным или красным?', files: [] })
    const { status, body } = await one.guest.get('thread')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      number: one.number,
      subject: 'Только переписка',
      state: 'clarification',
      turn: 'yours',
      may: { write: true, rate: false, reopen: false },
      messages: [
        { mine: true, author: 'Анна Ким', body: 'Принтер мигает и молчит.' },
        { mine: false, author: second.actor.name, body: 'Мигает зелёным или красным?' },
      ],
    })
    const text = JSON.stringify(body)
    for (const hidden of ['СЕКРЕТ', 'внутреннее', support.actor.name, 'support2"', 'assignee']) expect(text).not.toContain(hidden)
    expect((await one.guest.download(secret.id)).status).toBe(404)
    expect((await one.guest.download(open.id)).status).toBe(404)
  })

  it('gives its own files as attachments, and another process’s not at all', async () => {
    const mine = await newCase('С файлом')
    const other = await newCase('Чужой файл')
    const uploaded = await mine.guest.upload('снимок <1>.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    expect(uploaded.status).toBe(200)
    const id = String(uploaded.body['id'])
    expect((await mine.guest.post('answer', { requestId: newId(), text: 'Вот снимок', files: [id] })).body).toEqual({ as: 'joined' })
    const got = await mine.guest.download(id)
    expect(got.status).toBe(200)
    expect(got.content.subarray(1, 4).toString()).toBe('PNG')
    expect(got.headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment/),
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect((await other.guest.download(id)).status).toBe(404)
    const link = await linkRow(mine.id)
    for (const cookie of ['', 'vekha-link=', `vekha-link=${other.token}`])
      expect((await app.inject({ url: `/r/api/${link?.id}/files/${id}`, headers: { cookie } })).statusCode).toBe(404)
    const stolen = await other.guest.post('answer', { requestId: newId(), text: 'Моё', files: [id] })
    expect([stolen.status, stolen.code]).toEqual([400, 'BadInput'])
  })

  it('answers 304 when nothing is new', async () => {
    const one = await newCase('Ничего нового')
    const link = await linkRow(one.id)
    const ask = (headers: Record<string, string>) =>
      app.inject({ url: `/r/api/${link?.id}/thread`, headers: { cookie: `vekha-link=${one.token}`, ...headers } })
    const tag = String((await ask({})).headers.etag)
    expect((await ask({ 'if-none-match': tag })).statusCode).toBe(304)
    await one.guest.post('answer', { requestId: newId(), text: 'Ещё деталь' })
    expect((await ask({ 'if-none-match': tag })).statusCode).toBe(200)
  })
})

describe('an answer', () => {
  it('joins the conversation while the ticket waits or is worked on, and tells the assignee', async () => {
    const one = await newCase('Дополнение')
    const requestId = newId()
    expect((await one.guest.post('answer', { requestId, text: 'Модель 1020' })).body).toEqual({ as: 'joined' })
    expect((await one.guest.post('answer', { requestId, text: 'Модель 1020' })).body).toEqual({ as: 'joined' })
    expect((await one.guest.post('answer', { requestId, text: 'Другое' })).code).toBe('Conflict')
    await one.staff('take')
    expect((await one.guest.post('answer', { requestId: newId(), text: 'Серийный номер 77' })).body).toEqual({ as: 'joined' })
    expect(await rowOf(one.id)).toMatchObject({ state: 'inProgress', seq: 2 })
    expect((await saidIn(one.id)).map(({ body, channel, kind }) => ({ body, channel, kind }))).toEqual([
      { body: 'Принтер мигает и молчит.', channel: 'mail', kind: 'in' },
      { body: 'Модель 1020', channel: 'link', kind: 'in' },
      { body: 'Серийный номер 77', channel: 'link', kind: 'in' },
    ])
    const told = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(notifications)
        .where(and(eq(notifications.processId, one.id), eq(notifications.kind, 'answer'))),
    )
    expect(told.map(({ userId }) => userId)).toEqual([support.id])
  })

  it('answers a question once, however often it is sent, and whatever happened since', async () => {
    const one = await newCase('Уточнение')
    await one.staff('take')
    await one.staff('ask', { comment: 'Когда началось?' })
    const file = await one.guest.upload('журнал.txt', Buffer.from('ошибка 5'))
    const said = { requestId: newId(), text: 'Со вторника', files: [String(file.body['id'])] }
    const [a, b] = await Promise.all([one.guest.post('answer', said), one.guest.post('answer', said)])
    expect([a.body, b.body]).toEqual([{ as: 'answer' }, { as: 'answer' }])
    expect(await rowOf(one.id)).toMatchObject({ state: 'inProgress', seq: 4 })
    expect((await one.guest.post('answer', said)).body).toEqual({ as: 'answer' })
    const spoken = (await saidIn(one.id)).filter(({ body }) => body === 'Со вторника')
    expect(spoken).toHaveLength(1)
    expect(spoken[0]).toMatchObject({ kind: 'in', channel: 'link', authorName: 'Анна Ким' })
    const attached = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(files)
        .where(eq(files.messageId, spoken[0]?.id ?? '')),
    )
    expect(attached.map(({ name }) => name)).toEqual(['журнал.txt'])
  })

  it('is kept after the solution for support to judge, reopens by choice, and is refused after the end', async () => {
    const one = await newCase('После решения')
    await one.staff('take')
    await one.staff('solve', { comment: 'Заменили картридж.' })
    expect((await one.guest.get('thread')).body).toMatchObject({
      state: 'processed',
      turn: 'yours',
      may: { write: true, rate: true, reopen: true },
    })
    expect((await one.guest.post('answer', { requestId: newId(), text: 'Проверю завтра' })).body).toEqual({ as: 'write' })
    expect(await rowOf(one.id)).toMatchObject({ state: 'processed', data: { reopenAsked: true } })
    expect((await one.guest.get('thread')).body).toMatchObject({ may: { write: true, rate: true, reopen: true } })
    expect((await one.guest.post('reopen', { requestId: newId(), comment: '  ' })).code).toBe('Refused')
    const requestId = newId()
    expect((await one.guest.post('reopen', { requestId, comment: 'Снова мигает' })).body).toMatchObject({ state: 'inProgress' })
    expect((await one.guest.post('reopen', { requestId, comment: 'Снова мигает' })).body).toMatchObject({ state: 'inProgress' })
    expect((await one.guest.post('reopen', { requestId: newId(), comment: 'И ещё' })).code).toBe('Refused')
    const cancel = { id: one.id, action: 'cancel', form: {}, reason: 'Заявитель отказался' }
    await act({ ctx: org.ctx(support.actor), engine: stack.engine, input: cancel })
    const late = await one.guest.post('answer', { requestId: newId(), text: 'Поздно' })
    expect([late.status, late.code]).toEqual([409, 'Refused'])
    expect((await one.guest.get('thread')).body).toMatchObject({
      state: 'rejected',
      turn: 'nobodys',
      may: { write: false, rate: false, reopen: false },
    })
    expect((await saidIn(one.id)).map(({ body }) => body)).not.toContain('Поздно')
  })

  it('needs words or a file', async () => {
    const one = await newCase('Пустой ответ')
    for (const text of ['', '   \n ']) expect((await one.guest.post('answer', { requestId: newId(), text })).code).toBe('BadInput')
    expect((await one.guest.post('answer', { requestId: 'not-an-id', text: 'x' })).code).toBe('BadInput')
    expect((await one.guest.post('answer', { requestId: newId(), text: 'x'.repeat(20_001) })).code).toBe('BadInput')
    const file = await one.guest.upload('a.txt', Buffer.from('a'))
    expect((await one.guest.post('answer', { requestId: newId(), text: '', files: [String(file.body['id'])] })).body).toEqual({
      as: 'joined',
    })
  })
})

describe('a rating', () => {
  it('counts from one to five while the ticket is processed, and the last one stays', async () => {
    const one = await newCase('Оценка')
    expect((await one.guest.post('rate', { requestId: newId(), rating: 5 })).code).toBe('Refused')
    await one.staff('take')
    await one.staff('solve', { comment: 'Готово.' })
    for (const rating of [0, 6, 4.5]) expect((await one.guest.post('rate', { requestId: newId(), rating })).code).toBe('Refused')
    expect((await one.guest.post('rate', { requestId: newId(), rating: 2, comment: 'Долго' })).body).toMatchObject({ state: 'processed' })
    const requestId = newId()
    await one.guest.post('rate', { requestId, rating: 4 })
    await one.guest.post('rate', { requestId, rating: 4 })
    expect((await one.guest.get('thread')).body).toMatchObject({ rating: 4, ratingComment: 'Долго', state: 'processed' })
    expect(await rowOf(one.id)).toMatchObject({ seq: 5 })
  })

  it('is never given by opening a page', async () => {
    const one = await newCase('Почтовый сканер')
    await one.staff('take')
    await one.staff('solve', { comment: 'Готово.' })
    const link = await linkRow(one.id)
    for (const url of ['/r?rate=5', `/r/api/${link?.id}/rate`, `/r/api/${link?.id}/rate?rating=5`])
      await app.inject({ url, headers: { cookie: `vekha-link=${one.token}` } })
    expect((await one.guest.get('thread')).body).toMatchObject({ rating: null })
    expect(await rowOf(one.id)).toMatchObject({ seq: 3 })
  })
})
