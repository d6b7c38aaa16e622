import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { holdDataDir } from '../data-dir.ts'
import { launchPostgres, writtenBy } from '../postgres/launch.ts'
import { withClient, withDatabase } from '../postgres/address.ts'
import { packagedMajor } from '../postgres/programs.ts'
import { engineDatabases } from '../production/shape.ts'
import type { Progress } from '../progress.ts'
import { keptSecret } from '../secrets.ts'
import { commandLineOf, isAlive } from '../stale.ts'
import { BackupFailure } from './backup-failure.ts'
import { copyInstallation } from './copy-installation.ts'
import type { BackupEnvironment } from './environment.ts'
import type { MadeBackup } from './finish.ts'
import type { BackupOptions } from './options.ts'
import { findTools } from './tools.ts'

const stopTimeoutMs = 60_000

/** Is this the packaged server's own password? Then the server is the one in the data directory. */
async function isPackaged(databaseUrl: string, dataDir: string): Promise<boolean> {
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8').catch(() => '')).trim()
  return password !== '' && decodeURIComponent(new URL(databaseUrl).password) === password
}

async function majorOf(databaseUrl: string): Promise<number> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ major: number }>("SELECT current_setting('server_version_num')::int / 10000 AS major"),
  )
  return rows[0]?.major ?? packagedMajor
}

/** The engine's databases where it keeps its state beside ours, as in production. */
async function enginesBeside(databaseUrl: string): Promise<string[]> {
  const names = Object.keys(engineDatabases)
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE datname = ANY ($1)', [names]),
  )
  return names.filter((name) => rows.some((row) => row.name === name)).map((name) => withDatabase(databaseUrl, name))
}

/** Stops what `npm start` runs, as Ctrl-C does, and waits until all of it has ended. */
async function stopInstallation(dataDir: string): Promise<void> {
  const pid = Number((await readFile(join(dataDir, 'start.pid'), 'utf8').catch(() => '')).trim())
  if (!(pid > 1) || !isAlive(pid) || !/ops.(start|production.main)\.ts/.test(await commandLineOf(pid))) return
  process.kill(pid, 'SIGTERM')
  for (const untilMs = Date.now() + stopTimeoutMs; Date.now() < untilMs && isAlive(pid);) await sleep(100)
  if (isAlive(pid)) throw new BackupFailure('unknown', `Vekha (process ${String(pid)}) does not stop. Stop it with Ctrl-C, then try again.`)
}

/**
 * Makes the backup the way this installation allows: a dump where a pg_dump of the server's version is found; else of
 * the packaged server a copy of its files, for which it must stand still.
 */
export async function backupOfPackaged(work: {
  readonly env: BackupEnvironment
  readonly dataDir: string
  readonly options: BackupOptions
  readonly progress: Progress
  readonly dump: (env: BackupEnvironment & { readonly databaseUrl: string }) => Promise<MadeBackup>
}): Promise<MadeBackup> {
  const { env, dataDir, options, progress, dump } = work
  const { databaseUrl } = env
  if (databaseUrl !== undefined && !(await isPackaged(databaseUrl, dataDir))) return dump({ ...env, databaseUrl })
  // The directory's server may also be the system's own.
  const major = databaseUrl === undefined ? ((await writtenBy(dataDir)) ?? packagedMajor) : await majorOf(databaseUrl)
  const hasTools = (await findTools(major)) !== undefined
  if (databaseUrl !== undefined && hasTools) return dump({ ...env, databaseUrl })
  if (databaseUrl !== undefined && !options.stop)
    throw new BackupFailure(
      'noTools',
      `Vekha runs here on the packaged Postgres ${String(major)}, which comes without pg_dump. Either install one (Debian: postgresql-client-${String(major)}) and try again, ` +
        'or let `npm run backup -- --stop` stop Vekha and copy its files. Nothing was stopped.',
    )
  if (databaseUrl !== undefined) await progress.step('Stop', () => stopInstallation(dataDir))
  const release = await holdDataDir(dataDir)
  try {
    const secret = env.secret ?? (await keptSecret(dataDir, 'secret'))
    if (hasTools) {
      const { url } = await launchPostgres(dataDir)
      const engineUrls = env.engineUrls.length > 0 ? env.engineUrls : await enginesBeside(url)
      return await dump({ ...env, databaseUrl: url, engineUrls, secret })
    }
    const made = await copyInstallation({ ...env, secret }, dataDir, options, progress)
    if (databaseUrl !== undefined) progress.say('Vekha is stopped. Start it again with `npm start`.')
    return made
  } finally {
    await release()
  }
}
