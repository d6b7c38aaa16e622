import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDir } from '../cache.ts'
import { versionOf } from '../command.ts'
import { Failure, reasonOf } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { buildWithGo } from './build.ts'
import { serverPrograms, serverVersion } from './release.ts'

/** The production server and the tool for the schema of its databases. */
export interface ServerPrograms {
  readonly server: string
  readonly sql: string
}

async function findOne(name: keyof ServerPrograms, progress: Progress): Promise<string> {
  const dir = join(cacheDir(), `temporal-server-${serverVersion}`)
  const path = join(dir, process.platform === 'win32' ? `${name}.exe` : name)
  if ((await versionOf(path, ['--version'])) !== undefined) return path
  const module = serverPrograms[name]
  progress.say(`Temporal: building ${module} with Go, minutes the first time…`)
  try {
    await mkdir(dir, { recursive: true })
    await buildWithGo(module, path)
    return path
  } catch (error) {
    throw new Failure(
      `The Temporal server for Postgres could not be built (go install ${module}): ${reasonOf(error)}. ` +
        `Install Go 1.25 or newer and open a network that reaches a Go module proxy, or put the program at ${path}.`,
    )
  }
}

/** From the cache, else built with Go. @throws Failure with what to do */
export async function findServerPrograms(progress: Progress): Promise<ServerPrograms> {
  // One after another: both build mostly the same packages.
  const server = await findOne('server', progress)
  return { server, sql: await findOne('sql', progress) }
}
