import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { expect } from 'vitest'
import type { Snapshot } from '../../domain/snapshot.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { openDatabase } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import { startScratch } from '../../ops/scratch/installation.ts'
import type { ScratchInstallation } from '../../ops/scratch/installation.ts'
import { eachBounded } from '../../ops/verify/bounded.ts'
import { openInstallation } from '../../ops/verify/open-installation.ts'
import { verify } from '../../ops/verify/verify.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { processWorkflowId, pulseWorkflowId, snapshotQuery } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

/** The database's own name and that of its copy. */
const [name, copy] = ['vekha', 'vekha_copy']

export type RebuildSite = Awaited<ReturnType<typeof startRebuildSite>>

/** A whole installation of real processes whose stores can be lost, copied and put back. */
export async function startRebuildSite() {
  const site: ScratchInstallation = await startScratch()
  const open = () => openDatabase({ ownerUrl: site.databaseUrl, secret: site.secret, maxConnections: 8, onError: () => undefined })
  const db = open()
  const engine = openTemporalEngine({ address: site.temporalAddress, namespace: site.namespace, keys: payloadKeys(site.secret) })
  const org = await makeOrganization(db)
  const desk = ticketDesk({ db, engine }, org)

  async function asAdmin(...statements: readonly string[]): Promise<void> {
    const url = new URL(site.databaseUrl)
    url.pathname = '/postgres'
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  const disconnect = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('${name}', '${copy}')`

  async function command(...args: readonly string[]): Promise<{ code: unknown; output: string }> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'ops/rebuild/main.ts', ...args], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: {
        ...process.env,
        DATABASE_URL: site.databaseUrl,
        TEMPORAL_ADDRESS: site.temporalAddress,
        TEMPORAL_NAMESPACE: site.namespace,
        VEKHA_SECRET: site.secret,
      },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    const [code] = await once(child, 'close')
    return { code, output }
  }
  const rows = () => db.system((tx) => tx.select().from(processes).orderBy(processes.id))
  return {
    site,
    db,
    engine,
    org,
    desk,
    command,
    rows,
    hands: [...site.workers, ...site.apis],
    stopHands: () => Promise.all([...site.workers, ...site.apis].map((part) => part.stop())),
    startHands: () => Promise.all([...site.workers, ...site.apis].map((part) => part.start())),
    /** What the workflow of every open process knows, by id. */
    async known(): Promise<Record<string, Snapshot>> {
      const open = (await rows()).filter((row) => row.endedAt === null)
      const ask = async ({ id }: { readonly id: string }) =>
        [id, await engine.client.workflow.getHandle(processWorkflowId(id)).query<Snapshot>(snapshotQuery)] as const
      return Object.fromEntries(await eachBounded(open, ask))
    },
    async held(): Promise<Record<string, Snapshot>> {
      return Object.fromEntries((await rows()).filter((row) => row.endedAt === null).map((row) => [row.id, snapshotOf(row)]))
    },
    /** Copies the database as it is now; whoever uses it is thrown out. */
    copyDatabase: () => asAdmin(disconnect, `DROP DATABASE IF EXISTS ${copy}`, `CREATE DATABASE ${copy} TEMPLATE ${name}`),
    restoreDatabase: () => asAdmin(disconnect, `DROP DATABASE ${name}`, `ALTER DATABASE ${copy} RENAME TO ${name}`),
    /** Lets the heartbeat go on now instead of at its time. */
    async beat(): Promise<void> {
      const before = (await engine.lastBeat()) ?? 0
      if (before > 0) await engine.client.workflow.getHandle(pulseWorkflowId).terminate()
      await engine.beginPulse(before)
      await eventually(async () => (((await engine.lastBeat()) ?? 0) > before ? true : undefined), 'a beat', 60_000)
    },
    /** Every invariant that can be looked at holds, once what was interrupted has caught up. */
    async holds(): Promise<void> {
      const installation = await openInstallation({
        databaseUrl: site.databaseUrl,
        secret: site.secret,
        oldSecrets: [],
        temporalAddress: site.temporalAddress,
        namespace: site.namespace,
      })
      try {
        const look = async () =>
          (await verify({ ...installation, outbox: site.outbox.store })).filter((one) => one.finding.status === 'broken')
        await eventually(async () => ((await look()).length === 0 ? true : undefined), 'nothing is broken', 120_000).catch(() => undefined)
        expect(await look()).toEqual([])
      } finally {
        await installation.close()
      }
    },
    async close(): Promise<void> {
      await Promise.all([engine.close(), db.close()])
      await site.close()
    },
  }
}
