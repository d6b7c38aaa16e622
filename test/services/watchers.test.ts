import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { memberships } from '../../db/schema/person.ts'
import { listNotifications } from '../../services/notifications/read.ts'
import { comment } from '../../services/process/comment.ts'
import { listWatchers, setWatch } from '../../services/watchers/watch.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
let office: Office
let anna: Staff
let boris: Staff
let manager: Staff
let analyst: Staff

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна', 'support1')
  boris = await office.person('Борис', 'support1')
  manager = await office.person('Маргарита', 'manager')
  analyst = await office.person('Аркадий', 'analyst')
})
afterAll(() => desk.close())

const told = async (who: Staff) =>
  (await listNotifications({ ctx: office.ctx(who), input: {} })).items.map(({ kind, text }) => `${kind} ${text.ru}`).toReversed()
const watch = (who: Staff, id: string, extent: 'all' | 'ends' | null, userId?: string) =>
  setWatch({ ctx: office.ctx(who), input: { id, extent, userId } })
const note = (who: Staff, id: string, at: string, mentions: string[] = []) =>
  comment({ ctx: office.ctx(who, at), input: { id, text: 'Посмотрите', mentions } })

it('tells of moves and words, or of the end alone, and nobody of what they did themselves', async () => {
  const { id, number } = await office.begin(anna, '2026-11-20T09:00:00+03:00', { subject: 'Печать' })
  await watch(boris, id, 'all')
  expect(await watch(manager, id, 'ends')).toMatchObject({ mine: 'ends', mayAdd: true, items: [{ name: 'Борис' }, { name: 'Маргарита' }] })
  await office.act(id, 'take', anna, '2026-11-20T09:10:00+03:00')
  await office.act(id, 'setPriority', anna, '2026-11-20T09:11:00+03:00', { priority: 'high' }, 'срочно')
  await note(anna, id, '2026-11-20T09:12:00+03:00')
  // Whoever is named is told that alone.
  await note(anna, id, '2026-11-20T09:13:00+03:00', [boris.id])
  await note(boris, id, '2026-11-20T09:14:00+03:00')
  await office.act(id, 'cancel', anna, '2026-11-20T09:20:00+03:00', {}, 'спам')
  expect(await told(boris)).toEqual([
    `watch ${number}: теперь «В работе». Печать`,
    `watch ${number}: новая заметка. Печать`,
    `mention ${number}: вас упомянули. Печать`,
    `watch ${number}: теперь «Отклонено». Печать`,
  ])
  expect(await told(manager)).toEqual([`watch ${number}: теперь «Отклонено». Печать`])
})

it('is for those who may look at the process, as long as they may', async () => {
  const { id } = await office.begin(anna, '2026-11-20T10:00:00+03:00', { subject: 'Доступ' })
  await expect(watch(analyst, id, 'all')).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(watch(boris, id, 'all', anna.id)).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(watch(manager, id, 'all', analyst.id)).rejects.toMatchObject({ code: 'BadInput' })
  const leaver = await office.person('Леонид', 'support2')
  await watch(manager, id, 'all', leaver.id)
  await office.act(id, 'take', anna, '2026-11-20T10:05:00+03:00')
  expect(await told(leaver)).toHaveLength(1)

  await office.db.system((tx) =>
    tx
      .update(memberships)
      .set({ roles: ['analyst'] })
      .where(eq(memberships.userId, leaver.id)),
  )
  await note(anna, id, '2026-11-20T10:09:00+03:00')
  await office.act(id, 'cancel', anna, '2026-11-20T10:10:00+03:00', {}, 'спам')
  await office.db.system((tx) =>
    tx
      .update(memberships)
      .set({ roles: ['support2'] })
      .where(eq(memberships.userId, leaver.id)),
  )
  expect(await told(leaver)).toHaveLength(1)
})

it('ends, is written down, and is nobody’s in another organization', async () => {
  const { id } = await office.begin(anna, '2026-11-20T11:00:00+03:00')
  await watch(manager, id, 'all', boris.id)
  await watch(manager, id, 'all', boris.id)
  await watch(boris, id, 'ends')
  expect(await watch(boris, id, null)).toMatchObject({ items: [], mine: null })
  const log = await office.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.seq))
  expect(log.slice(1).map((row) => [row.action, row.actorName, row.before, row.after])).toEqual([
    ['ticket.watch', 'Маргарита', null, { userId: boris.id, extent: 'all' }],
    ['ticket.watch', 'Борис', { userId: boris.id, extent: 'all' }, { userId: boris.id, extent: 'ends' }],
    ['ticket.unwatch', 'Борис', { userId: boris.id, extent: 'ends' }, null],
  ])
  const other = await desk.office()
  const stranger = await other.person('Чужой', 'admin')
  await expect(listWatchers({ ctx: other.ctx(stranger), input: { id } })).rejects.toMatchObject({ code: 'NotFound' })
})
