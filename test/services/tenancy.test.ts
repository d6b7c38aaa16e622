import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { roleUrl } from '../../db/roles.ts'
import * as schema from '../../db/schema/index.ts'
import { organizations } from '../../db/schema/organization.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { makeOrganization } from '../support/stack.ts'

const tables = Object.values(schema).filter((value) => is(value, PgTable))

let database: TestDatabase
let owner: pg.Client
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 2, onError: () => undefined })
})
afterAll(async () => {
  await db.close()
  await owner.end()
  await database.drop()
})

describe('the wall between organizations', () => {
  it('stands, forced, around every table that belongs to one', async () => {
    const { rows } = await owner.query<{ name: string; forced: boolean; policies: number }>(
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
        (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
    )
    const walled = rows.filter((row) => row.forced).map((row) => row.name)
    expect(walled.sort()).toEqual(rows.map((row) => row.name).sort())
    // Sessions are found before their organization is known: no policy opens them to the tenant role at all.
    expect(rows.filter((row) => row.policies === 0).map((row) => row.name)).toEqual(['sessions'])
    expect(rows.length).toBeGreaterThan(15)
  })

  it('is not the property of whoever works inside', async () => {
    const { rows } = await owner.query(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'vekha%' ORDER BY 1`,
    )
    expect(rows).toEqual([
      { rolname: 'vekha_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false },
      { rolname: 'vekha_system', rolsuper: false, rolbypassrls: true, rolcreaterole: false },
    ])
    const owned = await owner.query(`SELECT count(*)::int AS n FROM pg_class WHERE relowner = 'vekha_app'::regrole`)
    expect(owned.rows[0]).toEqual({ n: 0 })
  })

  it('shows nothing without a tenant, and nothing of another under 200 parallel requests on two connections', async () => {
    const [one, two] = [await makeOrganization(db), await makeOrganization(db)]
    const app = new pg.Client({ connectionString: roleUrl(database.ownerUrl, 'vekha_app', database.secret) })
    await app.connect()
    expect((await app.query('SELECT * FROM organizations')).rowCount).toBe(0)
    await app.end()
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        db.tenant((i % 2 ? one : two).id, (tx) => tx.select({ id: organizations.id }).from(organizations)),
      ),
    )
    seen.forEach((rows, i) => expect(rows).toEqual([{ id: (i % 2 ? one : two).id }]))
  })

  it('has no door: no view, and no function that looks over it but one, which repeats the condition', async () => {
    const views = await owner.query(`SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`)
    expect(views.rows).toEqual([])
    const { rows } = await owner.query<{ name: string; path: boolean; everybody: boolean; source: string }>(
      `SELECT p.proname AS name, EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%') AS path,
        has_function_privilege('public', p.oid, 'EXECUTE') AS everybody, p.prosrc AS source
       FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { name, path, everybody, source } of rows)
      expect({ name, path, everybody, condition: /vekha_tenant\(\)/.test(source) }).toEqual({
        name,
        path: true,
        everybody: false,
        condition: true,
      })
  })

  it('lets nobody who works inside change it', async () => {
    const client = new pg.Client({ connectionString: roleUrl(database.ownerUrl, 'vekha_app', database.secret) })
    await client.connect()
    for (const statement of [
      'ALTER TABLE processes DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE processes NO FORCE ROW LEVEL SECURITY',
      'DROP POLICY tenant ON processes',
      'CREATE POLICY open ON processes USING (true)',
      'ALTER ROLE vekha_app BYPASSRLS',
      'SET ROLE vekha_system',
      'SET SESSION AUTHORIZATION vekha_system',
      'CREATE TABLE public.aside (id int)',
      'SELECT * FROM sessions',
      'SELECT * FROM rate_limits',
    ])
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    // Asking to be spared the policies is refused, not granted.
    await client.query('SET row_security = off')
    await expect(client.query('SELECT * FROM processes')).rejects.toMatchObject({ code: '42501' })
    await client.end()
  })

  it('keeps history from everybody who runs the product', async () => {
    for (const role of ['vekha_app', 'vekha_system'] as const) {
      const client = new pg.Client({ connectionString: roleUrl(database.ownerUrl, role, database.secret) })
      await client.connect()
      for (const statement of [
        'UPDATE events SET name = name',
        'DELETE FROM events',
        'UPDATE audit SET action = action',
        'DELETE FROM audit',
        'TRUNCATE audit',
      ])
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
      await client.end()
    }
  })
})

describe('the schema', () => {
  it('checks in the database what the code declares as a choice', async () => {
    const { rows } = await owner.query<{ table: string; definition: string }>(
      `SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'c'`,
    )
    const missing: string[] = []
    for (const table of tables) {
      const name = getTableName(table)
      for (const column of Object.values(getTableColumns(table))) {
        const values: readonly string[] = column.enumValues ?? []
        const checked = rows.some(
          (row) =>
            row.table === name && row.definition.includes(column.name) && values.every((value) => row.definition.includes(`'${value}'`)),
        )
        if (values.length > 0 && !checked) missing.push(`${name}.${column.name}`)
      }
    }
    expect(missing).toEqual([])
  })
})
