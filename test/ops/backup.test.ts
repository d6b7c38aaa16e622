import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import { makeBackup } from '../../ops/backup/make-backup.ts'
import type { BackupOrder, BackupSource } from '../../ops/backup/make-backup.ts'
import { readManifest, writeManifest } from '../../ops/backup/manifest.ts'
import { writeChecksums } from '../../ops/backup/checksums.ts'
import { halfDirOf, listBackups, surplus } from '../../ops/backup/shelf.ts'
import { restoreDump } from '../../ops/backup/restore.ts'
import type { RestoreTarget } from '../../ops/backup/restore.ts'
import { countRows } from '../../ops/backup/snapshot.ts'
import { databaseOf, withClient, withDatabase } from '../../ops/postgres/address.ts'
import { printProgress } from '../../ops/progress.ts'
import { createAuditAnchoring } from '../../services/system/anchor-audit.ts'
import type { TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startServerPostgres } from '../support/server-postgres.ts'
import type { ServerPostgres } from '../support/server-postgres.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

let server: ServerPostgres
let database: TestDatabase
let engine: TestDatabase
let stack: Stack
let dir = ''
let source: BackupSource
let addTicket: () => Promise<string>
const quiet = printProgress(() => undefined)
const silent = (): void => undefined
let shelves = 0
const order = (changes: Partial<BackupOrder> = {}): BackupOrder => ({
  dir: join(dir, `shelf-${String((shelves += 1))}`),
  kind: 'nightly',
  keep: { nightly: 2, weekly: 1 },
  ...changes,
})
const backup = async (wanted: BackupOrder, from: BackupSource = source) => {
  const made = await makeBackup(from, wanted, silent)
  return { ...made, path: join(wanted.dir, made.manifest.name) }
}
const databases = async (): Promise<string[]> => {
  const { rows } = await withClient(server.url, (client) => client.query<{ datname: string }>('SELECT datname FROM pg_database'))
  return rows.map((row) => row.datname)
}
const freshTarget = (name: string): RestoreTarget => ({
  databaseUrl: withDatabase(server.url, `${name}_app`),
  engineUrls: [withDatabase(server.url, `${name}_engine`)],
  secret: source.secret,
  oldSecrets: [],
})
/** Somewhere in the middle, as a disk does it. */
async function flipByte(file: string): Promise<void> {
  const content = await readFile(file)
  const at = Math.floor(content.length / 2)
  content[at] = (content[at] ?? 0) ^ 1
  await writeFile(file, content)
}
const everything = { replace: false, trial: false }
const rowsAt = (url: string) => withClient(url, countRows)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'backups-'))
  server = await startServerPostgres()
  database = await server.database('migrated')
  engine = await server.database('empty')
  await withClient(engine.ownerUrl, async (client) => {
    // The engine works in its databases under a role of its own.
    await client.query(`CREATE ROLE its_engine LOGIN PASSWORD 'x'; ALTER DATABASE ${databaseOf(engine.ownerUrl)} OWNER TO its_engine`)
    await client.query('SET ROLE its_engine; CREATE TABLE executions AS SELECT g AS id FROM generate_series(1, 500) g')
  })
  stack = await startStack({ database })
  const org = await makeOrganization(stack.db)
  await makeOrganization(stack.db)
  const support = await org.person('support1')
  const desk = ticketDesk(stack, org)
  addTicket = async () => (await desk.start(support.actor)).id
  const [first] = [await addTicket(), await addTicket()]
  await desk.act(support.actor, first, 'take')
  const anchorDir = join(dir, 'anchors')
  await createAuditAnchoring(stack.db, openAnchorFiles({ dir: anchorDir, secret: stack.secret, oldSecrets: [] })).round(new Date())
  source = { databaseUrl: database.ownerUrl, engineUrls: [engine.ownerUrl], secret: stack.secret, oldSecrets: [], anchorDir }
}, 120_000)
afterAll(async () => {
  await stack.close()
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

describe('a backup', () => {
  it('is called good after every row came back and the invariants hold, and is for its owner only', async () => {
    const before = await rowsAt(database.ownerUrl)
    const { manifest, path } = await backup(order())
    expect(manifest.databases.map(({ role, name }) => ({ role, name }))).toEqual([
      { role: 'engine', name: databaseOf(engine.ownerUrl) },
      { role: 'application', name: databaseOf(database.ownerUrl) },
    ])
    const [ofEngine, own] = manifest.databases
    expect(ofEngine?.rows).toEqual({ 'public.executions': 500 })
    expect(own?.rows['public.processes']).toBe(2)
    expect(Object.keys(own?.rows ?? {})).toEqual(Object.keys(before))
    // Restored together, the product is never older than the engine.
    expect(Date.parse(own?.takenAt ?? '')).toBeGreaterThanOrEqual(Date.parse(ofEngine?.takenAt ?? ''))
    expect(manifest.checked.invariants).toMatchObject({ I7: 'holds', I8: 'holds', I3: 'holds', I11: 'unchecked' })
    expect((await stat(path)).mode & 0o077).toBe(0)
    expect(await readFile(join(path, 'manifest.json'), 'utf8')).not.toContain(stack.secret)
    expect((await databases()).filter((name) => name.includes('_trial_'))).toEqual([])
  })

  it('is exactly of one moment while people go on working', async () => {
    let stop = false
    const work = (async () => {
      while (!stop) await addTicket()
    })()
    const { manifest } = await backup(order())
    stop = true
    await work
    expect(manifest.checked.rows).toBeGreaterThan(500)
  })

  it('is none where the audit was rewritten, and says so; the older ones stay', async () => {
    const wanted = order()
    const { path } = await backup(wanted)
    const change = (text: string) =>
      withClient(database.ownerUrl, (client) => client.query(`SET session_replication_role = replica; ${text}`))
    await change(`UPDATE audit SET action = 'x' || action WHERE seq = 1`)
    try {
      await expect(backup(wanted)).rejects.toMatchObject({ problem: 'auditBroken', message: expect.stringContaining('I8') })
    } finally {
      await change(`UPDATE audit SET action = substr(action, 2) WHERE seq = 1`)
    }
    expect((await listBackups(wanted.dir)).map((one) => join(wanted.dir, one.name))).toEqual([path])
    expect((await readdir(wanted.dir)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('needs an owner who sees all rows', async () => {
    await withClient(server.url, (client) => client.query(`CREATE ROLE half_blind LOGIN PASSWORD 'x' CREATEDB`))
    const url = new URL(database.ownerUrl)
    url.username = 'half_blind'
    url.password = 'x'
    await expect(backup(order(), { ...source, databaseUrl: url.href })).rejects.toMatchObject({
      problem: 'noRights',
      message: expect.stringContaining('BYPASSRLS'),
    })
  })

  it('is made one at a time', async () => {
    const both = await Promise.allSettled([backup(order()), backup(order())])
    expect(both.map((one) => (one.status === 'rejected' ? one.reason : 'made'))).toContainEqual(
      expect.objectContaining({ problem: 'busy' }),
    )
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  it('takes the place of the oldest, once it is good', async () => {
    const wanted = order({ keep: { nightly: 1, weekly: 1 } })
    const first = await backup({ ...wanted, kind: 'weekly' })
    const second = await backup(wanted)
    const third = await backup(wanted)
    expect((await listBackups(wanted.dir)).map((one) => one.name)).toEqual([third.manifest.name, first.manifest.name])
    expect(third.kept).not.toContain(second.manifest.name)
  })

  it.each([
    { made: ['nightly', 'nightly', 'nightly', 'weekly', 'weekly', 'hand'], keep: { nightly: 2, weekly: 1 }, gone: [2, 4] },
    // Those made by hand never push a nightly one out.
    { made: ['hand', 'hand', 'hand', 'nightly', 'nightly'], keep: { nightly: 2, weekly: 1 }, gone: [2] },
    { made: ['nightly', 'weekly'], keep: { nightly: 0, weekly: 0 }, gone: [] },
  ] as const)('of $made, the newest first, leaves $keep', ({ made, keep, gone }) => {
    const backups = made.map((kind, index) => ({ name: String(index), kind }))
    expect(surplus(backups, keep)).toEqual(gone.map(String))
  })
})

describe('a backup that is killed', () => {
  it('leaves nothing that is taken for one, and the next one clears it away', async () => {
    const wanted = order()
    const env = {
      ...process.env,
      DATABASE_URL: source.databaseUrl,
      TEMPORAL_DATABASE_URLS: source.engineUrls.join(','),
      VEKHA_SECRET: source.secret,
      VEKHA_BACKUP_DIR: wanted.dir,
      VEKHA_DATA: dir,
    }
    const child = spawn(process.execPath, ['--import', 'tsx', 'ops/backup/main.ts'], { cwd: join(import.meta.dirname, '..', '..'), env })
    const ended = once(child, 'close')
    await eventually(async () => ((await databases()).some((name) => name.includes('_trial_')) ? true : undefined), 'the trial restore')
    child.kill('SIGKILL')
    await ended
    expect((await readdir(wanted.dir)).filter((name) => !name.startsWith('.half-'))).toEqual([])
    expect((await readdir(wanted.dir)).length).toBe(1)
    expect(await listBackups(wanted.dir)).toEqual([])
    await expect(restoreDump(halfDirOf(wanted.dir, 'x'), freshTarget('killed'), everything, quiet)).rejects.toThrow(/never finished/)
    // The lock goes with the connection of whoever was killed.
    const { manifest } = await eventually(() => backup(wanted).catch(() => undefined), 'the next backup')
    expect(await readdir(wanted.dir)).toEqual([manifest.name])
    expect((await databases()).filter((name) => name.includes('_trial_'))).toEqual([])
  }, 60_000)
})

describe('a restore', () => {
  it('brings both databases back as they were, rights and all', async () => {
    const { manifest, path } = await backup(order())
    const target = freshTarget('back')
    const restored = await restoreDump(path, target, everything, quiet)
    expect(restored.rows).toBe(manifest.checked.rows)
    expect(await rowsAt(target.databaseUrl)).toEqual(manifest.databases[1]?.rows)
    expect(await rowsAt(target.engineUrls[0] ?? '')).toEqual({ 'public.executions': 500 })
    const owners = await withClient(target.engineUrls[0] ?? '', (client) =>
      client.query(`SELECT pg_get_userbyid(datdba) AS of_database, pg_get_userbyid(relowner) AS of_table FROM pg_database, pg_class
        WHERE datname = current_database() AND relname = 'executions'`),
    )
    expect(owners.rows).toEqual([{ of_database: 'its_engine', of_table: 'its_engine' }])
    const facts = (url: string) =>
      withClient(url, async (client) => {
        const rights = await client.query(
          `SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, array(SELECT unnest(c.relacl)::text ORDER BY 1) AS acl FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
        )
        const lent = await client.query(
          `SELECT p.oid::regprocedure::text AS name, r.rolname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.prosecdef ORDER BY 1`,
        )
        return { rights: rights.rows, lent: lent.rows }
      })
    expect(await facts(target.databaseUrl)).toEqual(await facts(database.ownerUrl))
    expect((await facts(database.ownerUrl)).lent).toContainEqual({ name: 'search_processes(text,integer)', rolname: 'vekha_system' })
  })

  it('refuses a backup in which one byte changed, a file is missing or was added, and names the file', async () => {
    const { path, manifest } = await backup(order())
    const file = manifest.databases[1]?.file ?? ''
    const refused = (words: RegExp) => expect(restoreDump(path, freshTarget('damaged'), everything, quiet)).rejects.toThrow(words)
    await appendFile(join(path, 'stranger'), 'x')
    await refused(/stranger \(not in SHA256SUMS\)/)
    await rm(join(path, 'stranger'))
    await flipByte(join(path, file))
    await refused(new RegExp(`${file} \\(changed\\)`))
    await rm(join(path, file))
    await refused(new RegExp(`${file} \\(missing\\)`))
    await rm(join(path, 'SHA256SUMS'))
    await refused(/SHA256SUMS \(missing\)/)
    expect(await databases()).not.toContain('damaged_app')
  })

  it('refuses a database in use, and one that is not empty without being told to replace it', async () => {
    const { path } = await backup(order())
    const target = freshTarget('full')
    await restoreDump(path, target, everything, quiet)
    await withClient(target.databaseUrl, async () => {
      await expect(restoreDump(path, target, { replace: true, trial: false }, quiet)).rejects.toThrow(/full_app is in use/)
    })
    await expect(restoreDump(path, target, everything, quiet)).rejects.toThrow(/full_engine is not empty\. With --replace/)
    await withClient(target.databaseUrl, (client) => client.query('CREATE TABLE later AS SELECT 1 AS n'))
    const { aside } = await restoreDump(path, target, { replace: true, trial: false }, quiet)
    expect(aside).toHaveLength(2)
    expect(Object.keys(await rowsAt(target.databaseUrl))).not.toContain('public.later')
    // What was there is kept whole.
    expect((await rowsAt(withDatabase(server.url, aside[1] ?? '')))['public.later']).toBe(1)
  })

  it('that fails leaves what was there as it was', async () => {
    const { path } = await backup(order())
    const target = freshTarget('failing')
    await restoreDump(path, target, everything, quiet)
    await withClient(target.databaseUrl, (client) => client.query('CREATE TABLE later AS SELECT 1 AS n'))
    const before = await rowsAt(target.databaseUrl)
    // The engine's comes back whole, the product's has a row too few.
    const manifest = await readManifest(path)
    const own = manifest?.databases[1]
    if (!manifest || !own) throw new Error('The backup has no manifest')
    own.rows['public.processes'] = (own.rows['public.processes'] ?? 0) + 1
    await writeManifest(path, manifest)
    await writeChecksums(path)
    const failing = restoreDump(path, target, { replace: true, trial: false }, quiet)
    await expect(failing).rejects.toThrow(/public\.processes: \d+ rows were copied, \d+ came back/)
    expect(await rowsAt(target.databaseUrl)).toEqual(before)
    expect((await databases()).filter((name) => name.includes('_restoring_'))).toEqual([])
  })

  it('on trial changes nothing, beside a running installation too', async () => {
    const { path } = await backup(order())
    const before = await databases()
    const target = { databaseUrl: source.databaseUrl, engineUrls: source.engineUrls, secret: source.secret, oldSecrets: [] }
    const { aside } = await restoreDump(path, target, { replace: false, trial: true }, quiet)
    expect(aside).toEqual([])
    expect((await databases()).toSorted()).toEqual(before.toSorted())
    expect(await addTicket()).toBeTruthy()
  })

  it('says how many databases of the engine it needs', async () => {
    const { path } = await backup(order())
    await expect(restoreDump(path, { ...freshTarget('lone'), engineUrls: [] }, everything, quiet)).rejects.toThrow(
      /TEMPORAL_DATABASE_URLS names 0/,
    )
  })
})
