import pg from 'pg'
import { bareTables } from './bare-tables.ts'
import type { Filling } from './kept-database.ts'
import { ownProcesses, people, visitRows, visitSums } from './visit-rows.ts'

/** Half a million visits of a year and those of the next four weeks, all of them the bigger organization's. */
export const yearOfVisits: Filling = {
  name: 'visits',
  about: '540,000 visits of a year and four weeks',
  sources: ['year-of-visits.ts', 'visit-rows.ts', '../../visit-sums.ts'],
  async fill(url, { big }, say) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET jit = off; CREATE SCHEMA bench`)
      for (const [at, statement] of people.entries()) await client.query(statement, at < 3 ? [] : [big])
      await client.query('ALTER TABLE visits DISABLE TRIGGER USER')
      // The demo's own visits give way: nobody is in two at once.
      await client.query('UPDATE visits SET holds = false')
      const bared = await bareTables(client, ['visits'])
      say('people')
      const { rowCount } = await client.query(visitRows, [big, new Date()])
      say(`${String(rowCount)} visits`)
      await bared.restore([client])
      say('indexes')
      await client.query(ownProcesses, [big])
      for (const statement of visitSums) await client.query(statement)
      await client.query('ALTER TABLE visits ENABLE TRIGGER USER')
      await client.query('DROP SCHEMA bench CASCADE')
      await client.query('VACUUM (ANALYZE)')
    } finally {
      await client.end()
    }
  },
}
