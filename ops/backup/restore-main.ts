import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { holdDataDir } from '../data-dir.ts'
import { Failure, firstReasonOf, reasonOf, showUsage } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { withDatabase } from '../postgres/address.ts'
import { launchPostgres } from '../postgres/launch.ts'
import { stopAllProcesses } from '../processes.ts'
import { printProgress } from '../progress.ts'
import { keptSecret } from '../secrets.ts'
import { stopAsked } from '../stop.ts'
import { readBackupEnvironment } from './environment.ts'
import type { BackupEnvironment } from './environment.ts'
import { readManifest } from './manifest.ts'
import { backupDirOf, checkBackup, restoreDump } from './restore.ts'
import type { Restored, RestoreOptions } from './restore.ts'
import { restoreCopy } from './restore-copy.ts'
import { listBackups } from './shelf.ts'

// `npm run restore -- BACKUP [--replace] [--trial]`. Exit code 0 when everything came back, counted and verified.

const usage = `npm run restore -- BACKUP [options]: reads a backup into fresh databases, verifies, and only then puts them in place.

  BACKUP       a name in VEKHA_BACKUP_DIR, or a directory
  --replace    what is there may be put aside; kept under another name, never deleted
  --trial      only try: nothing is changed, Vekha may run

DATABASE_URL, TEMPORAL_DATABASE_URLS and VEKHA_SECRET say where to; where they are not set, what \`npm start\` or, with
VEKHA_DATA=.data/production, \`npm run production\` has stopped.`

function parse(args: readonly string[]) {
  try {
    const options = { replace: { type: 'boolean' }, trial: { type: 'boolean' }, help: { type: 'boolean' } } as const
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new Failure(`${reasonOf(error)}\n\n${usage}`)
  }
}

async function restore(env: BackupEnvironment, dir: string, data: string, options: RestoreOptions): Promise<Restored> {
  const progress = printProgress()
  const secretOf = async (): Promise<string> => env.secret ?? keptSecret(data, 'secret')
  const into = async (databaseUrl: string, engineUrls: readonly string[]): Promise<Restored> =>
    restoreDump(dir, { databaseUrl, engineUrls, secret: await secretOf(), oldSecrets: env.oldSecrets }, options, progress)
  const backup = await readManifest(dir)
  const method = backup?.method
  if (method === 'dump' && env.databaseUrl !== undefined) return into(env.databaseUrl, env.engineUrls)
  // What is kept in files belongs to whoever runs on them.
  const release = await holdDataDir(data)
  try {
    if (method === 'dump') {
      const { url } = await launchPostgres(data)
      // Where the engine keeps its state in the same Postgres, its databases have the names they had.
      const engines = (backup?.databases ?? []).filter((one) => one.role === 'engine').map((one) => withDatabase(url, one.name))
      return await into(url, env.engineUrls.length > 0 ? env.engineUrls : engines)
    }
    const manifest = await progress.step('Checksums', () => checkBackup(dir))
    return await restoreCopy(dir, manifest, data, { secret: await secretOf(), oldSecrets: env.oldSecrets }, options, progress)
  } finally {
    await release()
  }
}

function summary({ manifest, aside, rows }: Restored, trial: boolean): string {
  if (trial) return `\nIt can be restored: ${String(rows)} rows came back, and what needs no engine holds. Nothing was changed.\n`
  const old = aside.length === 0 ? '' : `What was there is kept as ${aside.join(', ')}; drop it once you are sure.\n`
  return (
    `\nRestored: ${manifest.name}, ${String(rows)} rows, as of ${manifest.databases.at(-1)?.takenAt ?? manifest.madeAt}.\n${old}` +
    'Now, in this order:\n' +
    '  1. put the anchors of the audit aside and let VEKHA_ANCHOR_DIR be empty, if you go back to an older state on purpose;\n' +
    '  2. start Postgres, Temporal and the rest (`npm start`, `npm run production`);\n' +
    '  3. where the engine lost processes that the database has (its databases were not restored, or are older): npm run rebuild-processes;\n' +
    '  4. npm run verify.\n'
  )
}

async function run(): Promise<number> {
  const { values, positionals } = parse(process.argv.slice(2))
  const data = dataDir()
  const env = await readBackupEnvironment(process.env, data)
  const [given, ...more] = positionals
  if (values.help === true) showUsage(usage)
  if (more.length > 0) throw new Failure(usage)
  if (given === undefined) {
    const names = (await listBackups(env.shelf)).map((one) => `  ${one.name}`)
    throw new Failure(
      `${usage}\n\n${names.length === 0 ? `There are no backups in ${env.shelf}.` : `In ${env.shelf}:\n${names.join('\n')}`}`,
    )
  }
  const dir = backupDirOf(given, env.shelf)
  if (!existsSync(dir)) throw new Failure(`There is no ${dir}. \`npm run restore\` lists the backups in ${env.shelf}.`)
  const trial = values.trial === true
  console.log(summary(await restore(env, dir, data, { replace: values.replace === true, trial }), trial))
  return 0
}

const stopped = stopAsked().then((): number => {
  console.error('\nStopped. What was there is as it was, unless "Restored" stands above.\n')
  return 1
})
const code = await Promise.race([run(), stopped]).catch((error: unknown) => {
  console.error(
    `\n${error instanceof Failure ? error.message : `Nothing was changed: ${firstReasonOf(error)}. Put it right and restore again.`}\n`,
  )
  return 1
})
await stopAllProcesses(() => undefined)
process.exit(code)
