import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { users } from '../../db/schema/person.ts'
import { visits } from '../../db/schema/visit.ts'
import { openFeed } from '../../services/system/calendar-feed.ts'
import { calendarRange } from '../../services/visit/calendar-range.ts'
import { dayList } from '../../services/visit/day-list.ts'
import { issueFeed, revokeFeed } from '../../services/visit/feed-link.ts'
import { feedText } from '../../services/visit/feed.ts'
import { visitRow } from '../support/visit-rows.ts'
import { bookVisit } from './booked-visits.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const now = new Date('2026-11-24T09:00:00Z')
const monday = { from: new Date('2026-11-22T21:00:00Z'), to: new Date('2026-11-29T21:00:00Z') }

let desk: Desk
let office: Office
let [irina, kirill, manager, analyst]: Staff[] = []
const someone = (who: Staff | undefined): Staff => {
  if (!who) throw new Error('Nobody')
  return who
}

const book = (rep: Staff, startsAt: string, mode: 'remote' | 'inPerson', more: object = {}) =>
  bookVisit(office, rep, Date.parse(startsAt), { mode, ...more }, now)

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  irina = await office.person('Ирина Своя', 'rep')
  kirill = await office.person('Кирилл Другой', 'rep')
  manager = await office.person('Глеб Старший', 'manager')
  analyst = await office.person('Лидия Аналитик', 'analyst')
  await book(irina, '2026-11-26T11:00:00Z', 'inPerson', { address: 'Лесная, 1', contactPhone: '+79123456789' })
  await book(irina, '2026-11-26T08:00:00Z', 'remote')
  await book(kirill, '2026-11-26T11:00:00Z', 'remote')
  await book(kirill, '2026-11-29T20:45:00Z', 'remote', { contactName: 'Через полночь' })
}, 120_000)
afterAll(() => desk.close())

const rangeOf = async (who: Staff | undefined, more: object = {}, standsFor: readonly string[] = []) => {
  const person = someone(who)
  const ctx = { ...office.ctx(person, now), actor: { ...person.actor, standsFor } }
  const range = await calendarRange({ ctx, input: { ...monday, ...more } })
  const nameOf = new Map([irina, kirill].map((rep) => [rep?.id, rep?.name.split(' ')[0]]))
  return {
    reps: range.reps.map((rep) => rep.name),
    visits: range.visits.map((one) => `${nameOf.get(one.repId) ?? ''} ${one.shown?.mode ?? 'busy'}`),
  }
}

describe('the calendar of visits', () => {
  it('shows who stands in for a colleague that colleague’s visits too', async () => {
    const seen = await rangeOf(irina, {}, [someone(kirill).id])
    expect(seen.reps).toEqual(['Ирина Своя', 'Кирилл Другой'])
    expect(seen.visits.toSorted()).toEqual(['Ирина inPerson', 'Ирина remote', 'Кирилл remote', 'Кирилл remote'])
  })

  it('shows a representative their own alone, a manager all, an analyst what is remote and that the rest takes time', async () => {
    expect(await rangeOf(irina)).toEqual({ reps: ['Ирина Своя'], visits: ['Ирина remote', 'Ирина inPerson'] })
    const all = ['Ирина remote', 'Ирина inPerson', 'Кирилл remote', 'Кирилл remote'].toSorted()
    expect((await rangeOf(manager)).visits.toSorted()).toEqual(all)
    const seen = await rangeOf(analyst)
    expect(seen.reps).toEqual(['Ирина Своя', 'Кирилл Другой'])
    expect(seen.visits.toSorted()).toEqual(['Ирина busy', 'Ирина remote', 'Кирилл remote', 'Кирилл remote'])
  })

  it('tells nothing of a visit that is only busy, whatever is asked', async () => {
    expect((await rangeOf(analyst, { states: ['planned'] })).visits).not.toContain('Ирина busy')
    expect((await rangeOf(analyst, { states: ['closed'] })).visits).toEqual([])
    expect((await rangeOf(irina, { reps: [someone(kirill).id] })).visits).toEqual([])
    expect((await rangeOf(manager, { reps: [someone(kirill).id] })).visits).toEqual(['Кирилл remote', 'Кирилл remote'])
  })

  it('holds what reaches into it, and six weeks at most', async () => {
    const next = { from: monday.to, to: new Date(monday.to.getTime() + dayMs) }
    const found = await calendarRange({ ctx: office.ctx(someone(manager), now), input: next })
    expect(found.visits.map((one) => one.shown?.contactName)).toEqual(['Через полночь'])
    const long = { from: monday.from, to: new Date(monday.from.getTime() + 44 * dayMs) }
    await expect(calendarRange({ ctx: office.ctx(someone(manager), now), input: long })).rejects.toMatchObject({ code: 'BadInput' })
  })

  it('tells of a month the first visits of each day, and how many there are of what the reader may see and asks for', async () => {
    const [one, other] = [someone(irina), someone(kirill)]
    const noon = Date.parse('2027-03-10T09:00:00Z')
    const rowOf = (rep: Staff, startsAt: number, more: object = {}) => visitRow(office.tenantId, rep, startsAt, more)
    // Of one fourteen on a Wednesday, the last two of them cancelled; of another eleven, and one that reaches into that day.
    const own = Array.from({ length: 14 }, (_, at) =>
      rowOf(one, noon + (at * hourMs) / 2, {
        mode: at < 5 || at === 13 ? 'inPerson' : 'remote',
        ...(at < 12 ? {} : { state: 'cancelled', holds: false }),
      }),
    )
    const others = Array.from({ length: 11 }, (_, at) => rowOf(other, noon + (at * hourMs) / 2))
    const late = rowOf(other, Date.parse('2027-03-09T20:45:00Z'))
    await desk.db.tenant(office.tenantId, (tx) => tx.insert(visits).values([...own, ...others, late]))
    const month = { from: new Date('2027-02-28T21:00:00Z'), to: new Date('2027-04-11T21:00:00Z') }
    const seen = async (who: Staff, more: object = {}) => {
      const { visits, crowded } = await calendarRange({ ctx: office.ctx(who, now), input: { ...month, ...more } })
      return {
        shown: visits.map((at) => at.startsAt.toISOString().slice(5, 16)),
        crowded: crowded.map(({ states, ...day }) => ({
          ...day,
          ...Object.fromEntries(states.map((at) => [at.state ?? 'busy', at.visits])),
        })),
      }
    }
    const all = await seen(someone(manager))
    expect(all.crowded).toEqual([{ date: '2027-03-10', visits: 25, planned: 23, cancelled: 2 }])
    expect(all.shown).toHaveLength(13)
    expect(all.shown.slice(0, 4)).toEqual(['03-09T20:45', '03-10T09:00', '03-10T09:00', '03-10T09:30'])
    expect(all.shown).toEqual(all.shown.toSorted())
    expect((await seen(one)).crowded).toEqual([{ date: '2027-03-10', visits: 14, planned: 12, cancelled: 2 }])
    expect(await seen(other)).toMatchObject({ shown: { length: 12 }, crowded: [] })
    // An analyst learns of visits in person that they take time, of the cancelled ones nothing.
    expect((await seen(someone(analyst))).crowded).toEqual([{ date: '2027-03-10', visits: 24, busy: 5, planned: 18, cancelled: 1 }])
    expect((await seen(someone(analyst), { states: ['planned'] })).crowded).toEqual([{ date: '2027-03-10', visits: 18, planned: 18 }])
    expect((await seen(someone(manager), { modes: ['inPerson'] })).crowded).toEqual([])
    expect((await seen(someone(manager), { reps: [one.id], states: ['planned', 'cancelled'] })).crowded).toEqual([
      { date: '2027-03-10', visits: 14, planned: 12, cancelled: 2 },
    ])
    expect((await seen(someone(manager), { states: ['cancelled'] })).shown).toHaveLength(2)
    // The day itself is told of whole; and nobody else's organization sees any of it.
    const day = await seen(someone(manager), { from: new Date('2027-03-09T21:00:00Z'), to: new Date('2027-03-10T21:00:00Z') })
    expect(day).toMatchObject({ shown: { length: 26 }, crowded: [] })
    const elsewhere = await desk.office()
    const stranger = await elsewhere.person('Чужой Начальник', 'manager')
    expect(await calendarRange({ ctx: elsewhere.ctx(stranger, now), input: month })).toMatchObject({ visits: [], crowded: [] })
  })

  it('gives a phone the day in order, with the number to call and the next step', async () => {
    const { visits } = await dayList({ ctx: office.ctx(someone(irina), now), input: { date: '2026-11-26' } })
    expect(visits.map(({ mode, address, phone, step }) => ({ mode, address, phone, step }))).toEqual([
      { mode: 'remote', address: null, phone: null, step: null },
      { mode: 'inPerson', address: 'Лесная, 1', phone: '+79123456789', step: null },
    ])
    const none = await dayList({ ctx: office.ctx(someone(manager), now), input: { date: '2026-11-26' } })
    expect(none.visits).toEqual([])
  })
})

describe('the feed of a representative’s own calendar', () => {
  const read = async (token: string): Promise<string | undefined> => {
    const feed = await openFeed(desk.db, token, now)
    if (!feed) return undefined
    const { id, name, roles } = feed.user
    return feedText({ ctx: office.ctx({ kind: 'staff', id, name, roles }, now), publicUrl: 'https://vekha.example' })
  }

  it('holds one’s own visits, until its address is made anew or ended', async () => {
    const ctx = office.ctx(someone(irina), now)
    const first = (await issueFeed({ ctx })).token
    const text = (await read(first))?.replaceAll('\r\n ', '') ?? ''
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(text).toContain('DTSTART:20261126T110000Z')
    expect(text).toContain('LOCATION:Лесная\\, 1')
    expect(text.replaceAll('\u00a0', ' ')).toContain('+7 912 345-67-89')
    expect(text).not.toContain('ATTENDEE')
    expect(text).toBe((await read(first))?.replaceAll('\r\n ', ''))
    const second = (await issueFeed({ ctx })).token
    expect(await read(first)).toBeUndefined()
    expect(await read(second)).toBeDefined()
    expect(await revokeFeed({ ctx })).toEqual({ revoked: true })
    expect(await read(second)).toBeUndefined()
    expect(await revokeFeed({ ctx })).toEqual({ revoked: false })
  })

  it('ends with its person', async () => {
    const rep = someone(kirill)
    const { token } = await issueFeed({ ctx: office.ctx(rep, now) })
    expect(await read(token)).toContain('BEGIN:VCALENDAR')
    await desk.db.system((tx) => tx.update(users).set({ disabledAt: now }).where(eq(users.id, rep.id)))
    expect(await read(token)).toBeUndefined()
  })
})
