import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchPostgres } from '../../ops/postgres/launch.ts'
import type { LaunchOptions, LaunchedPostgres } from '../../ops/postgres/launch.ts'
import { systemPostgres } from '../../ops/postgres/programs.ts'

let dir = ''
const launched: LaunchedPostgres[] = []

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vekha-postgres-'))
  // The user `postgres`, who runs the server when we are root, must be able to pass.
  chmodSync(dir, 0o755)
  mkdirSync(join(dir, 'logs'))
})
afterEach(async () => {
  for (const one of launched.splice(0)) await one.process.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function launch(options: LaunchOptions = {}): Promise<LaunchedPostgres> {
  const one = await launchPostgres(dir, options)
  launched.push(one)
  return one
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return rows
  } finally {
    await client.end()
  }
}

test('what was written is there after a restart, is found by Russian words, and the password is for the owner only', async () => {
  const first = await launch()
  expect(first.fresh).toBe(true)
  await query(first.url, 'create table kept as select 7 as number')
  await searchesRussian(first.url)
  await first.process.stop()
  const second = await launch()
  expect(second.fresh).toBe(false)
  expect(await query(second.url, 'select number from kept')).toEqual([{ number: 7 }])
  expect(statSync(join(dir, 'postgres-password')).mode & 0o077).toBe(0)
})

/** Russian words can be searched by trigrams, in any case of letters. */
async function searchesRussian(url: string): Promise<void> {
  await query(url, 'create extension pg_trgm')
  expect(await query(url, "select similarity('Обращение', 'обращения') > 0.5 as alike, upper('ёж') as up")).toEqual([
    { alike: true, up: 'ЁЖ' },
  ])
}

const system = await systemPostgres()

test.skipIf(system === undefined)(
  "the system's Postgres is taken where it is preferred, but never for a cluster of another version",
  async () => {
    const versionOf = (url: string): Promise<unknown[]> => query(url, "select current_setting('server_version_num')::int / 10000 as major")
    const packaged = await launch()
    expect(await versionOf(packaged.url)).toEqual([{ major: 18 }])
    await packaged.process.stop()
    const kept = await launch({ preferSystem: true })
    expect(await versionOf(kept.url)).toEqual([{ major: 18 }])
    await kept.process.stop()
    rmSync(kept.clusterDir, { recursive: true })
    const own = await launch({ preferSystem: true, settings: { max_connections: '23' } })
    expect(await versionOf(own.url)).toEqual([{ major: system?.major }])
    expect(await query(own.url, 'show max_connections')).toEqual([{ max_connections: '23' }])
    await searchesRussian(own.url)
    expect(await query(own.url, "select 'а' < 'б' and 'Я' < 'а' as by_code")).toEqual([{ by_code: true }])
    await own.process.stop()
    // A restore, which prefers none, is given the programs that wrote it.
    const again = await launch()
    expect(again.fresh).toBe(false)
    expect(await versionOf(again.url)).toEqual([{ major: system?.major }])
  },
)

test('a server that a killed start left behind is taken over', async () => {
  const left = await launch()
  await query(left.url, 'create table kept as select 7 as number')
  const next = await launch()
  expect(await query(next.url, 'select number from kept')).toEqual([{ number: 7 }])
  await expect(left.process.ended).resolves.toBeDefined()
})

test("a pid file whose number is a stranger's by now is no obstacle, and the stranger lives on", async () => {
  const first = await launch()
  const pidFile = join(first.clusterDir, 'postmaster.pid')
  const written = readFileSync(pidFile, 'utf8').split('\n')
  first.process.child.kill('SIGKILL')
  await first.process.ended
  writeFileSync(pidFile, [String(process.pid), ...written.slice(1)].join('\n'))
  const second = await launch()
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a directory that is no database, or a broken one, gives a sentence that says what to do', async () => {
  mkdirSync(join(dir, 'postgres'))
  writeFileSync(join(dir, 'postgres', 'junk'), '')
  await expect(launch()).rejects.toThrow(/postgres is broken: .* move it away/)
  rmSync(join(dir, 'postgres'), { recursive: true })
  const whole = await launch()
  await whole.process.stop()
  rmSync(join(whole.clusterDir, 'global', 'pg_control'))
  await expect(launch()).rejects.toThrow(/Postgres did not start .*pg_control.* move it away/)
})

test('a password that does not fit is told from a broken database', async () => {
  const first = await launch()
  await first.process.stop()
  writeFileSync(join(dir, 'postgres-password'), 'another-password-that-is-long-enough-but-wrong')
  await expect(launch()).rejects.toThrow(/password is in .*postgres-password/)
})
