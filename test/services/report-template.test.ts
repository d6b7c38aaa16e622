import { afterAll, beforeAll, expect, test } from 'vitest'
import { askedForm, decide } from '../../domain/decide.ts'
import type { ReportQuestion } from '../../domain/report-template.ts'
import { visit } from '../../domain/visit.ts'
import { getReportTemplate, setReportTemplate } from '../../services/admin/report-template.ts'
import { listAudit } from '../../services/admin/list-audit.ts'
import { load } from '../../services/process/record.ts'
import { startProcess } from '../../services/process/start.ts'
import { booking } from '../workflows/visit-walk.ts'
import { noEngine, openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const hourMs = 3_600_000
const now = Date.UTC(2026, 10, 20, 9)
let desk: Desk
let office: Office
let [admin, rep]: Staff[] = []
beforeAll(async () => {
  desk = await openDesk()
  office = await desk.office()
  admin = await office.person('Анна Администратор', 'orgadmin')
  rep = await office.person('Ирина Своя', 'rep')
})
afterAll(() => desk.close())

const someone = (who: Staff | undefined): Staff => {
  if (!who) throw new Error('Nobody')
  return who
}
const choose = (seenVersion: number, questions: readonly ReportQuestion[], budget = 5): Promise<void> =>
  setReportTemplate({ ctx: office.ctx(someone(admin), new Date(now)), input: { seenVersion, questions, budget } })

/** A visit of today, as if it were held and waits for its report. */
async function held(hours: number) {
  const who = someone(rep)
  const input = { ...booking(now + hours * hourMs), repId: who.id }
  const { id } = await startProcess({ ctx: office.ctx(who, new Date(now)), engine: noEngine, input: { kind: 'visit', input } })
  const { snapshot } = await load(desk.db, { tenantId: office.tenantId, processId: id })
  return { ...snapshot, state: 'reportDue' }
}
const asked = (of: Awaited<ReturnType<typeof held>>) => Object.keys(askedForm(visit, of, 'report'))

test('an organization asks what it chose, within its budget; a visit keeps the questions it was begun with, and no others are taken', async () => {
  const before = await held(1)
  await choose(0, ['onShelf', 'reactions'], 2)
  const after = await held(3)
  expect(asked(before)).toEqual([
    'goalsReached',
    'reaction1',
    'lastedMinutes',
    'left',
    'competitors',
    'notes',
    'nextStep',
    'nextAt',
    'photos',
    'fillSeconds',
  ])
  expect(asked(after)).toEqual(['goalsReached', 'reaction1', 'lastedMinutes', 'onShelf', 'photos', 'fillSeconds'])

  const { actor } = someone(rep)
  const send = (form: object) => decide(visit, after, { action: 'report', form, actor }, now)
  expect(send({ goalsReached: 'yes', onShelf: 'some', reaction1: 2 })).toMatchObject({ ok: true, change: { data: { onShelf: 'some' } } })
  expect(send({ goalsReached: 'yes', notes: 'Не спрашивали' })).toMatchObject({
    refusal: { reason: 'BadForm', problems: [{ field: 'notes' }] },
  })

  await expect(choose(1, ['reactions', 'left', 'notes'], 2)).rejects.toMatchObject({ code: 'BadInput' })
  await expect(choose(0, ['left'])).rejects.toMatchObject({ code: 'Conflict' })
  await expect(
    setReportTemplate({ ctx: office.ctx(someone(rep)), input: { seenVersion: 1, questions: [], budget: 5 } }),
  ).rejects.toMatchObject({
    code: 'Forbidden',
  })
  const other = await desk.office()
  const theirs = await getReportTemplate({ ctx: other.ctx(await other.person('Чужой', 'orgadmin')) })
  expect(theirs.version).toBe(0)
  const audit = await listAudit({ ctx: office.ctx(someone(admin)), input: {} })
  expect(audit.items.map((item) => item.action)).toContain('report.set')
})
