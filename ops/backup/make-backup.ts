import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backupLockKey } from '../../domain/backup.ts'
import type { BackupKeep, BackupKind } from '../../domain/backup.ts'
import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import type { ReadAnchors } from '../../connectors/anchor/port.ts'
import { databaseOf, withClient } from '../postgres/address.ts'
import { BackupFailure } from './backup-failure.ts'
import { dropLeftovers } from './fresh-database.ts'
import { putOnShelf } from './finish.ts'
import type { MadeBackup } from './finish.ts'
import type { DatabaseEntry } from './manifest.ts'
import { runTool } from './run-tool.ts'
import { clearHalves, halfDirOf, listBackups, nameOf, openShelf } from './shelf.ts'
import { takeSnapshot } from './snapshot.ts'
import { requireTools } from './tools.ts'
import { tryRestore } from './trial.ts'

export interface BackupSource {
  /** The owner's URL of the product's database. */
  readonly databaseUrl: string
  /** Of the engine's databases, where it keeps its state in Postgres. */
  readonly engineUrls: readonly string[]
  readonly secret: string
  readonly oldSecrets: readonly string[]
  readonly anchorDir: string | undefined
}
export interface BackupOrder {
  readonly dir: string
  readonly kind: BackupKind
  readonly keep: BackupKeep
}
/** What is being done; `started` once no other backup can be under way. */
export type BackupPhase = 'started' | 'dump' | 'trial' | 'rotate'
const leastFreeBytes = 64 * 1024 * 1024

/** Dumps one database and counts its rows, both of one moment. */
async function dumpDatabase(url: string, role: DatabaseEntry['role'], dir: string): Promise<DatabaseEntry> {
  return withClient(url, async (client) => {
    const { id, entry } = await takeSnapshot(client, url)
    const tools = await requireTools(entry.serverMajor)
    const file = `${entry.name.replaceAll(/[^\w.-]/g, '_')}.dump`
    await runTool(tools.dump, url, ['--format=custom', '--no-password', `--snapshot=${id}`, `--file=${join(dir, file)}`])
    return { ...entry, role, file }
  })
}

async function neededBytes(dir: string): Promise<number> {
  const [last] = await listBackups(dir)
  return leastFreeBytes + (last?.sizeBytes ?? 0) * 1.2
}

async function make(source: BackupSource, order: BackupOrder, tell: (phase: BackupPhase) => void): Promise<MadeBackup> {
  const { dir, kind } = order
  const startedAt = new Date()
  const name = nameOf(kind, startedAt)
  const half = halfDirOf(dir, name)
  const { secret, oldSecrets, anchorDir } = source
  // The engine first: restored together, the product must never be older than what the engine believes.
  const urls = [...source.engineUrls, source.databaseUrl]
  for (const url of urls) await dropLeftovers(url, `${databaseOf(url)}_trial_`)
  await clearHalves(dir)
  await mkdir(half, { mode: 0o700 })
  try {
    tell('dump')
    // Before the copy is taken: an anchor written later may know rows that the copy can't have.
    const anchors: ReadAnchors | undefined =
      anchorDir === undefined ? undefined : await openAnchorFiles({ dir: anchorDir, secret, oldSecrets }).read()
    const databases: DatabaseEntry[] = []
    for (const url of urls) databases.push(await dumpDatabase(url, url === source.databaseUrl ? 'application' : 'engine', half))
    tell('trial')
    const tried = databases.map((entry, index) => {
      const url = urls[index] ?? source.databaseUrl
      return { ...entry, url, trialName: `${databaseOf(url)}_trial_${startedAt.getTime().toString(36)}` }
    })
    const checked = await tryRestore(half, tried, { secret, oldSecrets, anchors })
    tell('rotate')
    return await putOnShelf(half, dir, { method: 'dump', name, kind, startedAt, secret, databases, checked }, order.keep)
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/**
 * Dumps every database, reads the dumps back into databases of their own, counts and verifies; only then the backup
 * gets its name, and surplus older ones go. @throws BackupFailure; then nothing has changed
 */
export async function makeBackup(source: BackupSource, order: BackupOrder, tell: (phase: BackupPhase) => void): Promise<MadeBackup> {
  return withClient(source.databaseUrl, async (client) => {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [backupLockKey])
    if (rows[0]?.locked !== true) throw new BackupFailure('busy', 'Another backup of this database is being made. Wait for it to end.')
    tell('started')
    await openShelf(order.dir, await neededBytes(order.dir))
    return make(source, order, tell)
  })
}
