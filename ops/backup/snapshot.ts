import type pg from 'pg'
import { runtimeRoles } from '../../db/roles.ts'
import { quoted, shownAddress } from '../postgres/address.ts'
import { BackupFailure } from './backup-failure.ts'
import type { DatabaseEntry } from './manifest.ts'

const tables = `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1, 2`

/** How many rows each table holds, as the connection's transaction sees it. */
export async function countRows(client: pg.Client): Promise<Record<string, number>> {
  const found = await client.query<{ schema: string; name: string }>(tables)
  const rows: Record<string, number> = {}
  for (const { schema, name } of found.rows) {
    const counted = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${quoted(schema)}.${quoted(name)}`)
    rows[`${schema}.${name}`] = Number(counted.rows[0]?.n)
  }
  return rows
}

/** Forced row security would give anybody else a part of the rows and no error. */
async function requireFullSight(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ role: string; may: boolean }>(
    `SELECT rolname AS role, rolsuper OR rolbypassrls OR NOT EXISTS (SELECT FROM pg_class WHERE relrowsecurity) AS may
       FROM pg_roles WHERE rolname = current_user`,
  )
  if (rows[0]?.may === true) return
  const role = rows[0]?.role ?? 'its user'
  throw new BackupFailure(
    'noRights',
    `${role} of ${shownAddress(url)} does not see all rows. As a superuser: ALTER ROLE ${quoted(role)} BYPASSRLS CREATEDB;`,
  )
}

export interface Snapshot {
  /** What pg_dump is given so that it sees the same. */
  readonly id: string
  readonly entry: Omit<DatabaseEntry, 'role' | 'file'>
  readonly sizeBytes: number
}

interface Facts {
  readonly name: string
  readonly version: string
  readonly number: number
  readonly at: Date
  readonly lsn: string
  readonly system: string
  readonly owner: string | null
  readonly bytes: string
  readonly provider: string
  readonly collate: string
  readonly ctype: string
}

/**
 * Freezes what this connection sees until it ends: the copy that is made with the snapshot's id and the rows counted
 * here are of one moment.
 */
export async function takeSnapshot(client: pg.Client, url: string): Promise<Snapshot> {
  await requireFullSight(client, url)
  await client.query('SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0; SET row_security = off')
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const exported = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id')
  const facts = await client.query<Facts>(
    `SELECT datname AS name, current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            now() AS at, pg_current_wal_lsn()::text AS lsn, (SELECT system_identifier::text FROM pg_control_system()) AS system,
            (SELECT rolname FROM pg_roles r WHERE r.oid = datdba AND NOT rolsuper) AS owner, pg_database_size(oid)::text AS bytes, datlocprovider AS provider, datcollate AS collate, datctype AS ctype
       FROM pg_database WHERE datname = current_database()`,
  )
  const [found] = facts.rows
  const id = exported.rows[0]?.id
  if (!found || id === undefined) throw new BackupFailure('unknown', `${shownAddress(url)} gave no snapshot. Look at its log.`)
  const serverMajor = Math.floor(found.number / 10_000)
  // The column was renamed in 17.
  const localeColumn = serverMajor >= 17 ? 'datlocale' : 'daticulocale'
  const named = await client.query<{ locale: string | null }>(
    `SELECT ${localeColumn} AS locale FROM pg_database WHERE datname = current_database()`,
  )
  const lent = await client.query<{ signature: string; owner: string }>(
    `SELECT p.oid::regprocedure::text AS signature, r.rolname AS owner FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
      WHERE r.rolname = ANY ($1) ORDER BY 1`,
    [[...runtimeRoles]],
  )
  return {
    id,
    sizeBytes: Number(found.bytes),
    entry: {
      name: found.name,
      serverMajor,
      serverVersion: found.version,
      locale: { provider: found.provider, collate: found.collate, ctype: found.ctype, locale: named.rows[0]?.locale ?? null },
      takenAt: found.at.toISOString(),
      lsn: found.lsn,
      systemId: found.system,
      rows: await countRows(client),
      functions: lent.rows,
      ...(found.owner === null ? {} : { owner: found.owner }),
    },
  }
}
