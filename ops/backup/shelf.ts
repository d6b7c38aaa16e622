import { mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupKeep, BackupKind } from '../../domain/backup.ts'
import { firstReasonOf } from '../failure.ts'
import { BackupFailure } from './backup-failure.ts'
import { readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'

const names = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z-(nightly|weekly|hand)$/
const half = '.half-'

export const nameOf = (kind: BackupKind, at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z-${kind}`
/** Where a backup is made: nothing under this name is ever taken for one. */
export const halfDirOf = (dir: string, name: string): string => join(dir, `${half}${name}`)

/** Makes the directory where it is missing. Backups hold everything about everybody: only the owner may read them. */
export async function openShelf(dir: string, neededBytes: number): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new BackupFailure(
      'noDirectory',
      `The directory for backups ${dir} can't be made: ${firstReasonOf(error)}. Set VEKHA_BACKUP_DIR to one that can be written.`,
    )
  }
  const { bavail, bsize } = await statfs(dir)
  const [freeMb, neededMb] = [bavail * bsize, neededBytes].map((bytes) => String(Math.ceil(bytes / 1024 / 1024)))
  if (bavail * bsize < neededBytes)
    throw new BackupFailure(
      'noSpace',
      `The disk of ${dir} has ${freeMb ?? ''} MB free, about ${neededMb ?? ''} MB are needed. Free some, keep fewer backups or set VEKHA_BACKUP_DIR to a larger disk.`,
    )
}

/** Removes what a backup that was killed left behind. Call it only while no other can be under way. */
export async function clearHalves(dir: string): Promise<void> {
  for (const name of await readdir(dir)) if (name.startsWith(half)) await rm(join(dir, name), { recursive: true, force: true })
}

/** The finished backups in the directory, the newest first. */
export async function listBackups(dir: string): Promise<Manifest[]> {
  const found = (await readdir(dir).catch(() => [])).filter((name) => names.test(name)).toSorted()
  const manifests = await Promise.all(found.map((name) => readManifest(join(dir, name))))
  // A directory that was renamed is its owner's affair.
  return manifests.flatMap((one, index) => (one !== undefined && one.name === found[index] ? [one] : [])).toReversed()
}

/** Which of the finished ones are too many: of each kind the newest are kept, and the newest of all whatever its kind. */
export function surplus(backups: readonly Pick<Manifest, 'name' | 'kind'>[], keep: BackupKeep): string[] {
  const counts: Record<BackupKind, number> = { nightly: 0, weekly: 0, hand: 0 }
  const most: Record<BackupKind, number> = { ...keep, hand: keep.nightly }
  return backups.flatMap(({ name, kind }, index) => {
    counts[kind] += 1
    return counts[kind] > Math.max(1, most[kind]) && index > 0 ? [name] : []
  })
}

/** Removes surplus backups, after a new one was found good. What stays, the newest first. */
export async function rotate(dir: string, keep: BackupKeep): Promise<Manifest[]> {
  const backups = await listBackups(dir)
  const gone = new Set(surplus(backups, keep))
  for (const name of gone) await rm(join(dir, name), { recursive: true, force: true })
  return backups.filter(({ name }) => !gone.has(name))
}
