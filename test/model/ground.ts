import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DefaultLogger } from '@temporalio/worker'
import type { WorkflowBundleOption } from '@temporalio/worker'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { failureConverterPath } from '../../connectors/engine/data-converter.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import type { PayloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import type { TemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { startNodeService } from '../../ops/node-service.ts'
import { createPart } from '../../ops/scratch/part.ts'
import type { Part } from '../../ops/scratch/part.ts'
import { startMailOutbox } from '../../simulators/mail-outbox/server.ts'
import type { MailOutbox } from '../../simulators/mail-outbox/server.ts'
import { searchAttributes } from '../../workflows/contracts.ts'
import { keptBundle } from '../../workers/kept-bundle.ts'
import { testDatabase } from '../support/database.ts'
import { makeNamespace } from '../support/stack.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { quietRuntime, startTimeServer } from '../workflows/process-server.ts'

/** The product without its HTTP side, its workers as processes that can be killed, on one of two servers. */
export interface Ground {
  readonly db: Database
  readonly engine: TemporalEngine
  readonly outbox: MailOutbox
  readonly workers: readonly Part[]
  /** The workflows of the workers, and the keys of what the engine keeps of them. */
  readonly workflows: { readonly bundle: WorkflowBundleOption; readonly keys: PayloadKeys }
  /** The engine's time, epoch milliseconds. */
  nowMs(): Promise<number>
  /** Takes the engine's time forward; missing where time can't be skipped. */
  readonly skipTo?: (at: number) => Promise<void>
  close(): Promise<void>
}

async function writeBundle(dir: string): Promise<string> {
  const workflowsPath = fileURLToPath(new URL('short-workflows.ts', import.meta.url))
  const { code } = await keptBundle({ workflowsPath, failureConverterPath, logger: new DefaultLogger('ERROR') })
  const file = join(dir, 'workflows.js')
  await writeFile(file, code)
  return file
}

interface Server {
  readonly address: string
  readonly namespace: string
  readonly time: TestWorkflowEnvironment | undefined
}

async function startServer(kind: 'time-skipping' | 'dev', name: string): Promise<Server> {
  if (kind === 'time-skipping') {
    const time = await startTimeServer()
    const keyword = 2
    await time.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(Object.values(searchAttributes).map((name) => [name, keyword])),
    })
    return { address: time.address, namespace: 'default', time }
  }
  await makeNamespace(name)
  return { address: testTemporalAddress(), namespace: name, time: undefined }
}

/** Two workers, so that the death of one is not the end of all; `cached` workflows stay in the memory of each. */
export async function startGround(options: {
  readonly server: 'time-skipping' | 'dev'
  readonly cached: number
  readonly workers: number
}): Promise<Ground> {
  quietRuntime()
  const dir = await mkdtemp(join(tmpdir(), 'model-'))
  const database = await testDatabase()
  const server = await startServer(options.server, `model-${String(process.pid)}-${String(options.cached)}`)
  const outbox = await startMailOutbox({ directory: dir, host: '127.0.0.1', port: 0 })
  const codePath = await writeBundle(dir)
  const keys = payloadKeys(database.secret)
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: database.ownerUrl,
    VEKHA_SECRET: database.secret,
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: server.namespace,
    SMTP_URL: outbox.url,
    PUBLIC_URL: 'http://vekha.example',
    MODEL_BUNDLE: codePath,
    MODEL_CACHE: String(options.cached),
  }
  const workers = Array.from({ length: options.workers }, (_, index) => {
    const name = `Workers ${String(index + 1)}`
    const logFile = join(dir, `workers-${String(index + 1)}.log`)
    const entry = 'test/model/short-workers.ts'
    return createPart(name, async () => (await startNodeService({ name, entry, env, logFile, mayEnd: true })).process)
  })
  await Promise.all(workers.map((worker) => worker.start()))
  const db = openDatabase({ ...database, maxConnections: 20, onError: () => undefined })
  const engine = openTemporalEngine({ address: server.address, namespace: server.namespace, keys })
  const { time } = server
  return {
    db,
    engine,
    outbox,
    workers,
    workflows: { bundle: { codePath }, keys },
    nowMs: async () => (time ? time.currentTimeMs() : Date.now()),
    ...(time ? { skipTo: async (at: number) => time.sleep(Math.max(1, at - (await time.currentTimeMs()))) } : {}),
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()))
      await Promise.all([engine.close(), db.close(), outbox.close()])
      await time?.teardown()
      await database.drop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
