import { fileURLToPath } from 'node:url'
import { NativeConnection, Worker, bundleWorkflowCode } from '@temporalio/worker'
import pino from 'pino'
import { createEffectActivities } from '../activities/effects.ts'
import { createMessageActivities } from '../activities/messages.ts'
import { createRecordActivities } from '../activities/records.ts'
import { readConfig } from '../config/config.ts'
import { openTemporalEngine } from '../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../connectors/mail/letter-reader.ts'
import { createSmtpClient } from '../connectors/mail/smtp-client.ts'
import { openDatabase } from '../db/client.ts'
import { createLinkTokens } from '../services/links/token.ts'
import { relay } from '../services/system/relay.ts'
import { sweep } from '../services/system/sweep.ts'
import { taskQueues } from '../workflows/contracts.ts'
import { repeatEvery } from './rounds.ts'

const config = readConfig(process.env)
const log = pino({ level: config.logLevel, base: { service: 'workers' } })
const db = openDatabase({
  ownerUrl: config.databaseUrl,
  secret: config.secret,
  maxConnections: 20,
  onError: (error) => log.warn({ error: error.message }, 'A database connection was lost'),
})
const mail = createSmtpClient({ url: config.smtpUrl })
const engine = openTemporalEngine({ address: config.temporalAddress, namespace: config.temporalNamespace })
const connection = await NativeConnection.connect({ address: config.temporalAddress })
const workflowBundle = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) })

// The cache is the worker's memory: about 0.12 MB a process (measured).
const processWorker = await Worker.create({
  connection,
  namespace: config.temporalNamespace,
  taskQueue: taskQueues.processes,
  workflowBundle,
  activities: createRecordActivities({ db }),
  maxCachedWorkflows: 2_000,
  maxConcurrentWorkflowTaskExecutions: 20,
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 4 },
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 1 },
  stickyQueueScheduleToStartTimeout: '3 s',
  shutdownGraceTime: '10 s',
})
const effectWorker = await Worker.create({
  connection,
  namespace: config.temporalNamespace,
  taskQueue: taskQueues.effects,
  activities: {
    ...createMessageActivities({ db, mail, tokens: createLinkTokens(config.secret), publicUrl: config.publicUrl }),
    ...createEffectActivities({}),
  },
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 4 },
  maxConcurrentActivityTaskExecutions: 20,
  shutdownGraceTime: '10 s',
})

const deps = { db, engine, reader: createLetterReader() }
const onError = (error: unknown): void => log.warn({ error: error instanceof Error ? error.message : String(error) }, 'A round failed')
const rounds = [
  repeatEvery(1_000, async () => void (await relay(deps, new Date())), onError),
  repeatEvery(5_000, async () => void (await sweep(deps, new Date())), onError),
]

const stop = (): void => {
  if (processWorker.getState() === 'RUNNING') processWorker.shutdown()
  if (effectWorker.getState() === 'RUNNING') effectWorker.shutdown()
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
process.once('disconnect', stop)

const running = Promise.all([processWorker.run(), effectWorker.run()])
process.send?.({ ready: true })
log.info('Workers run')
await running
await Promise.all(rounds.map((round) => round.stop()))
await mail.close()
await Promise.all([engine.close(), connection.close(), db.close()])
log.info('Workers have stopped')
process.exit(0)
