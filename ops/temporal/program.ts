import { access, constants, mkdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { cacheDir } from '../cache.ts'
import { versionOf } from '../command.ts'
import { Failure, reasonOf } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { buildWithGo } from './build.ts'
import { downloadCli } from './download.ts'
import { cliModule, cliVersion, releaseUrl } from './release.ts'

const fileName = process.platform === 'win32' ? 'temporal.exe' : 'temporal'

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function onPath(): Promise<string | undefined> {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    if (dir !== '' && (await isProgram(join(dir, fileName)))) return join(dir, fileName)
  }
  return undefined
}

/** Finds the engine's program: on the PATH, in the cache, by download, built with Go. One error lists all that was tried. */
export async function findProgram(progress: Progress): Promise<{ path: string; from: string }> {
  const tried: string[] = []
  const found = await onPath()
  if (found !== undefined) {
    if ((await versionOf(found, ['--version'])) !== undefined) return { path: found, from: 'PATH' }
    tried.push(`${found}: it is on the PATH but does not run`)
  } else tried.push('`temporal` is not on the PATH')

  const dir = join(cacheDir(), `temporal-cli-${cliVersion}`)
  const cached = join(dir, fileName)
  if (await isProgram(cached)) {
    if ((await versionOf(cached, ['--version'])) !== undefined) return { path: cached, from: 'cache' }
    tried.push(`${cached}: it does not run, so it is fetched anew`)
  } else tried.push(`the cache has none (${cached})`)

  const ways = [
    {
      from: 'download',
      where: releaseUrl,
      fetch: (target: string) => downloadCli(target),
      say: 'Temporal: downloading the command line tool (about 50 MB)…',
    },
    {
      from: 'built with Go',
      where: `go install ${cliModule}`,
      fetch: (target: string) => buildWithGo(cliModule, target),
      say: 'Temporal: building it with Go, 3–4 minutes the first time…',
    },
  ]
  for (const way of ways) {
    progress.say(way.say)
    try {
      await mkdir(dir, { recursive: true })
      await way.fetch(cached)
      return { path: cached, from: way.from }
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? ` (${reasonOf(error.cause)})` : ''
      tried.push(`${way.where}: ${reasonOf(error)}${cause}`)
    }
  }
  throw new Failure(
    [
      'Temporal, the engine, could not be found or fetched. Tried:',
      ...tried.map((line) => `  - ${line}`),
      'Ways to go on: set TEMPORAL_ADDRESS to a running server; or install the Temporal CLI so that `temporal` is on the PATH;',
      `or put its program at ${cached}; or install Go 1.24 or newer and a network that reaches a Go module proxy; then start again.`,
    ].join('\n'),
  )
}
