import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { inMemory } from '../../services/files/incoming-file.ts'
import { files, notifications } from '../../db/schema/message.ts'
import { uploadFile } from '../../services/files/upload.ts'
import { act } from '../../services/process/act.ts'
import { comment } from '../../services/process/comment.ts'
import { startRequesterStage } from '../support/requester-case.ts'
import type { RequesterStage } from '../support/requester-case.ts'

let stage: RequesterStage
beforeAll(async () => {
  stage = await startRequesterStage()
})
afterAll(() => stage.close())

describe('the conversation', () => {
  it('shows what both sides said and never a note, its file, the line or the assignee', async () => {
    const one = await stage.newCase('Только переписка')
    await one.staff('take')
    const ctx = () => stage.org.ctx(stage.support.actor)
    const secret = await uploadFile({ ctx: ctx(), input: { name: 'внутреннее.txt', content: inMemory(Buffer.from('секрет')) } })
    const open = await uploadFile({ ctx: ctx(), input: { name: 'инструкция.txt', content: inMemory(Buffer.from('включить')) } })
    await comment({ ctx: ctx(), input: { id: one.id, text: 'СЕКРЕТНАЯ ЗАМЕТКА', files: [secret.id] } })
    await one.staff('escalate', { line: 'support2', comment: 'СЕКРЕТ ЛИНИИ' })
    const second = await stage.org.person('support2')
    const asSecond = (action: string, form: object) =>
      act({ ctx: stage.org.ctx(second.actor), engine: stage.stack.engine, input: { id: one.id, action, form } })
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
    for (const hidden of ['СЕКРЕТ', 'внутреннее', stage.support.actor.name, 'support2"', 'assignee']) expect(text).not.toContain(hidden)
    expect((await one.guest.download(secret.id)).status).toBe(404)
    expect((await one.guest.download(open.id)).status).toBe(404)
  })

  it('gives its own files as attachments, and another process’s not at all', async () => {
    const mine = await stage.newCase('С файлом')
    const other = await stage.newCase('Чужой файл')
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
    const link = await stage.link(mine.id)
    for (const cookie of ['', 'vekha-link=', `vekha-link=${other.token}`])
      expect((await stage.app.inject({ url: `/r/api/${link?.id}/files/${id}`, headers: { cookie } })).statusCode).toBe(404)
    const stolen = await other.guest.post('answer', { requestId: newId(), text: 'Моё', files: [id] })
    expect([stolen.status, stolen.code]).toEqual([400, 'BadInput'])
  })

  it('answers 304 when nothing is new', async () => {
    const one = await stage.newCase('Ничего нового')
    const link = await stage.link(one.id)
    const ask = (headers: Record<string, string>) =>
      stage.app.inject({ url: `/r/api/${link?.id}/thread`, headers: { cookie: `vekha-link=${one.token}`, ...headers } })
    const tag = String((await ask({})).headers.etag)
    expect((await ask({ 'if-none-match': tag })).statusCode).toBe(304)
    await one.guest.post('answer', { requestId: newId(), text: 'Ещё деталь' })
    expect((await ask({ 'if-none-match': tag })).statusCode).toBe(200)
  })
})

describe('an answer', () => {
  it('joins the conversation while the ticket waits or is worked on, and tells the assignee', async () => {
    const one = await stage.newCase('Дополнение')
    const requestId = newId()
    expect((await one.guest.post('answer', { requestId, text: 'Модель 1020' })).body).toEqual({ as: 'joined' })
    expect((await one.guest.post('answer', { requestId, text: 'Модель 1020' })).body).toEqual({ as: 'joined' })
    expect((await one.guest.post('answer', { requestId, text: 'Другое' })).code).toBe('Conflict')
    await one.staff('take')
    expect((await one.guest.post('answer', { requestId: newId(), text: 'Серийный номер 77' })).body).toEqual({ as: 'joined' })
    expect(await stage.row(one.id)).toMatchObject({ state: 'inProgress', seq: 2 })
    expect((await stage.said(one.id)).map(({ body, channel, kind }) => ({ body, channel, kind }))).toEqual([
      { body: 'Принтер мигает и молчит.', channel: 'mail', kind: 'in' },
      { body: 'Модель 1020', channel: 'link', kind: 'in' },
      { body: 'Серийный номер 77', channel: 'link', kind: 'in' },
    ])
    const told = await stage.stack.db.tenant(stage.org.id, (tx) =>
      tx
        .select()
        .from(notifications)
        .where(and(eq(notifications.processId, one.id), eq(notifications.kind, 'answer'))),
    )
    expect(told.map(({ userId }) => userId)).toEqual([stage.support.id])
  })

  it('answers a question once, however often it is sent, and whatever happened since', async () => {
    const one = await stage.newCase('Уточнение')
    await one.staff('take')
    await one.staff('ask', { comment: 'Когда началось?' })
    const file = await one.guest.upload('журнал.txt', Buffer.from('ошибка 5'))
    const said = { requestId: newId(), text: 'Со вторника', files: [String(file.body['id'])] }
    const [a, b] = await Promise.all([one.guest.post('answer', said), one.guest.post('answer', said)])
    expect([a.body, b.body]).toEqual([{ as: 'answer' }, { as: 'answer' }])
    expect(await stage.row(one.id)).toMatchObject({ state: 'inProgress', seq: 4 })
    expect((await one.guest.post('answer', said)).body).toEqual({ as: 'answer' })
    const spoken = (await stage.said(one.id)).filter(({ body }) => body === 'Со вторника')
    expect(spoken).toHaveLength(1)
    expect(spoken[0]).toMatchObject({ kind: 'in', channel: 'link', authorName: 'Анна Ким' })
    const attached = await stage.stack.db.tenant(stage.org.id, (tx) =>
      tx
        .select()
        .from(files)
        .where(eq(files.messageId, spoken[0]?.id ?? '')),
    )
    expect(attached.map(({ name }) => name)).toEqual(['журнал.txt'])
  })

  it('is kept after the solution for support to judge, reopens by choice, and is refused after the end', async () => {
    const one = await stage.newCase('После решения')
    await one.staff('take')
    await one.staff('solve', { comment: 'Заменили картридж.' })
    expect((await one.guest.get('thread')).body).toMatchObject({
      state: 'processed',
      turn: 'yours',
      may: { write: true, rate: true, reopen: true },
    })
    expect((await one.guest.post('answer', { requestId: newId(), text: 'Проверю завтра' })).body).toEqual({ as: 'write' })
    expect(await stage.row(one.id)).toMatchObject({ state: 'processed', data: { reopenAsked: true } })
    expect((await one.guest.get('thread')).body).toMatchObject({ may: { write: true, rate: true, reopen: true } })
    expect((await one.guest.post('reopen', { requestId: newId(), comment: '  ' })).code).toBe('Refused')
    const requestId = newId()
    expect((await one.guest.post('reopen', { requestId, comment: 'Снова мигает' })).body).toMatchObject({ state: 'inProgress' })
    expect((await one.guest.post('reopen', { requestId, comment: 'Снова мигает' })).body).toMatchObject({ state: 'inProgress' })
    expect((await one.guest.post('reopen', { requestId: newId(), comment: 'И ещё' })).code).toBe('Refused')
    const cancel = { id: one.id, action: 'cancel', form: {}, reason: 'Заявитель отказался' }
    await act({ ctx: stage.org.ctx(stage.support.actor), engine: stage.stack.engine, input: cancel })
    const late = await one.guest.post('answer', { requestId: newId(), text: 'Поздно' })
    expect([late.status, late.code]).toEqual([409, 'Refused'])
    expect((await one.guest.get('thread')).body).toMatchObject({
      state: 'rejected',
      turn: 'nobodys',
      may: { write: false, rate: false, reopen: false },
    })
    expect((await stage.said(one.id)).map(({ body }) => body)).not.toContain('Поздно')
  })

  it('needs words or a file', async () => {
    const one = await stage.newCase('Пустой ответ')
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
    const one = await stage.newCase('Оценка')
    expect((await one.guest.post('rate', { requestId: newId(), rating: 5 })).code).toBe('Refused')
    await one.staff('take')
    await one.staff('solve', { comment: 'Готово.' })
    for (const rating of [0, 6, 4.5]) expect((await one.guest.post('rate', { requestId: newId(), rating })).code).toBe('Refused')
    expect((await one.guest.post('rate', { requestId: newId(), rating: 2, comment: 'Долго' })).body).toMatchObject({ state: 'processed' })
    const requestId = newId()
    await one.guest.post('rate', { requestId, rating: 4 })
    await one.guest.post('rate', { requestId, rating: 4 })
    expect((await one.guest.get('thread')).body).toMatchObject({ rating: 4, ratingComment: 'Долго', state: 'processed' })
    expect(await stage.row(one.id)).toMatchObject({ seq: 5 })
  })

  it('is never given by opening a page', async () => {
    const one = await stage.newCase('Почтовый сканер')
    await one.staff('take')
    await one.staff('solve', { comment: 'Готово.' })
    const link = await stage.link(one.id)
    for (const url of ['/r?rate=5', `/r/api/${link?.id}/rate`, `/r/api/${link?.id}/rate?rating=5`])
      await stage.app.inject({ url, headers: { cookie: `vekha-link=${one.token}` } })
    expect((await one.guest.get('thread')).body).toMatchObject({ rating: null })
    expect(await stage.row(one.id)).toMatchObject({ seq: 3 })
  })
})
