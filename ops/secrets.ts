import { randomBytes } from 'node:crypto'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, Failure, reasonOf } from './failure.ts'

/** A random text kept in a file only its owner can read; made at the first call. At least 32 characters. */
export async function keptSecret(dir: string, name: string): Promise<string> {
  const file = join(dir, name)
  let kept: string
  try {
    kept = (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw new Failure(`Cannot read ${file}: ${reasonOf(error)}. Put it back from a backup.`)
    kept = randomBytes(48).toString('base64url')
    // Renamed into place, so a crash leaves no half of a secret.
    const half = `${file}.${String(process.pid)}`
    await writeFile(half, `${kept}\n`, { mode: 0o600 })
    await rename(half, file)
  }
  if (kept.length < 32) {
    throw new Failure(
      `${file} is broken: it must hold at least 32 characters. Put it back from a backup; without it the roles and links made with it are lost.`,
    )
  }
  await chmod(file, 0o600)
  return kept
}
