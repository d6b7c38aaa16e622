import { randomUUID } from 'node:crypto'
import { openDatabase } from '../../db/client.ts'
import { formatFileSize } from '../../domain/text/file-size.ts'
import { beginRun, endRun } from '../../services/system/backup-runs.ts'
import { keptCounts } from '../../services/system/backup-schedules.ts'
import { Failure, reasonOf } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { stopAllProcesses } from '../processes.ts'
import { printProgress, seconds } from '../progress.ts'
import { stopAsked } from '../stop.ts'
import { backupFailureOf } from './backup-failure.ts'
import { readBackupEnvironment } from './environment.ts'
import type { BackupEnvironment } from './environment.ts'
import type { MadeBackup } from './finish.ts'
import { makeBackup } from './make-backup.ts'
import type { BackupPhase, BackupSource } from './make-backup.ts'
import { readBackupOptions } from './options.ts'
import type { BackupOptions } from './options.ts'
import { backupOfPackaged } from './packaged.ts'
import { listBackups } from './shelf.ts'

// `npm run backup`, and what the workers run by schedule. Exit code 0 when a backup was made and found good.

const goodOf = ({ manifest, kept }: MadeBackup) => {
  const { tables, rows, remarks } = manifest.checked
  const content = { databases: manifest.databases.length, tables, rows, remarks }
  return { ok: true, name: manifest.name, sizeBytes: manifest.sizeBytes, content, kept } as const
}

function sourceOf({ engineUrls, secret, oldSecrets, anchorDir }: BackupEnvironment, databaseUrl: string): BackupSource {
  if (secret === undefined)
    throw new Failure('The secret is missing: set VEKHA_SECRET. The backup is verified with it; it is not kept in it.')
  return { databaseUrl, engineUrls, secret, oldSecrets, anchorDir }
}

/** Makes one and says so to whoever started us, who keeps how it ended. */
async function report(env: BackupEnvironment, { kind, keep }: BackupOptions): Promise<number> {
  // What the parent has asked for ends with it.
  process.once('disconnect', () => process.exit(1))
  const tell = (message: object): Promise<void> => new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()))
  try {
    const source = sourceOf(env, env.databaseUrl ?? '')
    const order = { dir: env.shelf, kind, keep: keep ?? { nightly: 1, weekly: 1 } }
    const made = await makeBackup(source, order, (phase) => void tell({ phase }))
    await tell({ outcome: goodOf(made) })
    return 0
  } catch (error) {
    const { problem, message } = backupFailureOf(error)
    await tell({ outcome: { ok: false, problem, detail: message } })
    return 1
  }
}

/** Keeps that the one that is made was stopped. */
let keepStopped: () => Promise<void> = () => Promise.resolve()

/** Makes one and keeps how it ended in the database, for the administrators' screen. */
async function recorded(env: BackupEnvironment & { readonly databaseUrl: string }, { kind, keep }: BackupOptions): Promise<MadeBackup> {
  const { databaseUrl } = env
  const source = sourceOf(env, databaseUrl)
  const db = openDatabase({ ownerUrl: databaseUrl, secret: source.secret, maxConnections: 2, onError: () => undefined })
  const run = { key: `command/${randomUUID()}`, kind }
  let begun = Promise.resolve()
  keepStopped = () => endRun(db, run, { ok: false, problem: 'interrupted', detail: 'It was stopped on the console.' }, new Date())
  const tell = (phase: BackupPhase): void => {
    if (phase === 'started') begun = beginRun(db, run, new Date())
    else console.log(`  ${{ dump: 'dumping', trial: 'reading it back, counting and verifying', rotate: 'removing surplus ones' }[phase]}`)
  }
  try {
    const made = await makeBackup(source, { dir: env.shelf, kind, keep: keep ?? (await keptCounts(db)) }, tell)
    await begun
    await endRun(db, run, goodOf(made), new Date())
    return made
  } catch (error) {
    const failure = backupFailureOf(error)
    // A database that is gone can't be told; the sentence below is.
    await endRun(db, run, { ok: false, problem: failure.problem, detail: failure.message }, new Date()).catch(() => undefined)
    throw failure
  } finally {
    await db.close()
  }
}

async function list(shelf: string): Promise<number> {
  const backups = await listBackups(shelf)
  for (const { name, sizeBytes, method, checked } of backups)
    console.log(`${name.padEnd(30)} ${formatFileSize(sizeBytes, 'en').padStart(10)}  ${method}, ${String(checked.rows)} rows`)
  console.log(backups.length === 0 ? `There are no backups in ${shelf}.` : `${String(backups.length)} in ${shelf}`)
  return 0
}

async function run(): Promise<number> {
  const options = readBackupOptions(process.argv.slice(2))
  const data = dataDir()
  const env = await readBackupEnvironment(process.env, data)
  if (options.list) return list(env.shelf)
  if (options.report) return report(env, options)
  const startedAtMs = performance.now()
  const made = await backupOfPackaged({
    env,
    dataDir: data,
    options,
    progress: printProgress(),
    dump: (found) => recorded(found, options),
  })
  const { manifest } = made
  for (const remark of manifest.checked.remarks) console.log(`  the installation itself: ${remark.trim()}`)
  console.log(
    `\nA good backup: ${manifest.name} in ${env.shelf}, ${formatFileSize(manifest.sizeBytes, 'en')}, ${String(manifest.checked.rows)} rows of ${String(manifest.checked.tables)} tables came back; ${seconds(performance.now() - startedAtMs)}.\n` +
      `Keep VEKHA_SECRET and the anchors elsewhere: they are not in it. To restore: npm run restore -- ${manifest.name}\n`,
  )
  return 0
}

const stopped = stopAsked().then(async (): Promise<number> => {
  await keepStopped().catch(() => undefined)
  console.error('\nStopped. There is no backup of this run; older ones are as they were.\n')
  return 1
})
const code = await Promise.race([run(), stopped]).catch((error: unknown) => {
  console.error(error instanceof Failure ? `\n${error.message}\n` : `\n${backupFailureOf(error).message}\n${reasonOf(error)}\n`)
  return 1
})
await stopAllProcesses(() => undefined)
process.exit(code)
