import { basename, dirname, join } from 'node:path'
import type pg from 'pg'
import { migrate, migrateSchema } from '../../db/migrate.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { databaseOf, quoted, shownAddress, withClient, withDatabase } from '../postgres/address.ts'
import { Failure } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { wrongFiles } from './checksums.ts'
import { dropDatabase, dropLeftovers, restoreIntoFresh } from './fresh-database.ts'
import { readManifest } from './manifest.ts'
import type { DatabaseEntry, Manifest } from './manifest.ts'
import { judge, rowCount, verifyCopy } from './trial.ts'

export interface RestoreTarget {
  readonly databaseUrl: string
  readonly engineUrls: readonly string[]
  readonly secret: string
  readonly oldSecrets: readonly string[]
}
export interface RestoreOptions {
  /** Put what is there aside. */
  readonly replace: boolean
  /** Read everything back, verify, and forget it again. */
  readonly trial: boolean
}
interface Pair {
  readonly entry: DatabaseEntry
  readonly url: string
}

/** Reads the manifest and every byte of the backup. @throws Failure that names what is wrong */
export async function checkBackup(dir: string): Promise<Manifest> {
  if (basename(dir).startsWith('.')) throw new Failure(`${dir} was never finished: it is no backup. Choose another.`)
  const wrong = await wrongFiles(dir)
  if (wrong.length > 0)
    throw new Failure(
      `The backup ${dir} is damaged, nothing was restored: ${wrong.join(', ')}. Take another backup or another copy of this one.`,
    )
  const manifest = await readManifest(dir)
  if (manifest) return manifest
  throw new Failure(`${join(dir, 'manifest.json')} is none that this version understands. Restore with the version that made it.`)
}

function pairsOf({ databases }: Manifest, target: RestoreTarget): Pair[] {
  const engines = databases.filter((entry) => entry.role === 'engine')
  if (engines.length !== target.engineUrls.length)
    throw new Failure(
      `The backup holds ${String(engines.length)} databases of the engine (${engines.map((one) => one.name).join(', ') || 'none'}), TEMPORAL_DATABASE_URLS names ${String(target.engineUrls.length)}. Name as many, in that order.`,
    )
  const own = databases.filter((entry) => entry.role === 'application').map((entry) => ({ entry, url: target.databaseUrl }))
  // The engine first, here as well: if a swap is the last thing that happens, the product is the newer one.
  return [...engines.flatMap((entry, index) => ({ entry, url: target.engineUrls[index] ?? '' })), ...own]
}

type State = 'missing' | 'empty' | 'full'

async function stateOf(url: string): Promise<State> {
  const name = databaseOf(url)
  const there = await withClient(withDatabase(url, 'postgres'), (client) =>
    client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]),
  )
  if (there.rowCount === 0) return 'missing'
  const tables = await withClient(url, (client) =>
    client.query(`SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LIMIT 1`),
  )
  return tables.rowCount === 0 ? 'empty' : 'full'
}

/** Nobody may work in a database that is about to change under him. */
async function requireUnused(url: string): Promise<void> {
  const name = databaseOf(url)
  const { rows } = await withClient(withDatabase(url, 'postgres'), (client) =>
    client.query<{ who: string; n: number }>(
      `SELECT coalesce(nullif(application_name, ''), usename) AS who, count(*)::int AS n FROM pg_stat_activity
        WHERE datname = $1 AND backend_type = 'client backend' AND pid <> pg_backend_pid() GROUP BY 1 ORDER BY 1`,
      [name],
    ),
  )
  if (rows.length === 0) return
  throw new Failure(
    `${shownAddress(url)} is in use (${rows.map(({ who, n }) => `${who}: ${String(n)}`).join(', ')}). Stop the API, the workers and Temporal, then restore again. Nothing was changed.`,
  )
}

/** For the names of what is put aside. */
export const stamp = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')

/** Puts the restored databases in place of those that are there, all of one server at once. */
async function swap(serverUrl: string, pairs: readonly (Pair & { readonly fresh: string; readonly state: State })[], suffix: string) {
  const inPlace = async (client: pg.Client): Promise<void> => {
    await client.query('BEGIN')
    for (const { url, fresh, state } of pairs) {
      const name = databaseOf(url)
      if (state !== 'missing') await client.query(`ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(`${name}${suffix}`)}`)
      await client.query(`ALTER DATABASE ${quoted(fresh)} RENAME TO ${quoted(name)}`)
    }
    await client.query('COMMIT')
  }
  await withClient(withDatabase(serverUrl, 'postgres'), inPlace)
}

export interface Restored {
  readonly manifest: Manifest
  /** The databases that were there, under the names they have now. */
  readonly aside: readonly string[]
  readonly rows: number
}

/**
 * Restores a dump: checks every byte, reads it into fresh databases, counts, brings the schema up to date and verifies;
 * only then puts them in place by renaming, and the old ones aside. @throws Failure; then the old ones are as they were
 */
export async function restoreDump(dir: string, target: RestoreTarget, options: RestoreOptions, progress: Progress): Promise<Restored> {
  const manifest = await progress.step('Checksums', () => checkBackup(dir))
  const pairs = pairsOf(manifest, target)
  const keys = payloadKeys(target.secret, target.oldSecrets)
  if (!keys.readable.has(manifest.secretId))
    progress.say(
      'This backup belongs to another secret: open processes stand still and links die until it is in VEKHA_SECRET or VEKHA_OLD_SECRETS.',
    )
  const planned: (Pair & { readonly fresh: string; readonly state: State })[] = []
  const suffix = `_before_${stamp(new Date())}`
  for (const pair of pairs) {
    const state = await stateOf(pair.url)
    if (!options.trial) await requireUnused(pair.url)
    if (state === 'full' && !options.replace && !options.trial)
      throw new Failure(
        `${shownAddress(pair.url)} is not empty. With --replace it is put aside as ${databaseOf(pair.url)}${suffix} and replaced; or name an empty one. Nothing was changed.`,
      )
    await dropLeftovers(pair.url, `${databaseOf(pair.url)}_restoring_`)
    planned.push({ ...pair, state, fresh: `${databaseOf(pair.url)}_restoring_${stamp(new Date())}` })
  }
  const made: typeof planned = []
  try {
    for (const one of planned) {
      const file = join(dir, one.entry.file)
      const url = await progress.step(one.entry.name, async () =>
        restoreIntoFresh(one.url, one.fresh, { ...one.entry, secret: target.secret }, file),
      )
      made.push(one)
      if (one.entry.role === 'engine') continue
      await progress.step('Verify', async (note) => {
        const { secret, oldSecrets } = target
        // A trial beside a running installation must not change its roles' passwords.
        await (options.trial ? migrateSchema(url) : migrate({ ownerUrl: url, secret }))
        const verdicts = await verifyCopy({ url, secret, oldSecrets, anchors: undefined, takenAt: new Date(one.entry.takenAt) })
        const { remarks } = judge(verdicts)
        note(remarks.length === 0 ? 'all that needs no engine holds' : remarks.join('\n'))
      })
    }
    if (options.trial) return { manifest, aside: [], rows: rowCount(manifest.databases) }
    const servers = [...new Set(planned.map((one) => new URL(one.url).host))]
    for (const server of servers) {
      const here = planned.filter((one) => new URL(one.url).host === server)
      const [first] = here
      if (first) await swap(first.url, here, suffix)
      for (const one of here) made.splice(made.indexOf(one), 1)
    }
  } finally {
    for (const one of made) await dropDatabase(one.url, one.fresh)
  }
  const aside: string[] = []
  for (const { url, state } of planned) {
    const name = `${databaseOf(url)}${suffix}`
    if (state === 'empty') await dropDatabase(url, name)
    if (state === 'full') aside.push(name)
  }
  return { manifest, aside, rows: rowCount(manifest.databases) }
}

/** A backup's directory: a path, or a name in the directory of backups. */
export const backupDirOf = (given: string, shelf: string): string => (dirname(given) === '.' ? join(shelf, given) : given)
