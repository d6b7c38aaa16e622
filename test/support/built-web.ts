import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { rootDir } from '../../ops/paths.ts'
import { buildWeb } from '../../ops/web-build.ts'
import { testDatabaseUrl } from './requirements.ts'

/**
 * The built pages in a directory of their own, built first when a source is newer. Remove it after use: a later
 * build empties `dist/web`, which must not happen under a running browser.
 */
export async function builtWeb(): Promise<string> {
  // The files of a run work at the same time; one builds while the others wait.
  const client = new pg.Client({ connectionString: testDatabaseUrl() })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(20251, 2)')
    await buildWeb()
    const copy = await mkdtemp(join(tmpdir(), 'vekha-web-'))
    await cp(join(rootDir, 'dist', 'web'), copy, { recursive: true })
    return copy
  } finally {
    await client.end()
  }
}
