import { join } from 'node:path'
import pg from 'pg'
import { demoPassword } from '../../demo/people.ts'
import { entries } from '../../entries.ts'
import { startNodeService } from '../../node-service.ts'
import { anyFreePort } from '../../ports.ts'
import { signInTo } from '../../scratch/console-client.ts'
import type { ConsoleClient } from '../../scratch/console-client.ts'
import { usageOf } from '../engine/usage.ts'
import type { BenchContext } from '../scenario.ts'
import { openKeptDatabase } from './kept-database.ts'
import type { Filling, KeptDatabase } from './kept-database.ts'

/** A filled database behind a real API process. */
export interface ReadingSite {
  readonly database: KeptDatabase
  /** Signed in to the big organization, who sees everything of it. */
  readonly manager: ConsoleClient
  /** Signed in to it, with tasks of their own. */
  readonly support: ConsoleClient
  readonly rep: ConsoleClient
  readonly url: string
  readonly apiPid: number
  /** What the server and the API have used until now, in ms of a processor. */
  cpu(): Promise<{ readonly postgresMs: number; readonly apiMs: number }>
  /** As the owner, for what the measuring itself must know. */
  ask<Row extends pg.QueryResultRow>(query: string, values?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** Opens everything; the API is one process with its own connections, on this machine. */
export async function openReadingSite(context: BenchContext, filling: Filling): Promise<ReadingSite> {
  const database = await openKeptDatabase(filling, context)
  const [port, smtpPort] = [await anyFreePort(), await anyFreePort()]
  const url = `http://127.0.0.1:${String(port)}`
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    VEKHA_SECRET: database.secret,
    // Reads never ask the engine.
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: url,
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    LOG_LEVEL: 'warn',
  }
  const logFile = join(context.benchDir, 'reading-api.log')
  const { process: api } = await startNodeService({ name: 'API', ...entries.api, env, logFile, mayEnd: true })
  const signIn = (login: string) => signInTo(url, { email: `${login}@demo.example`, password: demoPassword })
  return {
    database,
    manager: await signIn('manager'),
    support: await signIn('support1'),
    rep: await signIn('rep'),
    url,
    apiPid: api.pid,
    async cpu() {
      const [ofPostgres, ofApi] = [await usageOf([database.pid()]), await usageOf([api.pid])]
      return { postgresMs: ofPostgres.cpuMs, apiMs: ofApi.cpuMs }
    },
    async ask<Row extends pg.QueryResultRow>(query: string, values: readonly unknown[] = []) {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      try {
        return (await client.query<Row>(query, [...values])).rows
      } finally {
        await client.end()
      }
    },
    async close() {
      await api.stop()
      await database.stop()
    },
  }
}
