import pg from 'pg'
import { bareTables } from './bare-tables.ts'
import { fills, planCopies, preparation, rollups, shifts } from './copies-sql.ts'

/** One organization that gets copies of what another one has. */
export interface Multiplied {
  readonly tenantId: string
  readonly templatesOf: string
  readonly copies: number
  /** Of the copies; copied from what is open. */
  readonly open: number
}

const tables = ['processes', 'events', 'intervals', 'steps', 'messages', 'deliveries', 'notifications', 'contacts'] as const

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '128MB'; SET jit = off`)
  return client
}

/**
 * Makes many processes out of few: each copy stands whole weeks earlier (what is open: hours) with an own number, subject and requester, and all that
 * belongs to a process is copied with it. The owner must be a superuser of a database of its own: indexes are taken off meanwhile.
 */
export async function multiply(ownerUrl: string, organizations: readonly Multiplied[], say: (text: string) => void): Promise<void> {
  const clients = [await connect(ownerUrl), await connect(ownerUrl)] as const
  const [first] = clients
  const startedAt = performance.now()
  const said = (what: string): void => say(`${what} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  try {
    await first.query(preparation)
    for (const { tenantId, templatesOf, copies, open } of organizations)
      await first.query(planCopies, [tenantId, templatesOf, copies, open, new Date()])
    await first.query(shifts)
    said('planned')
    const bared = await bareTables(first, tables)
    await Promise.all(
      clients.map(async (client, index) => {
        for (const statement of fills[index] ?? []) {
          await client.query(statement)
          said(statement.slice(0, 22).replaceAll(/\s+/g, ' '))
        }
      }),
    )
    await bared.restore(clients)
    said('indexes made')
    for (const statement of rollups) await first.query(statement)
    await first.query('DROP SCHEMA bench CASCADE')
    await first.query('VACUUM (ANALYZE)')
    said('analyzed')
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}
