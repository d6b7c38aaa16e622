import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visitProductSums, visitRollups, visitSums, visitTotals } from '../../db/schema/visit-sums.ts'
import { newId } from '../../db/id.ts'
import { visits } from '../../db/schema/visit.ts'
import { appendAudit } from '../../services/audit/append.ts'
import { visitFigures } from '../../services/visit/figures/read.ts'
import { reportCosts } from '../../services/visit/figures/report-costs.ts'
import { visitRow } from '../support/visit-rows.ts'
import { bookVisit, moveVisit, visitContact } from './booked-visits.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const startsAt = Date.UTC(2026, 10, 26, 11)

let desk: Desk
let office: Office
let [rep, manager]: Staff[] = []
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  rep = await office.person('Игорь Ветров', 'rep')
  manager = await office.person('Мария Орлова', 'manager')
})
afterAll(() => desk.close())

const someone = (staff: Staff | undefined): Staff => {
  if (!staff) throw new Error('Nobody was made')
  return staff
}
const move = (id: string, who: Parameters<typeof moveVisit>[2], action: string, at: number, form?: object) =>
  moveVisit(office, id, who, action, at, form)

/** A visit that the representative held and reported. */
async function heldAndReported(at: number, report: object, products: object = {}): Promise<string> {
  const { id } = await bookVisit(office, someone(rep), at, products)
  await move(id, someone(rep), 'confirm', at - dayMs)
  await move(id, someone(rep), 'start', at)
  await move(id, someone(rep), 'finish', at + hourMs / 2)
  await move(id, someone(rep), 'report', at + hourMs, { goalsReached: 'yes', ...report })
  return id
}

it('follows every move, so that the sums are those of the visits themselves', async () => {
  const representative = someone(rep)
  const at = startsAt
  const products = { product1: 'Аквадент', product2: 'Витамакс' }
  const first = await heldAndReported(at, { reaction1: 2, nextAt: new Date(at + 7 * dayMs).toISOString() }, products)
  await move(first, visitContact, 'feedback', at + 2 * hourMs, { rating: 4 })
  // Returned and reported anew, long after: the first report was in time, and one reaction is another.
  await move(first, someone(manager), 'sendBack', at + 3 * hourMs, { comment: 'Мало' })
  await move(first, representative, 'report', at + 30 * dayMs, {
    goalsReached: 'no',
    reaction1: -1,
    reaction2: 0,
    nextAt: new Date(at + 40 * dayMs).toISOString(),
  })

  const missed = (await bookVisit(office, representative, at + dayMs, products)).id
  await move(missed, visitContact, 'confirm', at)
  await move(missed, representative, 'start', at + dayMs)
  await move(missed, representative, 'noShow', at + dayMs + hourMs / 2)
  const moved = (await bookVisit(office, representative, at + 2 * dayMs)).id
  await move(moved, representative, 'reschedule', at, { startsAt: new Date(at + 35 * dayMs).toISOString(), comment: 'Занят' })
  await move(moved, someone(manager), 'cancel', at + hourMs)
  const late = await heldAndReported(at + 3 * dayMs, {})
  await move(late, someone(manager), 'accept', at + 4 * dayMs)

  const sums = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(visitSums).orderBy(visitSums.day, visitSums.evidence))
  const told = sums.filter(({ visits }) => visits !== 0).map(({ tenantId: _, repId: __, mode: ___, ...row }) => row)
  const nothing = { visits: 1, held: 0, noShow: 0, cancelled: 0, reported: 0, onTime: 0, nextWanted: 0, nextHeld: 0 }
  const untold = { ratings: 0, ratingSum: 0, reactions: 0, reactionSum: 0 }
  expect(told).toEqual([
    {
      ...{ day: '2026-11-26', evidence: 'A', ...nothing, held: 1, reported: 1, onTime: 1, nextWanted: 1 },
      ...{ ratings: 1, ratingSum: 4, reactions: 2, reactionSum: -1 },
    },
    { day: '2026-11-27', evidence: 'none', ...nothing, ...untold, noShow: 1 },
    { day: '2026-11-29', evidence: 'B', ...nothing, ...untold, held: 1, reported: 1, onTime: 1 },
    { day: '2026-12-03', evidence: 'none', ...nothing, ...untold },
    { day: '2026-12-31', evidence: 'none', ...nothing, ...untold, cancelled: 1 },
  ])
  const ofProducts = await desk.db.tenant(office.tenantId, (tx) => tx.select().from(visitProductSums).orderBy(visitProductSums.product))
  const held = ofProducts.filter((row) => row.held === 1 && row.day === '2026-11-26')
  expect(held).toMatchObject([
    { product: 'Аквадент', day: '2026-11-26', evidence: 'A', visits: 1, reactions: 1, reactionSum: -1, ratingSum: 4 },
    { product: 'Витамакс', day: '2026-11-26', evidence: 'A', visits: 1, reactions: 1, reactionSum: 0, ratingSum: 4 },
  ])
})

it('counts a next step that was held at the visit that asked for it, and a report that came late', async () => {
  const at = startsAt + 70 * dayMs
  await heldAndReported(at, { nextAt: new Date(at + 7 * dayMs).toISOString() })
  const [next] = await desk.db.tenant(office.tenantId, (tx) =>
    tx.execute<{ id: string }>(sql`SELECT process_id AS id FROM visits ORDER BY starts_at DESC LIMIT 1`).then(({ rows }) => rows),
  )
  const id = next?.id ?? ''
  const nextAt = at + 7 * dayMs
  await move(id, someone(rep), 'confirm', at + 2 * dayMs)
  await move(id, visitContact, 'join', nextAt)
  await move(id, someone(rep), 'finish', nextAt + hourMs / 2)
  await move(id, someone(rep), 'report', nextAt + 20 * dayMs, { goalsReached: 'no' })
  const sums = await desk.db.tenant(office.tenantId, (tx) =>
    tx.execute(
      sql`SELECT sum(next_wanted)::int AS wanted, sum(next_held)::int AS held, sum(reported - on_time)::int AS late FROM visit_sums WHERE day >= '2027-02-01'`,
    ),
  )
  expect(sums.rows).toEqual([{ wanted: 1, held: 1, late: 1 }])
})

it('tells what each question costs those who report, by what was first sent', async () => {
  const at = startsAt + 200 * dayMs
  const first = await heldAndReported(at, { notes: 'Кратко', fillSeconds: 'notes:30 nextStep:4 goalsReached:2' })
  await heldAndReported(at + dayMs, { left: '3 образца', notes: 'Ещё', fillSeconds: 'notes:10 left:5' })
  await heldAndReported(at + 2 * dayMs, { notes: 'Без времени' })
  await move(first, someone(manager), 'sendBack', at + 3 * hourMs, { comment: 'Мало' })
  await move(first, someone(rep), 'report', at + 4 * hourMs, { goalsReached: 'no', notes: 'Заново', fillSeconds: 'notes:900' })
  const [from, to] = [at, at + 5 * dayMs].map((one) => new Date(one).toISOString().slice(0, 10))
  if (from === undefined || to === undefined) throw new Error('No days')
  const costsFor = (staff: Staff) => reportCosts({ ctx: office.ctx(staff), input: { from, to } })
  const costs = await costsFor(someone(manager))
  expect(costs).toMatchObject({ reports: 2, medianSeconds: 36 })
  expect(costs.questions.map(({ question, asked, answered, medianSeconds }) => [question, asked, answered, medianSeconds])).toEqual([
    ['notes', 2, 2, 30],
    ['left', 2, 1, 5],
    ['reactions', 2, 0, 0],
    ['competitors', 2, 0, 0],
    ['nextStep', 2, 0, 0],
  ])
  expect(await costsFor(await office.person('Другой Ветров', 'rep'))).toMatchObject({ reports: 0, questions: [] })
})

it('lets two who write visits of the same days in opposite orders both commit', async () => {
  const other = await office.person('Нина Светлова', 'rep')
  const days = Array.from({ length: 60 }, (_, at) => Date.UTC(2029, 0, 1 + at, 9))
  const write = (who: Staff, starts: readonly number[]) =>
    desk.db.tenant(office.tenantId, async (tx) => {
      await tx.insert(visits).values(starts.map((at) => visitRow(office.tenantId, who, at)))
      appendAudit(tx, {
        ...{ tenantId: office.tenantId, at: new Date(startsAt), actor: who, action: 'process.start', requestId: newId() },
        ...{ entity: 'process', entityId: who.id, before: null, after: null },
      })
    })
  await Promise.all([write(someone(rep), days), write(other, days.toReversed())])
  const { total, rows } = await visitFigures({
    ctx: office.ctx(someone(manager)),
    input: { from: '2029-01-01', to: '2029-12-31', by: 'month' },
  })
  expect(total.visits).toBe(120)
  expect(rows.map(({ figures }) => figures.visits)).toEqual([62, 56, 2])
})

it('shows nobody the sums of another organization', async () => {
  const elsewhere = await desk.office()
  for (const table of [visitSums, visitProductSums, visitRollups, visitTotals])
    expect(await desk.db.tenant(elsewhere.tenantId, (tx) => tx.select().from(table))).toEqual([])
})

it('tells nothing of whom and where all visits have moved away from', async () => {
  const at = Date.UTC(2027, 7, 10, 11)
  const { id } = await bookVisit(office, someone(rep), at)
  const ofAugust = async (by: 'rep' | 'organization' | 'month') => {
    const input = { from: '2027-08-01', to: '2027-08-31', by }
    return (await visitFigures({ ctx: office.ctx(someone(manager)), input })).rows.map(({ figures }) => figures.visits)
  }
  const all = async () => [await ofAugust('rep'), await ofAugust('organization'), await ofAugust('month')]
  expect(await all()).toEqual([[1], [1], [1]])
  await move(id, someone(rep), 'reschedule', at - dayMs, { startsAt: new Date(at + 35 * dayMs).toISOString(), comment: 'Занят' })
  expect(await all()).toEqual([[], [], []])
})
