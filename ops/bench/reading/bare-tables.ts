import type pg from 'pg'

interface Piece {
  readonly drop: string
  readonly make: string
}

/** What is left to be made again, in an order in which it can be. */
export interface Bared {
  /** Makes everything again; the indexes by as many connections as are given. */
  restore(clients: readonly pg.Client[]): Promise<void>
}

async function pieces(client: pg.Client, query: string, tables: readonly string[]): Promise<Piece[]> {
  const { rows } = await client.query<Piece>(query, [tables])
  return rows
}

const constraints = (types: string, of = 'c.conrelid') => `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS drop,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) AS make
  FROM pg_constraint c WHERE ${of} = ANY ($1::text[]::regclass[]) AND c.contype IN (${types}) ORDER BY c.conname`
const indexes = `
  SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop, pg_get_indexdef(i.indexrelid) AS make
  FROM pg_index i WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  ORDER BY i.indexrelid::regclass::text LIKE '%search%' DESC, i.indexrelid::regclass::text`

async function runAll(clients: readonly pg.Client[], statements: readonly string[]): Promise<void> {
  const left = [...statements]
  await Promise.all(
    clients.map(async (client) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await client.query(next)
    }),
  )
}

/** Takes indexes, keys and references off the tables: filling bare tables and indexing them after is many times faster. */
export async function bareTables(client: pg.Client, tables: readonly string[]): Promise<Bared> {
  const own = await pieces(client, constraints("'f'"), tables)
  const ofOthers = await pieces(client, constraints("'f'", 'c.confrelid'), tables)
  const references = [...own, ...ofOthers.filter(({ drop }) => !own.some((one) => one.drop === drop))]
  const keys = await pieces(client, constraints("'p', 'u', 'x'"), tables)
  const others = await pieces(client, indexes, tables)
  for (const { drop } of [...references, ...keys, ...others]) await client.query(drop)
  const making = (of: readonly Piece[]): string[] => of.map(({ make }) => make)
  return {
    async restore(clients) {
      // Two keys of one table can't be made at once; indexes can.
      await runAll([client], making(keys))
      await runAll(clients, making(others))
      await runAll([client], making(references))
    },
  }
}
