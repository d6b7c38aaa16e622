import { afterAll, beforeAll, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { audit } from '../../db/schema/desk.ts'
import { beginRun, endRun } from '../../services/system/backup-runs.ts'
import { testApi, testMetricsToken } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { memoryBackups } from '../support/memory-backups.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'

let api: TestApi
let organization: TestOrganization
let admin: Browser
const engine = memoryBackups()
beforeAll(async () => {
  api = await testApi({ backups: engine })
  organization = await makeOrganization(api.db)
  admin = await signIn(api.app, await makePerson(api.db, [organization], ['admin']))
})
afterAll(() => api.close())

const entries = () =>
  api.db.tenant(organization.id, (tx) =>
    tx
      .select({ action: audit.action, entityId: audit.entityId, before: audit.before, after: audit.after })
      .from(audit)
      .where(eq(audit.entity, 'backup')),
  )
const weekly = { plan: 'weekly', enabled: true, weekday: 7, minuteOfDay: 90, keep: 4 } as const

test('both plans are there from the first start: nightly at 02:00, and from Sunday to Monday at 00:00', async () => {
  expect((await admin.ask('admin.backups.list')).data).toMatchObject({
    schedules: [
      { plan: 'nightly', enabled: true, weekday: null, minuteOfDay: 120, keep: 14 },
      { plan: 'weekly', enabled: true, weekday: 1, minuteOfDay: 0, keep: 8 },
    ],
    runs: [],
    engineAnswers: true,
  })
})

test('a change reaches the engine and the audit of the organization one works in', async () => {
  expect((await admin.send('admin.backups.set', weekly)).data).toEqual({ known: true })
  expect(engine.wanted.get('weekly')).toMatchObject({ weekday: 7, minuteOfDay: 90 })
  expect(await entries()).toEqual([
    {
      action: 'backup.schedule',
      entityId: 'weekly',
      before: { enabled: true, weekday: 1, minuteOfDay: 0, keep: 8 },
      after: { enabled: true, weekday: 7, minuteOfDay: 90, keep: 4 },
    },
  ])
  expect((await admin.ask('admin.audit.verify')).data).toMatchObject({ check: { ok: true } })
})

test('a change is kept while the engine is away', async () => {
  engine.answers = false
  expect((await admin.send('admin.backups.set', { ...weekly, keep: 5 })).data).toEqual({ known: false })
  expect((await admin.ask('admin.backups.list')).data).toMatchObject({ engineAnswers: false, schedules: [{}, { keep: 5 }] })
  engine.answers = true
})

test('what is no time is refused, field by field', async () => {
  for (const [change, field] of [
    [{ weekday: 8 }, 'weekday'],
    [{ weekday: null }, 'weekday'],
    [{ minuteOfDay: 1_440 }, 'minuteOfDay'],
    [{ keep: 0 }, 'keep'],
  ] as const)
    expect((await admin.send('admin.backups.set', { ...weekly, ...change })).error).toMatchObject({
      code: 'BadInput',
      problems: [expect.objectContaining({ field })],
    })
})

test('one by hand is started and audited; a second one waits for its end', async () => {
  const started = await admin.send('admin.backups.start')
  expect(started.data).toEqual({ id: engine.started[0] })
  expect((await admin.send('admin.backups.start')).error).toMatchObject({ code: 'Conflict', httpStatus: 409 })
  expect(engine.started).toHaveLength(1)
  expect((await entries()).filter((one) => one.action === 'backup.start')).toEqual([
    { action: 'backup.start', entityId: engine.started[0], before: null, after: null },
  ])
})

test('monitoring sees when the last good one was made and how many failed since', async () => {
  const metrics = async () =>
    (await admin.request({ method: 'GET', url: '/metrics', headers: { authorization: `Bearer ${testMetricsToken}` } })).body
  expect(await metrics()).toContain('vekha_backup_last_good_timestamp_seconds 0')
  const at = new Date('2026-11-20T23:00:00Z')
  const run = { key: 'backup/a', kind: 'nightly' } as const
  await beginRun(api.db, run, at)
  const content = { databases: 1, tables: 1, rows: 1, remarks: [] }
  await endRun(api.db, run, { ok: true, name: 'a', sizeBytes: 4_096, content, kept: [] }, at)
  const later = new Date('2026-11-21T23:00:00Z')
  await endRun(api.db, { key: 'backup/b', kind: 'nightly' }, { ok: false, problem: 'noSpace', detail: 'Free some.' }, later)
  const body = await metrics()
  expect(body).toContain(`vekha_backup_last_good_timestamp_seconds ${String(at.getTime() / 1000)}`)
  expect(body).toContain('vekha_backup_last_good_bytes 4096')
  expect(body).toContain('vekha_backup_failures_since_good 1')
})
