import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { deliveries } from '../../db/schema/message.ts'
import { links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { revokeLinks } from '../../services/links/revoke.ts'
import { act } from '../../services/process/act.ts'
import { getProcess } from '../../services/process/get.ts'
import { eventually } from '../support/eventually.ts'
import { letterWith, openGuest, tokenIn } from '../support/requester.ts'
import { startRequesterStage } from '../support/requester-case.ts'
import type { RequesterStage } from '../support/requester-case.ts'

let stage: RequesterStage
beforeAll(async () => {
  stage = await startRequesterStage()
})
afterAll(() => stage.close())

describe('the link', () => {
  it('opens by POST, notes the first opening, and gives a cookie that scripts and other sites never see', async () => {
    const one = await stage.newCase('Ссылка')
    const opened = (await stage.link(one.id))?.openedAt
    expect(opened).toBeInstanceOf(Date)
    const raw = await stage.app.inject({
      method: 'POST',
      url: '/r/api/open',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ token: one.token }),
    })
    expect(raw.headers['set-cookie']).toMatch(/; Path=\/r\/api\/[0-9a-f-]{36}; HttpOnly; SameSite=Strict/)
    expect(raw.headers['cache-control']).toBe('no-store')
    expect(raw.headers['referrer-policy']).toBe('no-referrer')
    expect((await stage.link(one.id))?.openedAt).toEqual(opened)
  })

  it('answers wrong, revoked and malformed tokens alike', async () => {
    const one = await stage.newCase('Отзыв ссылки')
    expect((await one.guest.get('thread')).status).toBe(200)
    await stage.stack.db.tenant(stage.org.id, (tx) => tx.update(links).set({ revokedAt: new Date() }).where(eq(links.processId, one.id)))
    const wrong = await openGuest(stage.app).open(stage.stack.tokens.make({ processId: one.id, recipient: one.requester, generation: 9 }))
    const revoked = await openGuest(stage.app).open(one.token)
    expect(wrong.status).toBe(404)
    expect([revoked.status, revoked.code]).toEqual([wrong.status, wrong.code])
    for (const body of [{}, { token: '' }, { token: 5 }, { token: 'x'.repeat(500) }]) {
      const raw = await stage.app.inject({
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
    const one = await stage.newCase('Новое поколение')
    await one.staff('take')
    await stage.stack.db.tenant(stage.org.id, (tx) => tx.update(links).set({ revokedAt: new Date() }).where(eq(links.processId, one.id)))
    await one.staff('ask', { comment: 'Какая модель принтера?' })
    const fresh = tokenIn(await letterWith(stage.stack, one.requester, 'Какая модель принтера?'))
    expect(fresh).not.toBe(one.token)
    expect((await openGuest(stage.app).open(one.token)).status).toBe(404)
    expect((await openGuest(stage.app).open(fresh)).status).toBe(200)
  })

  it('is ended by the staff at once, audited, and the next letter brings another', async () => {
    const [one, other] = [await stage.newCase('В чужих руках'), await stage.newCase('Чужая ссылка цела')]
    await one.staff('take')
    const ctx = () => stage.org.ctx(stage.support.actor)
    const page = () => getProcess({ ctx: ctx(), input: { id: one.id } })
    expect((await page()).link).toMatchObject({ recipient: one.requester, openedAt: expect.any(Date), mayRevoke: true })
    expect(JSON.stringify(await page())).not.toContain(one.token)
    expect(await revokeLinks({ ctx: ctx(), input: { id: one.id } })).toEqual({ revoked: 1, sentTo: null })
    expect(await revokeLinks({ ctx: ctx(), input: { id: one.id } })).toEqual({ revoked: 0, sentTo: null })
    expect((await page()).link).toBeNull()
    expect((await one.guest.get('thread')).status).toBe(404)
    expect((await one.guest.post('answer', { requestId: newId(), text: 'Ещё раз' })).status).toBe(404)
    expect((await openGuest(stage.app).open(one.token)).status).toBe(404)
    expect((await other.guest.get('thread')).status).toBe(200)
    const audited = await stage.stack.db.tenant(stage.org.id, (tx) =>
      tx
        .select()
        .from(audit)
        .where(and(eq(audit.entityId, one.id), eq(audit.action, 'link.revoke'))),
    )
    expect(audited).toMatchObject([{ actorId: stage.support.id, before: { links: [{ recipient: one.requester, generation: 1 }] } }])
    await one.staff('ask', { comment: 'Кому ещё пришло письмо?' })
    const fresh = tokenIn(await letterWith(stage.stack, one.requester, 'Кому ещё пришло письмо?'))
    expect(fresh).not.toBe(one.token)
    expect((await openGuest(stage.app).open(fresh)).status).toBe(200)
    const tester = await stage.org.person('tester')
    await expect(revokeLinks({ ctx: stage.org.ctx(tester.actor), input: { id: one.id } })).rejects.toMatchObject({ code: 'Forbidden' })
  })

  it('is replaced by a letter that leaves at once, as often as it is asked for, also once the ticket has ended', async () => {
    const one = await stage.newCase('Заменить ссылку')
    const replace = () => revokeLinks({ ctx: stage.org.ctx(stage.support.actor), input: { id: one.id, sendNew: true } })
    const written = () =>
      stage.stack.db.tenant(stage.org.id, (tx) =>
        tx
          .select()
          .from(deliveries)
          .where(and(eq(deliveries.processId, one.id), eq(deliveries.template, 'ticket.newLink'))),
      )
    const sent = (letters: number) =>
      eventually(
        async () => {
          const rows = await written()
          return rows.length === letters && rows.every((row) => row.status === 'sent') ? rows : undefined
        },
        `${String(letters)} letters with new links are sent`,
      )
    expect(await replace()).toEqual({ revoked: 1, sentTo: one.requester })
    // Until the letter is written there is no link to end.
    await sent(1)
    const second = tokenIn(await letterWith(stage.stack, one.requester, 'Мы заменили вашу личную ссылку'))
    expect((await openGuest(stage.app).open(one.token)).status).toBe(404)
    expect((await openGuest(stage.app).open(second)).status).toBe(200)

    const cancel = { id: one.id, action: 'cancel', form: {}, reason: 'Не нужно' }
    await act({ ctx: stage.org.ctx(stage.support.actor), engine: stage.stack.engine, input: cancel })
    expect(await replace()).toEqual({ revoked: 1, sentTo: one.requester })
    await sent(2)
    const third = stage.stack.tokens.make({ processId: one.id, recipient: one.requester, generation: 3 })
    expect((await openGuest(stage.app).open(second)).status).toBe(404)
    expect((await openGuest(stage.app).open(third)).status).toBe(200)
    const audited = await stage.stack.db.tenant(stage.org.id, (tx) =>
      tx
        .select({ after: audit.after })
        .from(audit)
        .where(and(eq(audit.entityId, one.id), eq(audit.action, 'link.revoke'))),
    )
    expect(audited).toEqual([{ after: { sentTo: one.requester } }, { after: { sentTo: one.requester } }])
  })

  it('of an ended ticket is ended as well', async () => {
    const one = await stage.newCase('Закрыто и отозвано')
    const cancel = { id: one.id, action: 'cancel', form: {}, reason: 'Не нужно' }
    await act({ ctx: stage.org.ctx(stage.support.actor), engine: stage.stack.engine, input: cancel })
    expect((await one.guest.get('thread')).status).toBe(200)
    expect(await revokeLinks({ ctx: stage.org.ctx(stage.support.actor), input: { id: one.id } })).toEqual({ revoked: 1, sentTo: null })
    expect((await one.guest.get('thread')).status).toBe(404)
  })

  it('opens its ticket for ninety days after the end, and then is as good as none', async () => {
    const one = await stage.newCase('Давно закрыто')
    const endedAgo = (days: number) =>
      stage.stack.db.tenant(stage.org.id, (tx) =>
        tx
          .update(processes)
          .set({ endedAt: new Date(Date.now() - days * 86_400_000) })
          .where(eq(processes.id, one.id)),
      )
    await endedAgo(89)
    expect((await one.guest.get('thread')).status).toBe(200)
    await endedAgo(91)
    expect(await one.guest.get('thread')).toMatchObject({ status: 404, code: 'NotFound' })
    expect(await openGuest(stage.app).open(one.token)).toMatchObject({ status: 404, code: 'NotFound' })
  })

  it('takes only JSON from our own page', async () => {
    const { token } = await stage.newCase('Чужая страница')
    const send = (headers: Record<string, string>) =>
      stage.app.inject({ method: 'POST', url: '/r/api/open', headers, payload: JSON.stringify({ token }) })
    expect((await send({ 'content-type': 'text/plain' })).statusCode).toBe(415)
    expect((await send({ 'content-type': 'application/json', origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await send({ 'content-type': 'application/json', origin: 'http://vekha.example' })).statusCode).toBe(200)
  })
})
