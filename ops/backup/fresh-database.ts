import type pg from 'pg'
import { rolePassword, runtimeRoles } from '../../db/roles.ts'
import { firstReasonOf } from '../failure.ts'
import { quoted, withClient, withDatabase } from '../postgres/address.ts'
import { BackupFailure } from './backup-failure.ts'
import type { DatabaseEntry } from './manifest.ts'
import { runTool } from './run-tool.ts'
import { countRows } from './snapshot.ts'
import { requireTools } from './tools.ts'

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The same sorting and letters as the database that was copied. */
function likeIt({ locale }: DatabaseEntry): string {
  const system = `LC_COLLATE ${literal(locale.collate)} LC_CTYPE ${literal(locale.ctype)}`
  const own = literal(locale.locale ?? '')
  if (locale.provider === 'b') return `LOCALE_PROVIDER builtin BUILTIN_LOCALE ${own} ${system}`
  if (locale.provider === 'i') return `LOCALE_PROVIDER icu ICU_LOCALE ${own} ${system}`
  return `LOCALE_PROVIDER libc ${system}`
}

/** The roles that rights in the copy are given to: they belong to the server, so a new one has none. */
async function ensureRoles(client: pg.Client, secret: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)', [
    [...runtimeRoles],
  ])
  for (const role of runtimeRoles) {
    if (rows.some((one) => one.name === role)) continue
    const sight = role === 'vekha_system' ? 'BYPASSRLS' : 'NOBYPASSRLS'
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${rolePassword(role, secret)}' NOINHERIT NOCREATEDB NOCREATEROLE ${sight}`)
  }
}

/** Whom a database of the engine belongs to. A role that is made here can't sign in until the start of production gives it its password. */
async function ensureOwner(client: pg.Client, owner: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner])
  if (rowCount === 0) await client.query(`CREATE ROLE ${quoted(owner)} LOGIN`)
  // A database may be made for another role only by its member.
  await client.query(`GRANT ${quoted(owner)} TO CURRENT_USER`)
}

/** Rights are lent by whom a function belongs to, and pg_restore gives everything to one owner. */
async function giveFunctions(client: pg.Client, { functions }: DatabaseEntry): Promise<void> {
  for (const { signature, owner } of functions) {
    const role = runtimeRoles.find((one) => one === owner)
    const { rows } = await client.query<{ signature: string | null }>('SELECT to_regprocedure($1)::text AS signature', [signature])
    if (role === undefined || !rows[0]?.signature) throw new BackupFailure('notWhole', `The function ${signature} is missing in the copy.`)
    await client.query(`ALTER FUNCTION ${rows[0].signature} OWNER TO ${role}`)
  }
}

/** What a copy lacks or has too much, by table; empty when it has every row. */
export function differences(expected: Readonly<Record<string, number>>, found: Readonly<Record<string, number>>): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    .filter((table) => expected[table] !== found[table])
    .map((table) => `${table}: ${String(expected[table] ?? 'no table')} rows were copied, ${String(found[table] ?? 'no table')} came back`)
}

/**
 * Makes a new database on the server of `serverUrl`, reads a dump into it and compares the number of rows of every
 * table. The new database's URL. @throws BackupFailure; then the new database is gone again
 */
export async function restoreIntoFresh(
  serverUrl: string,
  name: string,
  entry: DatabaseEntry & { readonly secret: string },
  file: string,
): Promise<string> {
  const url = withDatabase(serverUrl, name)
  const tools = await requireTools(entry.serverMajor)
  const owner = entry.role === 'engine' ? entry.owner : undefined
  await withClient(withDatabase(serverUrl, 'postgres'), async (client) => {
    await ensureRoles(client, entry.secret)
    if (owner !== undefined) await ensureOwner(client, owner)
    const of = owner === undefined ? '' : `OWNER ${quoted(owner)}`
    await client
      .query(`CREATE DATABASE ${quoted(name)} ${of} TEMPLATE template0 ENCODING 'UTF8' ${likeIt(entry)}`)
      .catch((error: unknown) => {
        throw new BackupFailure(
          'noRights',
          `No database to read the copy into could be made: ${firstReasonOf(error)}. The owner needs CREATEDB, and the server the locale.`,
        )
      })
  })
  try {
    // The engine's roles are of its own server; the product's are made above.
    const rights = entry.role === 'application' ? [] : ['--no-privileges', ...(owner === undefined ? [] : [`--role=${owner}`])]
    await runTool(tools.restore, url, ['--exit-on-error', '--no-owner', '--no-password', '--jobs=2', ...rights, file])
    const unlike = await withClient(url, async (client) => {
      await giveFunctions(client, entry)
      await client.query('SET row_security = off')
      return differences(entry.rows, await countRows(client))
    })
    if (unlike.length === 0) return url
    throw new BackupFailure('notWhole', `${entry.name} did not come back whole from its copy. ${unlike.join('; ')}.`)
  } catch (error) {
    await dropDatabase(serverUrl, name)
    throw error
  }
}

export const dropDatabase = (serverUrl: string, name: string): Promise<void> =>
  withClient(
    withDatabase(serverUrl, 'postgres'),
    async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)),
  )

/** Drops what a trial or restore that was killed left behind. */
export async function dropLeftovers(serverUrl: string, prefix: string): Promise<void> {
  const names = await withClient(withDatabase(serverUrl, 'postgres'), async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)', [
      prefix,
    ])
    return rows.map((row) => row.name)
  })
  for (const name of names) await dropDatabase(serverUrl, name)
}
