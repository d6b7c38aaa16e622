import type { FastifyInstance } from 'fastify'
import ICAL from 'ical.js'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appRouter } from '../../api/router.ts'
import { audit } from '../../db/schema/desk.ts'
import { contacts } from '../../db/schema/person.ts'
import { notifications } from '../../db/schema/message.ts'
import { events } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { newId } from '../../db/id.ts'
import { formatRelativeDate } from '../../domain/text/relative-date.ts'
import { isJsonObject } from '../../domain/json.ts'
import { guestConsent } from '../../domain/guest-consent.ts'
import type { RoomEntry } from '../../connectors/video/port.ts'
import { listInbox } from '../../services/inbox/list.ts'
import { getProcess } from '../../services/process/get.ts'
import { joinThread } from '../../services/process/join-thread.ts'
import { answerAtDoor, enterRoom } from '../../services/visit/room.ts'
import { openGuest, stackApi } from '../support/requester.ts'
import type { Guest } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { startVisit } from '../support/visits.ts'
import type { RunningVisit } from '../support/visits.ts'
import { routes } from './rights.ts'
import { dayIn } from '../../domain/calendar/day-in.ts'

const minuteMs = 60_000
const invitation = 'подходит ли вам это время'

let stack: Stack
let app: FastifyInstance
let org: TestOrganization
let aheadMs = 0

beforeAll(async () => {
  stack = await startStack()
  app = await stackApi(stack, undefined, [], { now: () => new Date(Date.now() + aheadMs) })
  org = await makeOrganization(stack.db)
}, 120_000)
afterAll(async () => {
  await app.close()
  await stack.close()
})

const asking = (more: object = {}): object => ({ requestId: newId(), ...more })

interface Invited {
  readonly visit: RunningVisit
  readonly rep: TestPerson
  readonly guest: Guest
  readonly token: string
  readonly link: string
}

async function invited(inMinutes: number, more: object = {}): Promise<Invited> {
  // Nobody is in two visits at once.
  const rep = await org.person('rep')
  const visit = await startVisit(stack, org, rep, Date.now() + inMinutes * minuteMs, more)
  const token = await visit.tokenOf(invitation)
  const guest = openGuest(app, 'v')
  const link = String((await guest.open(token)).body['link'])
  return { visit, rep, guest, token, link }
}

const times = z.object({ items: z.array(z.looseObject({ startsAt: z.string(), endsAt: z.string() })) })
const pageOf = async (guest: Guest) => (await guest.get('page')).body

describe('the contact of a visit', () => {
  it('sees when, with whom and how, answers by a tap, and is told of nothing else', async () => {
    const { visit, rep, guest } = await invited(10)
    const page = await pageOf(guest)
    expect(page).toMatchObject({
      stage: 'asked',
      mode: 'remote',
      repName: rep.actor.name,
      contactName: 'Пётр Алексеев',
      may: { confirm: true, decline: true, askOtherTime: true, enter: false, giveFeedback: false },
    })
    const said = await guest.get('page')
    for (const secret of ['Показать исследование', 'Витамин', visit.contactEmail, 'Аптека'])
      expect(JSON.stringify(said.body)).not.toContain(secret)
    expect((await guest.post('confirm', asking())).status).toBe(200)
    expect((await pageOf(guest))['stage']).toBe('confirmed')
    // Somebody pressed twice, in another window.
    expect(await guest.post('confirm', asking())).toMatchObject({ status: 409, body: { error: { data: { details: null } } } })
  })

  it('takes the meeting into a calendar, under the name that the invitation has, while it is to come', async () => {
    const { visit, guest, link, token } = await invited(300)
    const ask = () => app.inject({ url: `/v/api/${link}/meeting.ics`, headers: { cookie: `vekha-link=${token}` } })
    const taken = await ask()
    expect(taken.headers['content-type']).toContain('text/calendar')
    const row = await visit.row()
    const calendar = ICAL.Component.fromString(taken.body).getFirstSubcomponent('vevent')
    expect(String(calendar?.getFirstPropertyValue('uid'))).toContain(visit.id)
    expect(String(calendar?.getFirstPropertyValue('status'))).toBe('CONFIRMED')
    const start = calendar?.getFirstPropertyValue('dtstart')
    expect(start instanceof ICAL.Time && start.toUnixTime() * 1000).toBe(Math.floor(Date.parse(String(row.data['startsAt'])) / 1000) * 1000)
    expect(taken.body).not.toContain(token)
    await guest.post('decline', asking())
    expect((await ask()).statusCode).toBe(404)
  })

  it('declines with a reason, which ends the visit', async () => {
    const { visit, guest } = await invited(300)
    expect((await guest.post('decline', asking({ comment: 'Отпуск' }))).status).toBe(200)
    expect(await visit.row()).toMatchObject({ state: 'cancelled' })
    expect(await pageOf(guest)).toMatchObject({ stage: 'cancelled', may: { confirm: false, decline: false, askOtherTime: false } })
    expect((await guest.post('other-time', asking({ text: 'Передумал' }))).status).toBe(409)
  })

  it('is offered times from the day of the visit on, not of the next days', async () => {
    const { guest } = await invited(20 * 24 * 60)
    const { startsAt } = await pageOf(guest)
    const offered = times.parse((await guest.get('times')).body).items
    expect(offered.length).toBeGreaterThan(1)
    const booked = dayIn('Europe/Moscow', Date.parse(String(startsAt)))
    expect(offered.filter((one) => dayIn('Europe/Moscow', Date.parse(one.startsAt)) < booked)).toEqual([])
  })

  it('asks for another time, one of a few or in words: once, told to the representative, who has to answer', async () => {
    const { visit, rep, guest } = await invited(300)
    const { startsAt: bookedAt } = await pageOf(guest)
    const offered = times.parse((await guest.get('times')).body).items
    expect(offered.length).toBeGreaterThan(1)
    expect(offered.length).toBeLessThanOrEqual(6)
    expect(offered.map((one) => Object.keys(one))).toEqual(offered.map(() => ['startsAt', 'endsAt']))
    const startsAt = offered[1]?.startsAt
    expect((await guest.post('other-time', asking({ text: ' ' }))).status).toBe(400)
    const wish = asking({ text: 'Можно в четверг после трёх?', startsAt })
    for (const _again of [1, 2]) expect((await guest.post('other-time', wish)).status).toBe(200)
    const said = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(events)
        .where(and(eq(events.processId, visit.id), eq(events.name, 'askOtherTime'))),
    )
    expect(said.map(({ form }) => form)).toEqual([{ comment: 'Можно в четверг после трёх?', startsAt }])
    const told = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(notifications)
        .where(and(eq(notifications.processId, visit.id), eq(notifications.userId, rep.id))),
    )
    expect(told.map(({ text }) => text.ru)).toContainEqual(expect.stringContaining('контакт просит другое время'))
    expect(await visit.row()).toMatchObject({ state: 'planned', waitsFor: 'rep' })
    // It is a wish, not a booking.
    const wished = { startsAt, text: 'Можно в четверг после трёх?' }
    expect(await pageOf(guest)).toMatchObject({ startsAt: bookedAt, wished })
    const inbox = await listInbox({ ctx: org.ctx(rep.actor), input: {} })
    expect(inbox.items.map(({ id, listed }) => [id, listed['wish']])).toEqual([[visit.id, true]])
    expect((await guest.post('confirm', asking())).status).toBe(200)
    expect(await pageOf(guest)).toMatchObject({ stage: 'confirmed', wished: null })
  })

  it('is told by an old link that the visit was moved, and comes by the new one', async () => {
    const { visit, guest, token } = await invited(300)
    const startsAt = new Date(Date.now() + 600 * minuteMs).toISOString()
    await visit.staff('reschedule', { startsAt, comment: 'Заболел' })
    const gone = await guest.get('page')
    expect(gone).toMatchObject({ status: 404, body: { error: { message: expect.stringContaining('перенесли, отменили') } } })
    expect(JSON.stringify(gone.body)).not.toContain(visit.number)
    expect((await guest.post('confirm', asking())).status).toBe(404)
    expect((await openGuest(app, 'v').open(token)).status).toBe(404)
    const fresh = await visit.tokenOf('Встреча, назначенная на')
    expect(fresh).not.toBe(token)
    const next = openGuest(app, 'v')
    expect((await next.open(fresh)).status).toBe(200)
    expect(await pageOf(next)).toMatchObject({ startsAt, stage: 'asked' })
    await visit.staff('cancel', {}, 'Передумали')
    expect((await next.get('page')).status).toBe(404)
  })
})

describe('the room', () => {
  it('opens fifteen minutes before, to whoever confirmed and consented, and closes thirty after the end', async () => {
    const { visit, guest } = await invited(16)
    const device = newId()
    const enter = () => guest.post('enter', asking({ device }))
    expect((await enter()).status).toBe(409)
    await guest.post('confirm', asking())
    const { contactId, data } = await visit.row()
    const zone = 'Asia/Vladivostok'
    await stack.db.tenant(org.id, (tx) =>
      tx
        .update(contacts)
        .set({ zone })
        .where(eq(contacts.id, contactId ?? '')),
    )
    const opensAt = Date.parse(String(data['startsAt'])) - 15 * minuteMs
    const clock = formatRelativeDate(opensAt, opensAt, zone, 'ru').replace('сегодня', '')
    expect(await enter()).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringMatching(new RegExp(`^Ещё рано.*${clock}$`)) } },
    })
    expect(await pageOf(guest)).toMatchObject({ may: { enter: false } })
    aheadMs = 2 * minuteMs
    expect(await enter()).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('согласие') } } })
    expect(await pageOf(guest)).toMatchObject({ may: { enter: true }, consented: false })
    expect((await guest.post('consent', asking({ version: 'older' }))).status).toBe(409)
    for (const _again of [1, 2]) expect((await guest.post('consent', asking({ version: guestConsent.version }))).status).toBe(200)
    aheadMs = (16 + 45 + 29) * minuteMs
    expect(await pageOf(guest)).toMatchObject({ may: { enter: true }, consented: true })
    aheadMs = (16 + 45 + 30) * minuteMs
    expect(await pageOf(guest)).toMatchObject({ may: { enter: false } })
    expect(await enter()).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('закончилась') } } })
    aheadMs = 0
    const kept = await stack.db.tenant(org.id, (tx) => tx.select().from(audit).where(eq(audit.action, 'visit.consent')))
    expect(kept.map(({ after }) => after)).toEqual([expect.objectContaining({ version: guestConsent.version })])
  })

  it('opens to the contact at once where the representative has begun early', async () => {
    const { visit, guest } = await invited(25)
    await guest.post('confirm', asking())
    expect(await pageOf(guest)).toMatchObject({ may: { enter: false } })
    await visit.staff('start')
    expect(await pageOf(guest)).toMatchObject({ stage: 'running', may: { enter: true } })
    const evidence = () =>
      stack.db.tenant(org.id, (tx) => tx.select({ of: visits.evidence }).from(visits).where(eq(visits.processId, visit.id)))
    expect(await evidence()).toEqual([{ of: 'B' }])
    await guest.post('consent', asking({ version: guestConsent.version }))
    const device = newId()
    // Once, however often the browser says that it is there.
    for (const _again of [1, 2]) expect((await guest.post('enter', asking({ device }))).body['seat']).toBe('inside')
    expect(await evidence()).toEqual([{ of: 'A' }])
    const kept = await stack.db.tenant(org.id, (tx) => tx.select().from(audit).where(eq(audit.entityId, visit.id)))
    expect(kept.filter(({ after }) => isJsonObject(after) && after['evidence'] === 'A')).toHaveLength(1)
  })

  it('is entered by the contact, which begins the visit, and its feedback is taken once after the end', async () => {
    const { visit, guest } = await invited(5)
    await guest.post('confirm', asking())
    await guest.post('consent', asking({ version: guestConsent.version }))
    const device = newId()
    expect(await guest.post('enter', asking({ device }))).toMatchObject({ status: 200, body: { seat: 'inside', room: null } })
    expect(await visit.row()).toMatchObject({ state: 'inProgress', data: { startedBy: 'contact' } })
    expect((await guest.post('feedback', asking({ rating: 5 }))).status).toBe(409)
    await visit.staff('finish')
    expect((await guest.post('enter', asking({ device }))).status).toBe(409)
    expect(await pageOf(guest)).toMatchObject({ stage: 'over', may: { giveFeedback: true, enter: false } })
    expect((await guest.post('feedback', asking({ rating: 6 }))).status).toBe(400)
    expect((await guest.post('feedback', asking({ rating: 4, comment: 'Полезно' }))).status).toBe(200)
    expect((await guest.post('feedback', asking({ rating: 1 }))).status).toBe(409)
    await visit.staff('report', { goalsReached: 'yes', notes: 'Тайная заметка' })
    const page = await pageOf(guest)
    expect(page).toMatchObject({ rating: 4, stage: 'over', may: { giveFeedback: false } })
    expect(JSON.stringify(page)).not.toContain('Тайная')
  })
})

describe('a second browser', () => {
  it('waits, the representative is told once, and lets it in or not; whoever leaves makes room', async () => {
    const { visit, rep, guest, token } = await invited(5)
    await guest.post('confirm', asking())
    await guest.post('consent', asking({ version: guestConsent.version }))
    const [first, second, third] = [newId(), newId(), newId()]
    const enter = async (browser: Guest, device: string) => (await browser.post('enter', asking({ device }))).body['seat']
    expect(await enter(guest, first)).toBe('inside')
    const other = openGuest(app, 'v')
    await other.open(token)
    for (const _again of [1, 2]) expect(await enter(other, second)).toBe('waiting')
    // A reload and a second tab are the same browser.
    expect(await enter(guest, first)).toBe('inside')
    const told = await stack.db.tenant(org.id, (tx) => tx.select().from(notifications).where(eq(notifications.processId, visit.id)))
    expect(told.filter(({ userId, text }) => userId === rep.id && text.ru.includes('Ссылку переслали?'))).toHaveLength(1)

    const ctx = org.ctx(rep.actor)
    const room = async () => (await getProcess({ ctx: org.ctx(rep.actor), input: { id: visit.id } })).room
    const waiting = (await room())?.guests.find(({ state }) => state === 'waiting')
    if (!waiting) throw new Error('Nobody waits')
    const answer = (as: typeof ctx, admit: boolean) => answerAtDoor({ ctx: as, input: { id: visit.id, guestId: waiting.id, admit } })
    const colleague = await org.person('rep')
    await expect(answer(org.ctx(colleague.actor), true)).rejects.toMatchObject({ code: 'NotFound' })
    expect(await answer(ctx, true)).toEqual({ state: 'inside' })
    expect(await enter(other, second)).toBe('inside')
    expect(await enter(other, third)).toBe('waiting')
    const next = (await room())?.guests.find(({ state }) => state === 'waiting')
    await answerAtDoor({ ctx, input: { id: visit.id, guestId: next?.id ?? '', admit: false } })
    expect(await enter(other, third)).toBe('refused')

    for (const device of [first, second]) expect((await guest.post('leave', asking({ device }))).status).toBe(200)
    expect(await enter(guest, newId())).toBe('inside')
  })

  it('takes the place of one that was not heard of for half a minute', async () => {
    const { guest } = await invited(5)
    await guest.post('confirm', asking())
    await guest.post('consent', asking({ version: guestConsent.version }))
    const enter = async (device: string) => (await guest.post('enter', asking({ device }))).body['seat']
    expect(await enter(newId())).toBe('inside')
    aheadMs = 29_000
    const late = newId()
    expect(await enter(late)).toBe('waiting')
    aheadMs = 31_000
    expect(await enter(late)).toBe('inside')
    aheadMs = 0
  })

  it('finds the room once the representative has entered, each by an address of their own', async () => {
    const video = {
      origin: 'https://meet.example.ru',
      addressOf: ({ name, moderator }: RoomEntry) => `https://meet.example.ru/${name}/${String(moderator)}`,
    }
    const { visit, rep, guest } = await invited(12)
    const ctx = org.ctx(rep.actor)
    const input = { id: visit.id }
    await expect(enterRoom({ ctx, video, input })).rejects.toMatchObject({ code: 'Refused' })
    await guest.post('confirm', asking())
    const colleague = await org.person('rep')
    await expect(enterRoom({ ctx: org.ctx(colleague.actor), video, input })).rejects.toMatchObject({ code: 'NotFound' })
    await guest.post('consent', asking({ version: guestConsent.version }))
    const device = newId()
    expect((await guest.post('enter', asking({ device }))).body).toEqual({ seat: 'inside', room: null })
    expect(await enterRoom({ ctx, video, input })).toEqual({ url: `https://meet.example.ru/${rep.actor.name}/true` })
    expect(await enterRoom({ ctx, video: undefined, input })).toEqual({ url: '/v/demo' })
    expect((await guest.post('enter', asking({ device }))).body).toEqual({ seat: 'inside', room: { url: null } })
    const after = new Date(Date.now() + (12 + 45 + 30) * minuteMs)
    await expect(enterRoom({ ctx: org.ctx(rep.actor, newId(), after), video, input })).rejects.toMatchObject({ code: 'Refused' })
    const entered = await stack.db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(audit)
        .where(and(eq(audit.action, 'visit.enterRoom'), eq(audit.entityId, visit.id))),
    )
    expect(entered).toHaveLength(1)
  })
})

describe('the cookie of a contact’s link', () => {
  it('opens nothing but its own page: no procedure, no other route, no other link', async () => {
    const { visit, rep, token, link, guest } = await invited(300)
    const other = await invited(300)
    const row = await visit.row()
    const note = { kind: 'note', channel: 'console', body: 'Заметка своих', fileIds: [], mentions: [], letterId: null } as const
    await stack.db.tenant(org.id, (tx) => joinThread(tx, org.ctx(rep.actor), row, note))
    expect(JSON.stringify(await pageOf(guest))).not.toContain('Заметка своих')
    const headers = { cookie: `vekha-link=${token}`, origin: 'http://vekha.example' }
    const live = await app.inject({ url: '/trpc/live', headers: { ...headers, accept: 'text/event-stream' } })
    expect(live.body).toContain('NotSignedIn')
    for (const path of Object.keys(appRouter._def.procedures).filter((one) => one !== 'live')) {
      const post = {
        method: 'POST',
        url: `/trpc/${path}`,
        headers: { ...headers, 'content-type': 'application/json' },
        payload: '{}',
      } as const
      const [read, write] = [await app.inject({ url: `/trpc/${path}`, headers }), await app.inject(post)]
      const signedOut = path === 'session.login' || path === 'session.logout'
      const refused = [read, write].map(({ statusCode, body }) => (statusCode >= 400 && statusCode < 500) || body.includes('NotSignedIn'))
      expect([path, signedOut || refused.every(Boolean)]).toEqual([path, true])
      for (const { body } of [read, write]) expect(body).not.toContain(visit.number)
    }
    const named = Object.entries(routes).filter(([route]) => !route.includes('/v/api/') && !/healthz|readyz|metrics|new\/api/.test(route))
    for (const [route, { body }] of named) {
      const [method = '', url = ''] = route.split(' ')
      const at = url.replace(':link', link).replace(':id', visit.id)
      const json =
        method === 'POST'
          ? { headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(body ?? {}) }
          : { headers }
      const answer = await app.inject({ method: method === 'POST' ? 'POST' : 'GET', url: at, ...json })
      expect([route, [401, 404].includes(answer.statusCode)]).toEqual([route, true])
    }
    const foreign = await app.inject({ url: `/v/api/${other.link}/page`, headers })
    expect(foreign.statusCode).toBe(404)
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/r/api/open',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ token }),
        })
      ).statusCode,
    ).toBe(404)
  })
})
