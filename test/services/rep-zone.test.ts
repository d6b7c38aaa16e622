import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wallText } from '../../domain/calendar/wall-text.ts'
import { formatFullDate } from '../../domain/text/relative-date.ts'
import { newId } from '../../db/id.ts'
import { audit } from '../../db/schema/desk.ts'
import { deliveries } from '../../db/schema/message.ts'
import { memberships } from '../../db/schema/person.ts'
import { updateUser } from '../../services/admin/change-users.ts'
import type { Ctx } from '../../services/context.ts'
import { saveContact } from '../../services/directory/contacts.ts'
import { setOwnZone } from '../../services/people/change-zone.ts'
import { getProcess } from '../../services/process/get.ts'
import { startProcess } from '../../services/process/start.ts'
import { calendarRange } from '../../services/visit/calendar-range.ts'
import { dayList } from '../../services/visit/day-list.ts'
import { findSlots } from '../../services/visit/find-slots.ts'
import { lookAtTime } from '../../services/visit/look-at-time.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const east = 'Asia/Vladivostok'
const now = '2026-11-20T00:00:00Z'

let desk: Desk
let office: Office
let chief: Staff
let analyst: Staff
let rep: Staff
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  chief = await office.person('Анна Главная', 'orgadmin')
  analyst = await office.person('Лидия Аналитик', 'analyst')
  rep = await office.person('Ирина Дальняя', 'rep')
  await updateUser({ ctx: office.ctx(chief), input: { id: rep.id, zone: east } })
})
afterAll(() => desk.close())

/** Of the reader, as the session makes it. */
const ctxOf = (who: Staff, zone?: string): Ctx => office.ctx(who, now, zone === undefined ? {} : { zone })
const contactIn = async (zone: string | null): Promise<string> => {
  const form = { name: 'Пётр Алексеев', language: 'ru', email: `${newId()}@clinic.example`, zone }
  return (await saveContact({ ctx: ctxOf(analyst), input: { organizationId: null, form } })).id
}
async function slotsOf(repId: string, contactId: string, from: string, zones: readonly string[]): Promise<string[][]> {
  const question = { repId, contactId, mode: 'remote', durationMinutes: 30, from: new Date(from) } as const
  const { items } = await findSlots({ ctx: ctxOf(analyst), input: question })
  return items.map(({ startsAt }) => zones.map((zone) => wallText(zone, Date.parse(startsAt)).slice(5, 16)))
}

it('is set by the person or an administrator, is a zone, and is in the audit', async () => {
  const one = await office.person('Олег Переезжий', 'rep')
  const zoneOf = async () => {
    const [row] = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(memberships).where(eq(memberships.userId, one.id)))
    return row?.zone
  }
  await setOwnZone({ ctx: ctxOf(one), input: { zone: 'Asia/Omsk' } })
  expect(await zoneOf()).toBe('Asia/Omsk')
  await updateUser({ ctx: ctxOf(chief), input: { id: one.id, zone: null } })
  expect(await zoneOf()).toBeNull()
  for (const wrong of [
    setOwnZone({ ctx: ctxOf(one), input: { zone: 'Омск' } }),
    updateUser({ ctx: ctxOf(chief), input: { id: one.id, zone: '' } }),
  ])
    await expect(wrong).rejects.toMatchObject({ code: 'BadInput', problems: [{ field: 'zone' }] })
  await expect(updateUser({ ctx: ctxOf(rep), input: { id: one.id, zone: east } })).rejects.toMatchObject({ code: 'Forbidden' })
  const kept = await desk.db.tenant(office.tenantId, (tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'user.setZone'), eq(audit.entityId, one.id)))
      .orderBy(audit.at, audit.seq),
  )
  expect(kept.map(({ actorId, before, after }) => [actorId, before, after])).toEqual([
    [one.id, { zone: null }, { zone: 'Asia/Omsk' }],
    [chief.id, { zone: 'Asia/Omsk' }, { zone: null }],
  ])
})

it('offers times only where the working days of a representative and of a contact meet', async () => {
  const west = 'Europe/Kaliningrad'
  expect(await slotsOf(rep.id, await contactIn(west), '2026-11-26T00:00:00Z', [east, west])).toEqual(
    ['11-26', '11-27', '11-30', '12-01', '12-02', '12-03'].flatMap((day) => [
      [`${day}T17:00`, `${day}T09:00`],
      [`${day}T17:30`, `${day}T09:30`],
    ]),
  )
  // Nobody knows where the contact lives: they are where their representative is.
  expect((await slotsOf(rep.id, await contactIn(null), '2026-11-26T00:00:00Z', [east]))[0]).toEqual(['11-26T10:00'])
})

it('offers a contact abroad their own morning on both sides of a change of clocks', async () => {
  const near = await office.person('Кирилл Ближний', 'rep')
  const contactId = await contactIn('Europe/Berlin')
  const zones = ['Europe/Moscow', 'Europe/Berlin']
  expect((await slotsOf(near.id, contactId, '2027-03-26T00:00:00Z', zones))[0]).toEqual(['03-26T11:00', '03-26T09:00'])
  expect((await slotsOf(near.id, contactId, '2027-03-28T00:00:00Z', zones))[0]).toEqual(['03-29T10:00', '03-29T09:00'])
})

it('is what the representative’s day, calendar and warnings go by, and the contact’s what letters are written in', async () => {
  const contactId = await contactIn('Europe/Kaliningrad')
  // Seven in the evening of the 25th in Moscow: the small hours of the 26th in Vladivostok.
  const startsAt = Date.UTC(2026, 10, 25, 16)
  const input = { kind: 'visit', input: { ...booking(startsAt), repId: rep.id, contactId } }
  const { id } = await startProcess({ ctx: ctxOf(analyst), engine: noEngine, input })

  const day = (date: string, zone?: string) => dayList({ ctx: ctxOf(rep, zone), input: { date } })
  expect(await day('2026-11-26', east)).toMatchObject({ zone: east, visits: [{ id }] })
  expect((await day('2026-11-25', east)).visits).toEqual([])
  expect(await day('2026-11-25')).toMatchObject({ zone: 'Europe/Moscow', visits: [{ id }] })

  const range = { from: new Date(startsAt - 86_400_000), to: new Date(startsAt + 86_400_000) }
  const own = await calendarRange({ ctx: ctxOf(rep, east), input: range })
  expect(own).toMatchObject({ zone: east, reps: [{ id: rep.id, zone: null, working: null }] })
  expect(wallText(east, own.days[1]?.working[0]?.fromAt ?? 0)).toBe('2026-11-26T09:00:00')
  const team = await calendarRange({ ctx: ctxOf(analyst), input: range })
  const column = team.reps.find((one) => one.id === rep.id)
  expect([team.zone, column?.zone]).toEqual(['Europe/Moscow', east])
  expect(wallText(east, column?.working?.[0]?.fromAt ?? 0).slice(11)).toBe('09:00:00')

  const look = await lookAtTime({ ctx: ctxOf(analyst), input: { startsAt: new Date(startsAt), contactId, repId: rep.id } })
  expect(look).toEqual({ repZone: east, contactZone: 'Europe/Kaliningrad', reasons: ['repNight'] })

  const cardOf = async (zone?: string) =>
    (await getProcess({ ctx: ctxOf(rep, zone), input: { id } })).card.find(({ name }) => name === 'startsAt')?.display
  const [inEast, inMoscow] = [east, 'Europe/Moscow'].map((zone) => formatFullDate(startsAt, zone, 'ru'))
  expect([await cardOf(east), await cardOf(), await cardOf('Europe/Kaliningrad')]).toEqual([
    `${inEast}; у контакта ${formatFullDate(startsAt, 'Europe/Kaliningrad', 'ru')} (UTC+2)`,
    `${inMoscow}; у представителя ${inEast} (UTC+10); у контакта 18:00 (UTC+2)`,
    `${formatFullDate(startsAt, 'Europe/Kaliningrad', 'ru')}; у представителя ${inEast} (UTC+10)`,
  ])

  const letters = await desk.db.tenant(office.tenantId, (tx) =>
    tx.select().from(deliveries).where(eq(deliveries.processId, id)).orderBy(deliveries.template),
  )
  expect(letters.map(({ template, toZone, vars }) => [template, toZone, vars['zone']])).toEqual([
    ['staff.assigned', east, east],
    ['visit.invitation', 'Europe/Kaliningrad', 'Europe/Kaliningrad'],
  ])
})
