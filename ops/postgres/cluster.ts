import { chown, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runCommand } from '../command.ts'
import { codeOf, Failure } from '../failure.ts'
import type { Account } from './account.ts'
import type { Place } from './place.ts'

async function entries(dir: string): Promise<string[] | undefined> {
  try {
    return await readdir(dir)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new Failure(`${dir} is not a directory we can read. Move it away (\`mv ${dir} ${dir}.old\`) and start again.`)
  }
}

async function checkExisting(dir: string, major: number): Promise<void> {
  const found = (await readFile(join(dir, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (found === String(major)) return
  throw new Failure(
    found === ''
      ? `${dir} is broken: it is not a Postgres data directory. Restore it from a backup, or move it away (\`mv ${dir} ${dir}.old\`) to begin with an empty one.`
      : `${dir} was written by Postgres ${found}, this program is ${String(major)}. Use the version that wrote it, or move it away to begin with an empty one.`,
  )
}

/** Sorting is built in and the same everywhere; trigrams take what a letter is from the system, and with `C` know no Russian. */
const locales = ['C.UTF-8', 'en_US.UTF-8', 'ru_RU.UTF-8'] as const

function initArguments(dir: string, passwordFile: string, locale: string, major: number): string[] {
  return [
    ...[`--pgdata=${dir}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...[`--locale=${locale}`, '--lc-messages=C'],
    // Before 17 no sorting is built in; that of C is the same.
    ...(major < 17 ? ['--lc-collate=C'] : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']),
  ]
}

/**
 * Makes the data directory unless it is there. It is built beside and renamed, so a crash in between leaves nothing
 * that looks like a database. Returns whether it was made now.
 */
export async function ensureCluster(place: Place, password: string, account: Account | undefined): Promise<boolean> {
  const dir = place.clusterDir
  const found = await entries(dir)
  if (found !== undefined && found.length > 0) {
    await checkExisting(dir, place.major)
    return false
  }
  const half = `${dir}.making`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true, mode: 0o700 })
  const secretDir = await mkdtemp(join(dirname(dir), 'init-'))
  try {
    const passwordFile = join(secretDir, 'password')
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    if (account) for (const path of [half, secretDir, passwordFile]) await chown(path, account.uid, account.gid)
    let failure = ''
    for (const locale of locales) {
      const { code, output } = await runCommand(
        join(place.programDir, 'bin', 'initdb'),
        initArguments(half, passwordFile, locale, place.major),
        {
          ...account,
          cwd: dirname(dir),
          env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
        },
      )
      failure = code === 0 ? '' : output
      if (!/invalid locale name/.test(failure)) break
    }
    if (failure !== '') throw new Failure(initFailure(failure))
    await rm(dir, { recursive: true, force: true })
    await rename(half, dir)
    return true
  } finally {
    await rm(half, { recursive: true, force: true })
    await rm(secretDir, { recursive: true, force: true })
  }
}

function initFailure(output: string): string {
  const last = output.trim().split('\n').slice(-3).join(' ')
  if (/No space left/i.test(output))
    return 'No space is left on the disk for the database (it needs about 300 MB). Free some and start again.'
  return `Postgres could not make its data directory: ${last}. Put right what it names, or set DATABASE_URL to a Postgres 15 or newer.`
}
