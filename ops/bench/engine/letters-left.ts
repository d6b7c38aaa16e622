import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Waits until no letter waits. Answers how long that took, milliseconds. */
export async function lettersLeft(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const from = performance.now()
  try {
    for (;;) {
      const { rowCount } = await client.query(`SELECT 1 FROM deliveries WHERE status = 'pending' LIMIT 1`)
      if (rowCount === 0) return performance.now() - from
      await sleep(50)
    }
  } finally {
    await client.end()
  }
}
