import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import { serverAccount } from '../postgres/account.ts'
import { choosePlace } from '../postgres/place.ts'
import type { Progress } from '../progress.ts'
import { keptSecret } from '../secrets.ts'
import { BackupFailure } from './backup-failure.ts'
import { sizeOf } from './checksums.ts'
import type { BackupEnvironment } from './environment.ts'
import { putOnShelf } from './finish.ts'
import type { MadeBackup } from './finish.ts'
import type { BackupOptions } from './options.ts'
import { copyTree, tryCluster } from './packaged-copy.ts'
import { clearHalves, halfDirOf, nameOf, openShelf } from './shelf.ts'
import { rowCount } from './trial.ts'

/** What is copied beside the database: the engine's state and the built-in outbox. Never the secret and the passwords. */
export const copiedDirs = ['temporal', 'outbox'] as const
const usualKeep = { nightly: 14, weekly: 8 }

/** Copies a stopped installation's files, starts a database on a copy of the copy, counts and verifies. @throws BackupFailure */
export async function copyInstallation(
  env: BackupEnvironment & { readonly secret: string },
  dataDir: string,
  { kind, keep }: BackupOptions,
  progress: Progress,
): Promise<MadeBackup> {
  const { secret, oldSecrets, shelf } = env
  const startedAt = new Date()
  const { clusterDir } = await choosePlace(dataDir, await serverAccount())
  if (!existsSync(join(clusterDir, 'PG_VERSION')))
    throw new BackupFailure('noDatabase', `There is no database in ${clusterDir} yet. Start Vekha once, or set DATABASE_URL.`)
  if (existsSync(join(clusterDir, 'postmaster.pid')))
    throw new BackupFailure('busy', `${clusterDir} was not closed in good order. Run \`npm start\`, stop it with Ctrl-C, then try again.`)
  await openShelf(shelf, (await sizeOf(clusterDir)) * 2)
  await clearHalves(shelf)
  const name = nameOf(kind, startedAt)
  const half = halfDirOf(shelf, name)
  await mkdir(half, { mode: 0o700 })
  try {
    await progress.step('Copy', async () => {
      await copyTree(clusterDir, join(half, 'postgres'), undefined)
      for (const one of copiedDirs) if (existsSync(join(dataDir, one))) await copyTree(join(dataDir, one), join(half, one), undefined)
    })
    const anchors = await openAnchorFiles({ dir: env.anchorDir ?? join(dataDir, 'anchors'), secret, oldSecrets }).read()
    const password = await keptSecret(dataDir, 'postgres-password')
    const { entry, judged } = await progress.step('Trial', () =>
      tryCluster(join(half, 'postgres'), { password, secret, oldSecrets, anchors }),
    )
    const databases = [{ ...entry, role: 'application' as const, file: 'postgres' }]
    const finished = {
      method: 'copy' as const,
      name,
      kind,
      startedAt,
      secret,
      databases,
      checked: { tables: Object.keys(entry.rows).length, rows: rowCount(databases), ...judged },
    }
    return await putOnShelf(half, shelf, finished, keep ?? usualKeep)
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}
