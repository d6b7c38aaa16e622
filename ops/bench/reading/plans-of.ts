import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReadingSite } from './site.ts'

const scan = /(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on|Seq Scan on) ([a-z_]+)/g
const endMark = 'all plans are written'

/** How Postgres gets at the rows of a reading: the indexes it uses and the tables it reads whole (`whole: …`), by what the server says of each plan. */
export async function scansOf(site: ReadingSite, read: () => Promise<unknown>): Promise<string[]> {
  const { logFile } = site.database
  const explain = async (minMs: number): Promise<void> => {
    await site.ask(`ALTER SYSTEM SET auto_explain.log_min_duration = ${String(minMs)}`)
    await site.ask('SELECT pg_reload_conf(), pg_sleep(0.5)')
  }
  await explain(0)
  const from = (await readFile(logFile)).length
  await read()
  // The log is a pipe: what was written before the mark has come when the mark has.
  await site.ask(`DO $$ BEGIN RAISE LOG '${endMark}'; END $$`)
  let text = ''
  for (let tries = 0; tries < 100 && !text.includes(`LOG:  ${endMark}`); tries += 1) {
    await sleep(50)
    text = (await readFile(logFile)).subarray(from).toString('utf8')
  }
  await explain(-1)
  return [...new Set([...text.matchAll(scan)].map(([line, name = '']) => (line.startsWith('Seq') ? `whole: ${name}` : name)))].toSorted()
}
