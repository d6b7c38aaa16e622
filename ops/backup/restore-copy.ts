import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../failure.ts'
import { serverAccount } from '../postgres/account.ts'
import type { Account } from '../postgres/account.ts'
import { choosePlace } from '../postgres/place.ts'
import type { Progress } from '../progress.ts'
import { copiedDirs } from './copy-installation.ts'
import { differences } from './fresh-database.ts'
import type { Manifest } from './manifest.ts'
import { copyTree, tryCluster } from './packaged-copy.ts'
import { stamp } from './restore.ts'
import type { Restored, RestoreOptions } from './restore.ts'
import { rowCount } from './trial.ts'

interface Move {
  readonly from: string
  readonly to: string
  readonly account: Account | undefined
}

/** Puts a copied installation's files back, each beside its place first. The secret and the passwords must be there. @throws Failure */
export async function restoreCopy(
  dir: string,
  manifest: Manifest,
  dataDir: string,
  secrets: { readonly secret: string; readonly oldSecrets: readonly string[] },
  options: RestoreOptions,
  progress: Progress,
): Promise<Restored> {
  const [entry] = manifest.databases
  if (!entry) throw new Failure(`${dir} holds no database. Choose another backup.`)
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8').catch(() => '')).trim()
  if (password === '')
    throw new Failure(
      `${join(dataDir, 'postgres-password')} is missing: it is not in the backup. Put it back from where you keep it, with ${join(dataDir, 'secret')}.`,
    )
  await progress.step('Trial', async () => {
    const found = await tryCluster(join(dir, entry.file), { password, ...secrets, anchors: undefined })
    const unlike = differences(entry.rows, found.entry.rows)
    if (unlike.length > 0)
      throw new Failure(`The copy does not hold what it held when it was made: ${unlike.join('; ')}. Nothing was changed.`)
  })
  const restored = { manifest, rows: rowCount(manifest.databases) }
  if (options.trial) return { ...restored, aside: [] }
  const account = await serverAccount()
  const { clusterDir } = await choosePlace(dataDir, account)
  const others = copiedDirs.filter((one) => existsSync(join(dir, one)))
  // The engine first: should this be cut off, the database is the newer one.
  const moves: Move[] = [
    ...others.map((one) => ({ from: join(dir, one), to: join(dataDir, one), account: undefined })),
    { from: join(dir, 'postgres'), to: clusterDir, account },
  ]
  const there = moves.filter(({ to }) => existsSync(to)).map(({ to }) => to)
  if (there.length > 0 && !options.replace)
    throw new Failure(`There is data already: ${there.join(', ')}. With --replace it is put aside and replaced. Nothing was changed.`)
  const half = (to: string): string => `${to}.restoring`
  await progress.step('Copy', async () => {
    for (const { from, to, account: owner } of moves) {
      await rm(half(to), { recursive: true, force: true })
      await mkdir(dirname(to), { recursive: true })
      await copyTree(from, half(to), owner)
    }
  })
  const aside: string[] = []
  const suffix = `.before-${stamp(new Date())}`
  for (const { to } of moves) {
    if (existsSync(to)) {
      await rename(to, `${to}${suffix}`)
      aside.push(`${to}${suffix}`)
    }
    await rename(half(to), to)
  }
  return { ...restored, aside }
}
