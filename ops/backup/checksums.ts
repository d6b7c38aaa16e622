import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** As `sha256sum -c` reads it. */
export const checksumFile = 'SHA256SUMS'

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Every file in the directory by its path from it, the checksums themselves left out. */
export async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== checksumFile)
    .toSorted()
}

export async function sizeOf(dir: string): Promise<number> {
  const sizes = await Promise.all((await filesIn(dir)).map(async (path) => (await stat(join(dir, path))).size))
  return sizes.reduce((sum, one) => sum + one, 0)
}

/** Makes sure that the disk has it, not only the system's memory. */
export async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Writes the checksum of every file beside them, and everything to the disk. */
export async function writeChecksums(dir: string): Promise<void> {
  const lines: string[] = []
  for (const path of await filesIn(dir)) {
    lines.push(`${await sha256Of(join(dir, path))}  ${path}\n`)
    await sync(join(dir, path))
  }
  const file = await open(join(dir, checksumFile), 'w', 0o600)
  try {
    await file.writeFile(lines.join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  await sync(dir)
}

/** What is not as it was written, each with how: changed, missing, or not listed. */
export async function wrongFiles(dir: string): Promise<string[]> {
  const text = await readFile(join(dir, checksumFile), 'utf8').catch(() => undefined)
  if (text === undefined) return [`${checksumFile} (missing)`]
  const expected = new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const present = await filesIn(dir)
  const wrong = present.filter((path) => !expected.has(path)).map((path) => `${path} (not in ${checksumFile})`)
  for (const [path, sha256] of expected) {
    if (!present.includes(path)) wrong.push(`${path} (missing)`)
    else if ((await sha256Of(join(dir, path))) !== sha256) wrong.push(`${path} (changed)`)
  }
  return wrong
}
