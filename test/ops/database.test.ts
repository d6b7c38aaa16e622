import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const opened: TestDatabase[] = []
afterAll(() => Promise.all(opened.map((one) => one.drop())))

async function tablesOf(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
    return rows.map((row) => row.name)
  } finally {
    await client.end()
  }
}

test('each suite gets a migrated database of its own, also when many ask at once', async () => {
  opened.push(...(await Promise.all([testDatabase(), testDatabase(), testDatabase()])))
  const tables = await Promise.all(opened.map((one) => tablesOf(one.ownerUrl)))
  expect(new Set(opened.map((one) => one.ownerUrl)).size).toBe(3)
  for (const names of tables) expect(names.length).toBeGreaterThan(3)
})
