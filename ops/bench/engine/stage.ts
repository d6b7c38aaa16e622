import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../../db/client.ts'
import { newId } from '../../../db/id.ts'
import { organizations } from '../../../db/schema/organization.ts'
import { memberships, users } from '../../../db/schema/person.ts'
import { russianCalendar } from '../../../domain/calendar/russian-production-calendar.ts'
import { hashPassword } from '../../../services/session/password.ts'
import { startNodeService } from '../../node-service.ts'
import { anyFreePort } from '../../ports.ts'
import { signInTo } from '../../scratch/console-client.ts'
import { workersArgs } from '../../workers-args.ts'
import { startScratch } from '../../scratch/installation.ts'
import type { ScratchInstallation, ScratchOptions } from '../../scratch/installation.ts'
import { openBare } from './bare/contestant.ts'
import type { Bare } from './bare/contestant.ts'
import type { Contestant } from './contestant.ts'
import { createFloor } from './floor/contestant.ts'
import { openPoster } from './post.ts'
import { createProduct } from './product.ts'

/** One installation with the ways to run a life on it, on one engine and one Postgres. */
export interface Stage {
  readonly site: ScratchInstallation
  readonly bare: Pick<Bare, 'life' | 'message'>
  readonly product: Contestant
  readonly floor: Contestant
  /** Process ids by the names of the report. */
  pids(): Readonly<Record<string, readonly number[]>>
  /** Answers of the product that were not confirmed at first. */
  repeats(): number
  /** The log file of the product's worker and of the bare one. */
  readonly logs: readonly string[]
  close(): Promise<void>
}

const who = { email: 'support1@bench.example', password: 'milestone-by-milestone' } as const

async function makeDesk(site: ScratchInstallation): Promise<void> {
  const db = openDatabase({ ownerUrl: site.databaseUrl, secret: site.secret, maxConnections: 2, onError: () => undefined })
  const [id, userId] = [newId(), newId()]
  const createdAt = new Date()
  const organization = { id, slug: 'bench', name: 'ООО «Замер»', supportAddress: 'support@bench.example', lang: 'ru' } as const
  const passwordHash = await hashPassword(who.password)
  await db.system(async (tx) => {
    await tx.insert(organizations).values({ ...organization, calendar: russianCalendar, createdAt })
    await tx.insert(users).values({ id: userId, email: who.email, name: 'Анна Замерова', passwordHash, lang: 'ru', createdAt })
    await tx.insert(memberships).values({ tenantId: id, userId, roles: ['support1', 'support2'], createdAt })
  })
  await db.close()
}

/** A database beside the product's on the same server. Answers its URL. */
async function makeDatabase(ownerUrl: string, name: string, tables: string): Promise<string> {
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  for (const [connectionString, text] of [
    [ownerUrl, `CREATE DATABASE ${name}`],
    [url.href, tables],
  ] as const) {
    const client = new pg.Client({ connectionString })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  return url.href
}

const stepTable = (name: string, id: string): string =>
  `CREATE TABLE ${name} (id ${id}, seq int, state text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (id, seq));`
const floorTables = `CREATE TABLE cases (id uuid PRIMARY KEY, state text NOT NULL, seq int NOT NULL); ${stepTable('case_steps', 'uuid')}`

/** Starts everything and signs in. */
export async function setStage(options: Pick<ScratchOptions, 'shape' | 'env'> = {}): Promise<Stage> {
  const site = await startScratch(options)
  const closing: (() => Promise<unknown>)[] = [() => site.close()]
  const close = async (): Promise<void> => {
    for (const end of closing.toReversed()) await end()
  }
  try {
    await makeDesk(site)
    const bareLog = join(site.dir, 'bare-worker.log')
    const port = await anyFreePort()
    const bareWorker = await startNodeService({
      name: 'Bare worker',
      entry: 'ops/bench/engine/bare/worker.ts',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        TEMPORAL_ADDRESS: site.temporalAddress,
        BARE_DATABASE_URL: await makeDatabase(site.databaseUrl, 'bench_bare', stepTable('steps', 'text')),
      },
      nodeArgs: workersArgs,
      logFile: bareLog,
    })
    closing.push(() => bareWorker.process.stop())
    const floorServer = await startNodeService({
      name: 'Plain server',
      entry: 'ops/bench/engine/floor/server.ts',
      env: {
        ...process.env,
        PORT: String(port),
        FLOOR_DATABASE_URL: await makeDatabase(site.databaseUrl, 'bench_floor', floorTables),
      },
      logFile: join(site.dir, 'floor.log'),
    })
    closing.push(() => floorServer.process.stop())
    const bare = await openBare(site.temporalAddress, site.namespace)
    closing.push(() => bare.close())
    const { headers } = await signInTo(site.url, who)
    const api = openPoster(site.url, headers)
    closing.push(() => api.close())
    const plain = openPoster(`http://127.0.0.1:${String(port)}`)
    closing.push(() => plain.close())
    return {
      site,
      bare,
      product: createProduct(api),
      floor: createFloor(plain),
      pids: () => ({
        worker: site.workers.map((part) => part.pid()),
        API: site.apis.map((part) => part.pid()),
        'bare worker': [bareWorker.process.pid],
        engine: [site.temporal.pid()],
        Postgres: [site.postgres.pid()],
        ...(site.proxy ? { proxy: [site.proxy.pid()] } : {}),
      }),
      repeats: () => api.repeats,
      logs: [...site.workers.map((_, index) => join(site.dir, `workers-${String(index + 1)}.log`)), bareLog],
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
