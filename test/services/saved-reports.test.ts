import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { memberships } from '../../db/schema/person.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { setCalendar } from '../../services/admin/calendar.ts'
import { listAudit } from '../../services/admin/list-audit.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { pauseReport, removeReport, saveReport, sendReport } from '../../services/reports/change.ts'
import type { SaveReportInput } from '../../services/reports/change.ts'
import { listReports } from '../../services/reports/list.ts'
import { previewReport } from '../../services/reports/preview.ts'
import { listReceivers } from '../../services/reports/receivers.ts'
import { sendReports } from '../../services/system/send-reports.ts'
import { startSender } from '../../services/system/sender.ts'
import { startMailOutbox } from '../../simulators/mail-outbox/server.ts'
import type { MailOutbox } from '../../simulators/mail-outbox/server.ts'
import { eventually } from '../support/eventually.ts'
import { yearOfVisits } from '../support/visit-rows.ts'
import { openDesk } from './desk.ts'
import type { Desk, Office, Staff } from './desk.ts'

const thursday = '2026-11-26T12:00:00Z'
const monday = '2026-11-30T06:00:00Z'
const later = '2026-12-07T06:00:00Z'

let desk: Desk
let office: Office
let outbox: MailOutbox
let directory: string
let people: { readonly [name in 'first' | 'second' | 'manager' | 'analyst' | 'support' | 'boss']: Staff }

beforeAll(async () => {
  desk = await openDesk()
  directory = await mkdtemp(join(tmpdir(), 'outbox-'))
  outbox = await startMailOutbox({ directory, host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await Promise.all([desk.close(), outbox.close()])
  await rm(directory, { recursive: true })
})

beforeEach(async () => {
  // What is due of another organization would go too.
  await desk.db.system((tx) => tx.update(savedReports).set({ nextAt: null }))
  office = await desk.office()
  people = {
    first: await office.person('Игорь Ветров', 'rep'),
    second: await office.person('Нина Светлова', 'rep'),
    manager: await office.person('Мария Орлова', 'manager'),
    analyst: await office.person('Лидия Аналитик', 'analyst'),
    support: await office.person('Павел Помощник', 'support1'),
    boss: await office.person('Олег Главный', 'orgadmin'),
  }
})

const report = (receivers: readonly Staff[], more: Partial<SaveReportInput> = {}): SaveReportInput => ({
  ...{ name: 'Визиты за месяц', filter: {}, by: 'rep', period: 'lastMonth', format: 'csv' },
  ...{ rhythm: 'weekly', weekday: 'mon', hour: 9, receiverIds: receivers.map(({ id }) => id), ...more },
})
const save = (who: Staff, input: SaveReportInput, at = thursday) => saveReport({ ctx: office.ctx(who, at), input })
const letters = (reportId: string) =>
  office.db.tenant(office.tenantId, (tx) =>
    tx.select().from(deliveries).where(eq(deliveries.reportId, reportId)).orderBy(asc(deliveries.toName), asc(deliveries.createdAt)),
  )
const nextOf = async (id: string): Promise<string | undefined> => {
  const [row] = await office.db.tenant(office.tenantId, (tx) => tx.select().from(savedReports).where(eq(savedReports.id, id)))
  return row?.nextAt?.toISOString()
}

/** Lets everything that is due leave, by a real mail server. */
async function deliver(reportId: string, at: string): Promise<Awaited<ReturnType<typeof letters>>> {
  const mail = createSmtpClient({ url: outbox.url })
  const deps = { db: office.db, mail, tokens: createLinkTokens('secret of the test'), publicUrl: 'http://vekha.example' }
  const sender = startSender(office.db, mailChannel(deps), { now: () => Date.parse(at), onError: () => undefined })
  try {
    return await eventually(async () => {
      const rows = await letters(reportId)
      return rows.every(({ status }) => status !== 'pending') ? rows : undefined
    }, 'every letter has its end')
  } finally {
    await sender.stop()
    mail.close()
  }
}
async function attachedTo(who: Staff): Promise<string> {
  const [entry] = await outbox.store.listLetters({ to: `${who.id}@staff.example`, limit: 1 })
  const letter = entry && (await outbox.store.readLetter(entry.id))
  return letter?.attachments[0]?.content.toString('utf8') ?? ''
}

it('goes to each receiver once for a turn, with what that receiver may see, and not to who may see nothing any more', async () => {
  const { manager, first, second, analyst } = people
  await yearOfVisits(office.db, office.tenantId, [first, second], 2026)
  const { id } = await save(manager, report([manager, first, second, analyst]))
  expect(await nextOf(id)).toBe(new Date(monday).toISOString())
  expect(await sendReports(office.db, new Date('2026-11-30T05:59:59Z'))).toBe(0)

  const rounds = await Promise.all([1, 2].map(() => sendReports(office.db, new Date(monday))))
  expect(rounds.filter((sent) => sent === 1)).toHaveLength(1)
  expect(await nextOf(id)).toBe(new Date(later).toISOString())
  expect(await letters(id)).toHaveLength(4)

  const isSecond = and(eq(memberships.tenantId, office.tenantId), eq(memberships.userId, second.id))
  await office.db.system((tx) =>
    tx
      .update(memberships)
      .set({ roles: ['support1'] })
      .where(isSecond),
  )
  const ended = await deliver(id, monday)
  expect(ended.filter(({ status }) => status === 'sent').map(({ toName }) => toName)).toEqual([first.name, analyst.name, manager.name])
  expect(ended.find(({ toName }) => toName === second.name)).toMatchObject({
    status: 'rejected',
    lastError: expect.stringContaining('may not see'),
  })
  // Ten visits in October, five of each representative, none of them remote.
  expect(await attachedTo(manager)).toContain('Всего;10;')
  expect(await attachedTo(first)).toContain('Всего;5;')
  expect(await attachedTo(first)).not.toContain(second.name)
  expect(await attachedTo(analyst)).toContain('Всего;0;')
  expect(await attachedTo(second)).toBe('')

  // A round that died after the letters were written, and one that finds the same turn again.
  await office.db.tenant(office.tenantId, (tx) =>
    tx
      .update(savedReports)
      .set({ nextAt: new Date(monday) })
      .where(eq(savedReports.id, id)),
  )
  expect(await sendReports(office.db, new Date(monday))).toBe(1)
  expect(await letters(id)).toHaveLength(4)
  const { items } = await listReports({ ctx: office.ctx(manager, monday) })
  expect(items[0]?.receivers.find(({ id: who }) => who === second.id)).toMatchObject({ mayRead: false })
  expect(items[0]?.letters.map(({ status }) => status).toSorted()).toEqual(['rejected', 'sent', 'sent', 'sent'])
})

it('makes up for the turns of a week in which nothing ran, each of its own days', async () => {
  const { manager } = people
  const { id } = await save(manager, report([manager], { rhythm: 'daily', period: 'sinceWorkday' }))
  const after = new Date('2026-12-01T10:00:00Z')
  for (const sent of [1, 1, 1, 0]) expect(await sendReports(office.db, after)).toBe(sent)
  expect((await letters(id)).map(({ vars }) => `${String(vars['from'])} ${String(vars['to'])}`)).toEqual([
    '2026-11-26 2026-11-26',
    '2026-11-27 2026-11-29',
    '2026-11-30 2026-11-30',
  ])
  expect(await nextOf(id)).toBe('2026-12-02T06:00:00.000Z')
})

it('goes on each day of its schedule, also of a period that it told of the day before', async () => {
  const { manager } = people
  const { id } = await save(manager, report([manager], { rhythm: 'daily', period: 'lastMonth' }))
  for (const day of ['2026-11-27T06:00:00Z', monday]) expect(await sendReports(office.db, new Date(day))).toBe(1)
  expect((await letters(id)).map(({ vars }) => vars['from'])).toEqual(['2026-10-01', '2026-10-01'])
})

it('is sent out of turn once for one wish, paused, resumed and deleted, each with its audit row', async () => {
  const { manager, first, boss } = people
  const { id } = await save(first, report([first, manager]))
  const ask = { id, requestId: 'now-1' }
  for (const times of [1, 2]) {
    expect(await sendReport({ ctx: office.ctx(manager, thursday), input: ask }), `time ${times}`).toEqual({ receivers: 2 })
    expect(await letters(id)).toHaveLength(2)
  }
  await pauseReport({ ctx: office.ctx(first, thursday), input: { id, paused: true } })
  expect(await sendReports(office.db, new Date(later))).toBe(0)
  await save(first, report([first], { id, name: 'Мои визиты' }))
  expect(await nextOf(id)).toBeUndefined()
  await pauseReport({ ctx: office.ctx(first, thursday), input: { id, paused: false } })
  expect(await nextOf(id)).toBe(new Date(monday).toISOString())
  await removeReport({ ctx: office.ctx(first, thursday), input: { id } })
  expect(await sendReports(office.db, new Date(later))).toBe(0)
  const ended = await deliver(id, later)
  expect(ended.map(({ status, lastError }) => [status, lastError])).toEqual(ended.map(() => ['rejected', 'The report was deleted']))
  const { items } = await listAudit({ ctx: office.ctx(boss), input: { entity: 'report', entityId: id } })
  const actions = ['report.remove', 'report.resume', 'report.save', 'report.pause', 'report.send', 'report.save']
  expect(items.map(({ action }) => action)).toEqual(actions)
})

it('is a matter of those who see figures: its owner’s and the managers’ to change, its receivers’ to see', async () => {
  const { manager, first, second, analyst, support } = people
  await expect(save(support, report([support]))).rejects.toMatchObject({ code: 'Forbidden' })
  const refused = { code: 'BadInput', problems: [{ field: 'receiverIds' }] }
  await expect(save(manager, report([support]))).rejects.toMatchObject(refused)
  await expect(save(manager, report([]))).rejects.toMatchObject(refused)
  expect((await listReceivers({ ctx: office.ctx(first) })).items.map(({ id }) => id)).not.toContain(support.id)

  const { id } = await save(analyst, report([analyst, second]))
  const seen = async (who: Staff) => (await listReports({ ctx: office.ctx(who, thursday) })).items.map(({ changeable }) => changeable)
  expect([await seen(analyst), await seen(manager), await seen(second), await seen(first)]).toEqual([[true], [true], [false], []])
  const remove = (who: Staff, where = office) => removeReport({ ctx: where.ctx(who), input: { id } })
  await expect(remove(second)).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(remove(first)).rejects.toMatchObject({ code: 'NotFound' })
  const other = await desk.office()
  const stranger = await other.person('Чужой', 'manager')
  await expect(remove(stranger, other)).rejects.toMatchObject({ code: 'NotFound' })
  await expect(saveReport({ ctx: other.ctx(stranger), input: report([analyst]) })).rejects.toMatchObject(refused)
})

it('shows what it would hold, and follows the organization’s calendar', async () => {
  const { first, second, boss } = people
  await yearOfVisits(office.db, office.tenantId, [first, second], 2026)
  const { id } = await save(first, report([first]))
  const preview = await previewReport({ ctx: office.ctx(first, thursday), input: report([first]) })
  expect(preview).toMatchObject({
    days: { from: '2026-10-01', to: '2026-10-31' },
    nextAt: new Date(monday),
    rows: [expect.arrayContaining([first.name, 5])],
  })
  expect(preview.total.slice(0, 2)).toEqual(['Всего', 5])
  const exceptions = { ...russianCalendar.exceptions, '2026-11-30': { kind: 'off' } } as const
  await setCalendar({ ctx: office.ctx(boss, thursday), input: { ...russianCalendar, exceptions } })
  expect(await nextOf(id)).toBe('2026-12-01T06:00:00.000Z')
})
