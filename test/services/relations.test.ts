import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { processHistory } from '../../services/process/history.ts'
import { addRelation, removeRelation } from '../../services/relations/change.ts'
import { listRelations } from '../../services/relations/read.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

let desk: Desk
let office: Office
let anna: Staff
let rep: Staff

beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  anna = await office.person('Анна', 'support1')
  rep = await office.person('Роман', 'rep')
})
afterAll(() => desk.close())

const at = '2026-11-20T09:00:00+03:00'
const begin = (subject: string, form: object = {}) => office.begin(anna, at, { subject, ...form })
const related = async (id: string) =>
  (await listRelations({ ctx: office.ctx(anna), input: { id } })).items.map(({ kind, end, other }) => `${kind} ${end} ${other.title}`)
const relate = (
  id: string,
  number: string,
  kind: 'relates' | 'duplicates' | 'continues' | 'blocks',
  end: 'from' | 'to' = 'from',
  when = at,
) => addRelation({ ctx: office.ctx(anna, when), input: { id, number, kind, end } })
const told = async (id: string) =>
  (await processHistory({ ctx: office.ctx(anna), input: { id } })).items.flatMap((item) =>
    item.type === 'relation' ? [`${item.removed ? '-' : '+'} ${item.kind} ${item.end} ${item.other.number} ${item.actorName}`] : [],
  )

it('is shown at both ends, in the history and the audit of both, until it is taken away', async () => {
  const [one, other] = [await begin('Сервер'), await begin('Отчёт')]
  await relate(one.id, other.number.toLowerCase(), 'blocks')
  expect(await related(one.id)).toEqual(['blocks from Отчёт'])
  expect(await related(other.id)).toEqual(['blocks to Сервер'])
  await expect(relate(one.id, other.number, 'blocks')).rejects.toMatchObject({ code: 'Conflict' })
  // A knot: each would wait for the other.
  await expect(relate(one.id, other.number, 'blocks', 'to')).rejects.toMatchObject({ code: 'Conflict' })
  await relate(other.id, one.number, 'relates')
  await expect(relate(one.id, other.number, 'relates')).rejects.toMatchObject({ code: 'Conflict' })

  const { items } = await listRelations({ ctx: office.ctx(anna), input: { id: other.id } })
  const relationId = items.find(({ kind }) => kind === 'blocks')?.id ?? ''
  await removeRelation({ ctx: office.ctx(anna, '2026-11-20T10:00:00+03:00'), input: { id: other.id, relationId } })
  await expect(removeRelation({ ctx: office.ctx(anna), input: { id: other.id, relationId } })).rejects.toMatchObject({ code: 'NotFound' })
  expect(await related(one.id)).toEqual(['relates from Отчёт'].map((line) => (one.id < other.id ? line : line.replace('from', 'to'))))
  expect((await told(one.id))[0]).toBe(`- blocks from ${other.number} Анна`)
  expect(await told(other.id)).toContain(`+ blocks to ${one.number} Анна`)
  await relate(one.id, other.number, 'blocks', 'to')
  expect(await related(one.id)).toContain('blocks to Отчёт')

  for (const { id } of [one, other]) {
    const log = await office.db.tenant(office.tenantId, (tx) => tx.select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.seq))
    expect(log.slice(1).map((row) => row.action)).toEqual(['ticket.relate', 'ticket.relate', 'ticket.unrelate', 'ticket.relate'])
  }
})

it('of one line of history after another shows each once', async () => {
  const [one, other] = [await begin('Раз'), await begin('Два')]
  for (const kind of ['duplicates', 'continues', 'blocks'] as const) await relate(one.id, other.number, kind)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await processHistory({ ctx: office.ctx(anna), input: { id: one.id, parts: ['events'], limit: 1, cursor } })
    seen.push(...page.items.map((item) => `${item.type} ${item.id}`))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toHaveLength(4)
  expect(new Set(seen).size).toBe(4)
})

it('is what a rejected repeat says by itself, and what a ticket’s data say once', async () => {
  const first = await begin('Первое')
  const repeat = await begin('Повтор')
  await office.act(repeat.id, 'reject', anna, '2026-11-20T09:10:00+03:00', { why: 'duplicate', duplicateOf: first.number })
  expect(await related(first.id)).toEqual(['duplicates to Повтор'])
  const next = await begin('Продолжение', { follows: first.number })
  expect(await related(next.id)).toEqual(['continues from Первое'])
  await relate(next.id, first.number, 'continues')
  expect(await related(next.id)).toEqual(['continues from Первое'])
})

it('is for those who may look at both ends', async () => {
  const [one, other] = [await begin('Ещё'), await begin('И ещё')]
  await relate(one.id, other.number, 'relates')
  await expect(listRelations({ ctx: office.ctx(rep), input: { id: one.id } })).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(relate(one.id, one.number, 'blocks')).rejects.toMatchObject({ code: 'BadInput' })
  const elsewhere = await desk.office()
  const stranger = await elsewhere.person('Чужой', 'admin')
  const theirs = await elsewhere.begin(stranger, at)
  const ctx = elsewhere.ctx(stranger)
  await expect(listRelations({ ctx, input: { id: one.id } })).rejects.toMatchObject({ code: 'NotFound' })
  const another = { id: theirs.id, number: 'О-2026-000009', kind: 'blocks', end: 'from' } as const
  await expect(addRelation({ ctx, input: another })).rejects.toMatchObject({ code: 'BadInput' })
})
