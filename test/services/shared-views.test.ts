import { afterAll, beforeAll, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { audit } from '../../db/schema/desk.ts'
import { changeView, listViews, removeView, saveView } from '../../services/views/views.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
let office: Office
let anna: Staff
let boris: Staff
let second: Staff
let manager: Staff
let analyst: Staff

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна', 'support1')
  boris = await office.person('Борис', 'support1')
  second = await office.person('Вера', 'support2')
  manager = await office.person('Маргарита', 'manager')
  analyst = await office.person('Аркадий', 'analyst')
})
afterAll(() => desk.close())

const save = (who: Staff, name: string, search = 'who=me') =>
  saveView({ ctx: office.ctx(who), input: { kind: 'ticket', name, query: { search } } })
const seen = async (who: Staff) =>
  (await listViews({ ctx: office.ctx(who), input: { kind: 'ticket' } })).items.map(({ name, owner, own, changeable }) => ({
    name,
    owner: owner.name,
    own,
    changeable,
  }))
const change = (who: Staff, id: string, input: object) => changeView({ ctx: office.ctx(who), input: { id, ...input } })

it('a view is its owner’s alone until it is shared, with roles or with everybody who may look at such processes', async () => {
  const { id } = await save(anna, 'Смена')
  expect(await seen(boris)).toEqual([])
  await expect(change(manager, id, { sharing: 'everybody' })).rejects.toMatchObject({ code: 'NotFound' })

  await change(anna, id, { sharing: 'roles', sharedWith: ['support2'] })
  expect(await seen(second)).toEqual([{ name: 'Смена', owner: 'Анна', own: false, changeable: false }])
  expect(await seen(boris)).toEqual([])
  // Whoever keeps what is shared in order sees it whomever it is shown to.
  expect(await seen(manager)).toEqual([{ name: 'Смена', owner: 'Анна', own: false, changeable: true }])

  await change(anna, id, { sharing: 'everybody' })
  expect(await seen(boris)).toHaveLength(1)
  expect(await seen(analyst)).toEqual([])
  await expect(change(boris, id, { name: 'Моё' })).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(removeView({ ctx: office.ctx(boris), input: { id } })).rejects.toMatchObject({ code: 'Forbidden' })

  // A copy of one's own lives beside it.
  await save(boris, 'Смена', 'who=none')
  expect(await seen(boris)).toHaveLength(2)

  await change(manager, id, { name: 'Смена дня', query: { search: 'due=late' } })
  expect((await seen(second))[0]).toMatchObject({ name: 'Смена дня', owner: 'Анна' })
  await change(anna, id, { sharing: 'nobody' })
  expect(await seen(second)).toEqual([])
  await change(anna, id, { sharing: 'everybody' })
  await removeView({ ctx: office.ctx(manager), input: { id } })
  expect(await seen(anna)).toEqual([])

  const log = await office.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.seq))
  expect(log.map((row) => [row.action, row.actorName])).toEqual([
    ['view.change', 'Анна'],
    ['view.change', 'Анна'],
    ['view.change', 'Маргарита'],
    ['view.change', 'Анна'],
    ['view.change', 'Анна'],
    ['view.remove', 'Маргарита'],
  ])
  expect(log[2]?.after).toMatchObject({ name: 'Смена дня', query: { search: 'due=late' }, sharing: 'everybody' })
})

it('refuses roles that are none, and a name its owner has already', async () => {
  const { id } = await save(anna, 'Первый')
  await save(anna, 'Второй')
  await expect(change(anna, id, { sharing: 'roles', sharedWith: [] })).rejects.toMatchObject({ code: 'BadInput' })
  await expect(change(anna, id, { name: 'Второй' })).rejects.toMatchObject({ code: 'Conflict' })
})

it('is nobody’s in another organization', async () => {
  const { id } = await save(anna, 'Наш')
  await change(anna, id, { sharing: 'everybody' })
  const other = await desk.office()
  const stranger = await other.person('Чужой', 'admin')
  expect((await listViews({ ctx: other.ctx(stranger), input: {} })).items).toEqual([])
  await expect(changeView({ ctx: other.ctx(stranger), input: { id, name: 'x' } })).rejects.toMatchObject({ code: 'NotFound' })
})
