import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decide } from '../../domain/decide.ts'
import { ticket } from '../../domain/ticket.ts'
import { visit } from '../../domain/visit.ts'
import { audit } from '../../db/schema/desk.ts'
import { sessions } from '../../db/schema/person.ts'
import { endAbsence, setAbsence } from '../../services/absences/change.ts'
import type { SetAbsenceInput } from '../../services/absences/change.ts'
import { listAbsences } from '../../services/absences/list.ts'
import { withoutAbsent } from '../../services/absences/now.ts'
import { listInbox } from '../../services/inbox/list.ts'
import { listPeople } from '../../services/people/list.ts'
import { findSession } from '../../services/system/sessions.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
let office: Office
let anna: Staff
let boris: Staff
let second: Staff
let manager: Staff
const now = '2026-11-20T09:00:00+03:00'
const later = (days: number): Date => new Date(Date.parse(now) + days * 86_400_000)

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна', 'support1')
  boris = await office.person('Борис', 'support1')
  second = await office.person('Вера', 'support2')
  manager = await office.person('Маргарита', 'manager')
})
afterAll(() => desk.close())

const away = (who: Staff, more: Partial<SetAbsenceInput> = {}) =>
  setAbsence({
    ctx: office.ctx(who, now),
    input: { fromAt: later(0), toAt: later(3), delegateId: null, assignments: 'queue', reason: 'отпуск', ...more },
  })
const end = (who: Staff, id: string) => endAbsence({ ctx: office.ctx(who, now), input: { id } })

it('is one’s own or a manager’s to set, once at a time, with a stand-in of the same role who is there', async () => {
  await expect(away(boris, { userId: anna.id })).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(away(anna, { delegateId: second.id })).rejects.toMatchObject({ code: 'BadInput' })
  await expect(away(anna, { delegateId: anna.id })).rejects.toMatchObject({ code: 'BadInput' })
  await expect(away(anna, { assignments: 'delegate' })).rejects.toMatchObject({ code: 'BadInput' })
  await expect(away(anna, { toAt: later(-1) })).rejects.toMatchObject({ code: 'BadInput' })
  const { id } = await away(manager, { userId: anna.id, delegateId: boris.id, assignments: 'delegate' })
  await expect(away(anna, { fromAt: later(2), toAt: later(9) })).rejects.toMatchObject({ code: 'Conflict' })
  // Who stands in stays, so nobody stands in for themselves in a circle.
  await expect(away(boris, { delegateId: anna.id, assignments: 'delegate' })).rejects.toMatchObject({ code: 'BadInput' })
  await expect(away(boris)).rejects.toMatchObject({ code: 'Conflict' })
  const clara = await office.person('Клара', 'support1')
  await expect(away(clara, { delegateId: anna.id })).rejects.toMatchObject({ code: 'BadInput' })
  await away(anna, { fromAt: later(3), toAt: later(4) })
  const { items } = await listAbsences({ ctx: office.ctx(second, now) })
  expect(items.map((one) => [one.person.name, one.delegate?.name ?? null, one.reason, one.mayEnd])).toEqual([
    ['Анна', 'Борис', null, false],
    ['Анна', null, null, false],
  ])
  await expect(end(second, id)).rejects.toMatchObject({ code: 'Forbidden' })
  for (const one of items) await end(anna, one.id)
  const log = await office.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.entityId, anna.id)).orderBy(audit.seq))
  expect(log.map((row) => `${row.action} ${row.actorName}`)).toEqual([
    'absence.set Маргарита',
    'absence.set Анна',
    'absence.end Анна',
    'absence.end Анна',
  ])
})

it('lets two of one person at once be set only once', async () => {
  const settled = await Promise.allSettled([away(boris), away(boris), away(manager, { userId: boris.id })])
  expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const { id, person } of (await listAbsences({ ctx: office.ctx(manager, now) })).items)
    if (person.id === boris.id) await end(boris, id)
})

it('gives new assignments to who stands in or to everybody, shows it beside the name, and ends by itself', async () => {
  const { id } = await away(anna, { delegateId: boris.id, assignments: 'delegate' })
  const assigned = (who: Staff, definition: typeof ticket | typeof visit, at: Date) =>
    office.db.tenantRead(office.tenantId, (tx) => withoutAbsent(tx, office.ctx(manager, at), definition, { assigneeId: who.id }))
  expect(await assigned(anna, ticket, later(1))).toEqual({ assigneeId: boris.id })
  expect(await assigned(boris, ticket, later(1))).toEqual({ assigneeId: boris.id })
  expect(await assigned(anna, ticket, later(3))).toEqual({ assigneeId: anna.id })
  const shown = async (at: Date) =>
    (await listPeople({ ctx: office.ctx(manager, at), input: {} })).items.find((person) => person.id === anna.id)?.awayUntil
  expect(await shown(later(1))).toEqual(later(3))
  expect(await shown(later(3))).toBeNull()
  await end(anna, id)
  const queued = await away(anna, { delegateId: boris.id, assignments: 'queue' })
  expect(await assigned(anna, ticket, later(1))).toEqual({})
  // A visit always has its representative.
  expect(await assigned(anna, visit, later(1))).toEqual({ assigneeId: boris.id })
  await end(anna, queued.id)
})

it('lets who stands in see and do the work, and writes down for whom', async () => {
  const { id } = await office.begin(anna, now, { subject: 'Дело Анны' })
  await office.act(id, 'take', anna, now)
  const absence = await away(anna, { delegateId: boris.id, assignments: 'delegate' })
  const tokenHash = `hash ${boris.id}`
  const signedIn = { tokenHash, userId: boris.id, tenantId: office.tenantId, createdAt: later(0), seenAt: later(1), expiresAt: later(9) }
  await office.db.system((tx) => tx.insert(sessions).values(signedIn))
  expect((await findSession(office.db, tokenHash, later(1), false))?.user.standsFor).toEqual([anna.id])
  const standIn = { ...boris.actor, standsFor: [anna.id] }
  const inbox = await listInbox({ ctx: office.ctx(standIn, later(1)), input: { scope: 'mine' } })
  expect(inbox.items.map((item) => [item.title, item.mine, item.standIn])).toEqual([['Дело Анны', false, true]])
  await office.act(id, 'ask', standIn, later(1), { comment: 'Какой номер?' })
  const log = await office.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.seq))
  expect(log.at(-1)).toMatchObject({ actorName: 'Борис', after: { actedFor: anna.id } })
  await end(anna, absence.id)
  expect((await findSession(office.db, tokenHash, later(1), false))?.user.standsFor).toEqual([])
})

it('of a representative lets only the stand-in act, in the same role', () => {
  const snapshot = {
    ...{ state: 'confirmed', seq: 2, movedSeq: 2, enteredSeq: 2, enteredAt: 0, clocks: {}, plan: [], fired: [], opens: {} },
    ...{ assigneeId: anna.id, data: { mode: 'inPerson' } },
  }
  const may = (roles: readonly ('rep' | 'analyst')[], standsFor: readonly string[]): boolean => {
    const actor = { kind: 'staff', id: boris.id, name: 'Борис', roles, standsFor } as const
    return decide(visit, snapshot, { action: 'start', form: {}, actor }, 1).ok
  }
  expect(may(['rep'], [])).toBe(false)
  expect(may(['rep'], [anna.id])).toBe(true)
  expect(may(['rep'], [second.id])).toBe(false)
  expect(may(['analyst'], [anna.id])).toBe(false)
})
