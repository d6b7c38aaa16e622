import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { dataDir } from '../paths.ts'
import type { Life } from './life.ts'
import type { ChaosSite } from './site.ts'

const maxDescribed = 20

const textOf = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one), 2)

/** What hangs when a run stalls or fails: what Postgres does, what the engine says of tickets that did not end, every log. */
export async function keepDiagnostics(site: ChaosSite, lives: readonly Life[], name: string): Promise<string> {
  const dir = join(dataDir(), 'chaos', `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}-${name}`)
  await mkdir(dir, { recursive: true })
  const activity = await site.db
    .system((tx) => tx.execute(sql`SELECT pid, usename, state, wait_event_type, wait_event, xact_start, query FROM pg_stat_activity`))
    .then(
      ({ rows }) => rows,
      (error: unknown) => String(error),
    )
  await writeFile(join(dir, 'pg-stat-activity.json'), textOf(activity))
  const unfinished = lives.filter((life) => life.end !== 'whole' && life.processId !== undefined).slice(0, maxDescribed)
  const described = await Promise.all(
    unfinished.map(async (life) => {
      const handle = site.engine.client.workflow.getHandle(processWorkflowId(life.processId ?? ''))
      const { raw } = await handle.describe().catch((error: unknown) => ({ raw: String(error) }))
      return { life, raw }
    }),
  )
  await writeFile(join(dir, 'unfinished.json'), textOf(described))
  await cp(site.installation.dir, dir, { recursive: true, filter: (from) => !/postgres$|outbox$|temporal\.db/.test(from) })
  return dir
}
