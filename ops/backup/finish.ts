import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BackupKeep } from '../../domain/backup.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { rootDir } from '../paths.ts'
import { sizeOf, sync, writeChecksums } from './checksums.ts'
import { writeManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { rotate } from './shelf.ts'

export interface MadeBackup {
  readonly manifest: Manifest
  /** The names of all good ones now, the newest first. */
  readonly kept: readonly string[]
}
type Found = Pick<Manifest, 'method' | 'name' | 'kind' | 'databases' | 'checked'> & { readonly startedAt: Date; readonly secret: string }

async function productVersion(): Promise<string> {
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(rootDir, 'package.json'), 'utf8'))).version
}

/** Describes and sums up what was found good, gives it its name once all of it is on the disk, and removes surplus older ones. */
export async function putOnShelf(half: string, shelf: string, found: Found, keep: BackupKeep): Promise<MadeBackup> {
  const { startedAt, secret, ...rest } = found
  const manifest: Manifest = {
    format: 1,
    ...rest,
    madeAt: startedAt.toISOString(),
    tookMs: Date.now() - startedAt.getTime(),
    sizeBytes: await sizeOf(half),
    productVersion: await productVersion(),
    secretId: payloadKeys(secret).current.id,
  }
  await writeManifest(half, manifest)
  await writeChecksums(half)
  await rename(half, join(shelf, manifest.name))
  await sync(shelf)
  return { manifest, kept: (await rotate(shelf, keep)).map((one) => one.name) }
}
