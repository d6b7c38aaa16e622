import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand, versionOf } from '../command.ts'
import { BackupFailure } from './backup-failure.ts'

/** pg_dump and pg_restore of one version. */
export interface PgTools {
  readonly dump: string
  readonly restore: string
  readonly major: number
}

const parents = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt', '/Library/PostgreSQL'] as const

const majorOf = (line: string | undefined): number => Number(/\(PostgreSQL\) (\d+)/.exec(line ?? '')?.[1] ?? 0)

async function toolsIn(dir: string): Promise<PgTools | undefined> {
  const [dump, restore] = ['pg_dump', 'pg_restore'].map((name) => (dir === '' ? name : join(dir, name)))
  if (dump === undefined || restore === undefined) return undefined
  const [major, other] = [majorOf(await versionOf(dump, ['--version'])), majorOf(await versionOf(restore, ['--version']))]
  return major > 0 && major === other ? { dump, restore, major } : undefined
}

/** Everything installed here: on the PATH, and where the packages of the systems put each version. */
async function installed(): Promise<PgTools[]> {
  const dirs = ['']
  for (const parent of parents)
    for (const name of await readdir(parent).catch(() => [])) if (/\d/.test(name)) dirs.push(join(parent, name, 'bin'))
  const found = await Promise.all(dirs.map(toolsIn))
  return found.filter((one) => one !== undefined)
}

/** The oldest tools that know this server: an older pg_dump refuses a newer one. Undefined when there are none. */
export async function findTools(serverMajor: number): Promise<PgTools | undefined> {
  const fit = (await installed()).filter((one) => one.major >= serverMajor)
  return fit.toSorted((a, b) => a.major - b.major)[0]
}

/** @throws BackupFailure that says what to install */
export async function requireTools(serverMajor: number): Promise<PgTools> {
  const found = await findTools(serverMajor)
  if (found) return found
  const version = String(serverMajor)
  throw new BackupFailure(
    'noTools',
    `pg_dump and pg_restore of PostgreSQL ${version} or newer are needed, and none are on the PATH or in /usr/lib/postgresql. ` +
      `Install the package postgresql-client-${version} (Debian), postgresql${version} (Red Hat) or postgresql@${version} (Homebrew), then try again.`,
  )
}

/** The directory of the server programs of exactly this version, if it is installed. */
export async function serverPrograms(major: number): Promise<string | undefined> {
  for (const parent of parents) {
    const dir = join(parent, String(major))
    const { code } = await runCommand(join(dir, 'bin', 'postgres'), ['--version'])
    if (code === 0) return dir
  }
  return undefined
}
