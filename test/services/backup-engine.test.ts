import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MockActivityEnvironment } from '@temporalio/testing'
import { ScheduleNotFoundError } from '@temporalio/client'
import { backupLockKey } from '../../domain/backup.ts'
import type { BackupMaker, BackupOutcome } from '../../connectors/backup/port.ts'
import { createBackupEngine } from '../../connectors/engine/backups/temporal-backups.ts'
import type { BackupEngine } from '../../connectors/engine/backups/port.ts'
import { createBackupActivities } from '../../activities/backup.ts'
import { listBackups, setBackupSchedule, startBackup } from '../../services/admin/backups.ts'
import { askForRun, beginRun, endRun, listRuns } from '../../services/system/backup-runs.ts'
import { alignSchedules } from '../../services/system/backup-schedules.ts'
import { backupScheduleId } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'

/** What `npm run backup` answers, without a database to dump; the program itself is tried in test/ops/backup.test.ts. */
interface ScriptedMaker extends BackupMaker {
  readonly made: string[]
  next: BackupOutcome | (() => Promise<BackupOutcome>) | undefined
}
function scriptedMaker(): ScriptedMaker {
  const maker: ScriptedMaker = {
    made: [],
    next: undefined,
    async make({ kind }, { onPhase }) {
      onPhase('started')
      maker.made.push(kind)
      const { next } = maker
      maker.next = undefined
      if (typeof next === 'function') return next()
      const name = `backup-${String(maker.made.length)}-${kind}`
      return next ?? { ok: true, name, sizeBytes: 1_000, content: { databases: 1, tables: 2, rows: 3, remarks: [] }, kept: [name] }
    },
  }
  return maker
}

let stack: Stack
let org: TestOrganization
let admin: TestPerson
let engine: BackupEngine
const maker = scriptedMaker()
const failures: string[] = []
const ctx = () => org.ctx(admin.actor)
const runs = async () => (await listBackups({ ctx: ctx(), backups: engine })).runs
const ended = (count: number) =>
  eventually(
    async () => {
      const found = await runs()
      return found.length === count && found.every((run) => run.endedAt !== null) ? found : undefined
    },
    `${String(count)} backups have ended`,
  )
const schedule = (plan: 'nightly' | 'weekly') => stack.engine.client.schedule.getHandle(backupScheduleId(plan))

/** As the program holds it while it works. Answers what lets go. */
async function holdLock(): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: stack.ownerUrl })
  await holder.connect()
  await holder.query('SELECT pg_advisory_lock($1)', [backupLockKey])
  return () => holder.end()
}

beforeAll(async () => {
  stack = await startStack({ backups: { maker, onFailed: (error) => void failures.push(error.message) } })
  org = await makeOrganization(stack.db)
  admin = await org.person('admin')
  engine = createBackupEngine(stack.engine.client)
}, 60_000)
afterAll(() => stack.close())
beforeEach(() => {
  maker.made.length = 0
})

describe('the schedules', () => {
  it('are made by the workers at their start, as the database wants them', async () => {
    await eventually(async () => ((await engine.planned()).length === 2 ? true : undefined), 'both schedules')
    const nightly = await schedule('nightly').describe()
    expect(nightly.spec).toMatchObject({ timezone: 'Europe/Moscow', calendars: [{ hour: [{ start: 2 }], minute: [{ start: 0 }] }] })
    expect(nightly.policies).toMatchObject({ overlap: 'SKIP' })
    const [next] = (await schedule('weekly').describe()).info.nextActionTimes
    // From Sunday to Monday, midnight in Moscow.
    expect(next?.toISOString()).toMatch(/T21:00:00\.000Z$/)
    expect(next?.getUTCDay()).toBe(0)
  })

  it('follow a change at once, and say when the next one is made', async () => {
    const input = { plan: 'weekly', enabled: true, weekday: 7, minuteOfDay: 23 * 60 + 30, keep: 3 } as const
    expect(await setBackupSchedule({ ctx: ctx(), backups: engine, input })).toEqual({ known: true })
    const changed = await eventually(async () => {
      const { schedules } = await listBackups({ ctx: ctx(), backups: engine })
      const weekly = schedules.find((one) => one.plan === 'weekly')
      return weekly?.nextAt?.toISOString().endsWith('T20:30:00.000Z') ? weekly : undefined
    }, 'the new time')
    expect(changed).toMatchObject({ keep: 3, weekday: 7 })
    expect(changed.nextAt?.getUTCDay()).toBe(0)
    await setBackupSchedule({ ctx: ctx(), backups: engine, input: { ...input, enabled: false } })
    expect((await schedule('weekly').describe()).state.paused).toBe(true)
    const { schedules } = await listBackups({ ctx: ctx(), backups: engine })
    expect(schedules.find((one) => one.plan === 'weekly')).toMatchObject({ enabled: false, nextAt: null })
  })

  it('are left alone where they are right, and mended where somebody else changed or deleted them', async () => {
    const before = (await schedule('nightly').describe()).info.lastUpdatedAt
    await alignSchedules(stack.db, engine)
    expect((await schedule('nightly').describe()).info.lastUpdatedAt).toEqual(before)
    await schedule('nightly').pause('by hand')
    await schedule('weekly').delete()
    await expect(schedule('weekly').describe()).rejects.toThrow(ScheduleNotFoundError)
    await alignSchedules(stack.db, engine)
    expect((await schedule('nightly').describe()).state.paused).toBe(false)
    expect((await schedule('weekly').describe()).state.paused).toBe(true)
  })

  it('start a backup of their kind under a key of their time', async () => {
    await schedule('nightly').trigger()
    const [run] = await ended(1)
    expect(run).toMatchObject({ kind: 'nightly', status: 'good', name: 'backup-1-nightly', sizeBytes: 1_000, problem: null })
    const [row] = await listRuns(stack.db)
    expect(row?.key).toMatch(/^backup\/nightly-\d{4}-\d{2}-\d{2}T/)
  })
})

describe('a backup by hand', () => {
  it('is in the list at once, one at a time, and takes the place of what is no longer on the disk', async () => {
    let finish: (outcome: BackupOutcome) => void = () => undefined
    maker.next = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    const { id } = await startBackup({ ctx: ctx(), backups: engine })
    expect((await runs())[0]).toMatchObject({ id, kind: 'hand', endedAt: null })
    await eventually(async () => ((await runs())[0]?.status === 'running' ? true : undefined), 'it runs')
    const release = await holdLock()
    await expect(startBackup({ ctx: ctx(), backups: engine })).rejects.toMatchObject({ code: 'Conflict' })
    await release()
    const content = { databases: 1, tables: 1, rows: 1, remarks: [] }
    finish({ ok: true, name: 'only', sizeBytes: 5, content, kept: ['only'] })
    expect((await ended(1))[0]).toMatchObject({ id, status: 'good', name: 'only' })
  })

  it('that could not be made says why, in the list, in the engine and to the log', async () => {
    maker.next = { ok: false, problem: 'noTools', detail: 'Install postgresql-client-18.' }
    const { id } = await startBackup({ ctx: ctx(), backups: engine })
    expect((await ended(2))[0]).toMatchObject({ id, status: 'failed', problem: 'noTools', detail: 'Install postgresql-client-18.' })
    await expect(stack.engine.client.workflow.getHandle(`backup/${id}`).result()).rejects.toMatchObject({ cause: { type: 'NoBackup' } })
    expect(failures).toContainEqual(expect.stringContaining('Install postgresql-client-18.'))
    // Tried again only where it may pass by itself.
    expect(maker.made).toEqual(['hand'])
  })

  it('is refused while the engine does not answer, and is not left waiting', async () => {
    const away: BackupEngine = {
      ...engine,
      start: () => Promise.reject(new Error('away')),
      planned: () => Promise.reject(new Error('away')),
    }
    await expect(startBackup({ ctx: ctx(), backups: away })).rejects.toMatchObject({ code: 'Unavailable' })
    const listed = await listBackups({ ctx: ctx(), backups: away })
    expect(listed).toMatchObject({ engineAnswers: false, runs: [{ status: 'failed', problem: 'interrupted' }, {}, {}] })
  })
})

describe('the activity', () => {
  const within = new MockActivityEnvironment()
  const activities = () => createBackupActivities({ db: stack.db, maker, onFailed: () => undefined })

  it('called twice makes one backup', async () => {
    const request = { key: `backup/${randomUUID()}`, kind: 'nightly' } as const
    expect(await within.run(activities().makeBackup, request)).toEqual({ made: true })
    expect(await within.run(activities().makeBackup, request)).toEqual({ made: true })
    expect(maker.made).toEqual(['nightly'])
  })

  it('is tried again for what passes by itself, and given up visibly, once', async () => {
    const request = { key: `backup/${randomUUID()}`, kind: 'nightly' } as const
    maker.next = { ok: false, problem: 'busy', detail: 'Another one.' }
    await expect(within.run(activities().makeBackup, request)).rejects.toThrow('busy')
    await within.run(activities().giveUpBackup, request)
    const of = async () => (await listRuns(stack.db)).find((run) => run.key === request.key)
    const given = await of()
    expect(given).toMatchObject({ status: 'failed', problem: 'interrupted' })
    await within.run(activities().giveUpBackup, request)
    expect(await of()).toEqual(given)
  })

  it('does not stand in the way of asking when it was cut off', async () => {
    const cut = `backup/${randomUUID()}`
    await beginRun(stack.db, { key: cut, kind: 'weekly' }, new Date())
    const release = await holdLock()
    const ask = () => askForRun(ctx(), { id: randomUUID(), key: `backup/${randomUUID()}` })
    await expect(ask()).rejects.toMatchObject({ code: 'Conflict' })
    await release()
    await eventually(
      () =>
        ask().then(
          () => true,
          () => undefined,
        ),
      'the lock is gone with its holder',
    )
    expect((await listRuns(stack.db)).find((run) => run.key === cut)).toMatchObject({ status: 'failed', problem: 'interrupted' })
  })

  it('finds out what was cut off when the next one begins', async () => {
    const [cut, next] = [`backup/${randomUUID()}`, `backup/${randomUUID()}`]
    await beginRun(stack.db, { key: cut, kind: 'weekly' }, new Date())
    await beginRun(stack.db, { key: next, kind: 'weekly' }, new Date())
    const rows = await listRuns(stack.db)
    expect(rows.find((run) => run.key === cut)).toMatchObject({ status: 'failed', problem: 'interrupted' })
    await endRun(stack.db, { key: next, kind: 'weekly' }, { ok: false, problem: 'unknown', detail: 'x'.repeat(9_000) }, new Date())
    expect((await listRuns(stack.db)).find((run) => run.key === next)?.detail).toHaveLength(2_000)
  })
})
