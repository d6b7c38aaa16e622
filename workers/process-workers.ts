import { NativeConnection, Worker } from '@temporalio/worker'
import type { WorkflowBundleOption } from '@temporalio/worker'
import { createBackupActivities } from '../activities/backup.ts'
import type { BackupDeps } from '../activities/backup.ts'
import { createEffectActivities } from '../activities/effects.ts'
import { createMessageActivities } from '../activities/messages.ts'
import { createPulseActivities } from '../activities/pulse.ts'
import { createRecordActivities } from '../activities/records.ts'
import { createDataConverter } from '../connectors/engine/data-converter.ts'
import type { BackupEngine } from '../connectors/engine/backups/port.ts'
import type { MissingPayloadKey } from '../connectors/engine/payload-codec.ts'
import type { PayloadKeys } from '../connectors/engine/payload-keys.ts'
import { mailChannel } from '../services/messages/mail-channel.ts'
import type { MailDeps } from '../services/messages/mail-channel.ts'
import { smsChannel } from '../services/messages/sms-channel.ts'
import type { SmsDeps } from '../services/messages/sms-channel.ts'
import { telegramChannel } from '../services/messages/telegram-channel.ts'
import type { TelegramDeps } from '../services/messages/telegram-channel.ts'
import type { IntakeDeps } from '../services/intake/letter-work.ts'
import { alignSchedules } from '../services/system/backup-schedules.ts'
import { createMending } from '../services/system/mend.ts'
import type { MendDeps } from '../services/system/mend.ts'
import { recompute } from '../services/system/recompute.ts'
import { relay } from '../services/system/relay.ts'
import { watchBalance } from '../services/system/sms-account.ts'
import { pollSms } from '../services/system/sms-news.ts'
import { repeatEvery } from '../services/system/rounds.ts'
import { sendReports } from '../services/system/send-reports.ts'
import { startSender } from '../services/system/sender.ts'
import type { Sender } from '../services/system/sender.ts'
import { sweep } from '../services/system/sweep.ts'
import { removeUnsentFiles } from '../services/system/unsent-files.ts'
import { taskQueues } from '../workflows/contracts.ts'
import { bundleWorkflows } from './workflow-bundle.ts'

export interface WorkersOptions {
  readonly address: string
  readonly namespace: string
  readonly keys: PayloadKeys
  readonly onMissingKey?: (error: MissingPayloadKey) => void
  readonly onEngineAhead?: (processId: string) => void
  readonly intake: IntakeDeps & Pick<MendDeps, 'engine'>
  readonly onFailing?: MendDeps['onFailing']
  readonly delivery: MailDeps & Partial<Pick<SmsDeps, 'sms'> & Pick<TelegramDeps, 'telegram'>>
  /** Administrators are told when less is left on the SMS account; never when left out. */
  readonly lowBalanceKopecks?: number | undefined
  /** Instead of our own workflows with a cache of 500: for what must see runs end or leave the cache early. */
  readonly workflows?: { readonly bundle: WorkflowBundleOption; readonly maxCached: number }
  /** Backups by schedule and by hand; without it these workers make none. */
  readonly backup?: BackupDeps & { readonly engine: BackupEngine }
  readonly onError: (error: unknown) => void
}
export interface Workers {
  /** Ends when the workers have drained; throws when one of them failed. */
  readonly done: Promise<void>
  stop(): void
}

const relayEveryMs = 1_000
const sweepEveryMs = 5_000
const mendEveryMs = 5_000
const recomputeEveryMs = 2_000
const smsEveryMs = 15_000
const tidyEveryMs = 60_000
const alignEveryMs = 60_000
const reportsEveryMs = 15_000

/**
 * Workflow code that never comes back holds the thread of all others: it is cut off before the engine gives its task, which
 * may take 3 s, to another worker. The SDK hands this on though its types do not name it; 5 s when left out.
 */
const cutOff = { isolateExecutionTimeout: '2 s' } as const

/** Runs the processes and their effects, the sender of letters, and the rounds that finish what a crash left. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { address, namespace, intake, delivery, backup, onError } = options
  const connection = await NativeConnection.connect({ address })
  const dataConverter = createDataConverter(options.keys, options.onMissingKey)
  const workflowBundle = options.workflows?.bundle ?? (await bundleWorkflows())
  const senders: Sender[] = []
  const wake = (): void => {
    for (const sender of senders) sender.wake()
  }
  const processes = await Worker.create({
    ...cutOff,
    connection,
    namespace,
    taskQueue: taskQueues.processes,
    workflowBundle,
    dataConverter,
    activities: {
      ...createRecordActivities({
        db: delivery.db,
        onLetters: wake,
        ...(options.onEngineAhead ? { onEngineAhead: options.onEngineAhead } : {}),
      }),
      ...createPulseActivities({ db: delivery.db }),
    },
    // The cache is the worker's memory, and a step on a process that left it takes a fifth longer (docs/performance.md).
    maxCachedWorkflows: options.workflows?.maxCached ?? 500,
    maxConcurrentWorkflowTaskExecutions: 20,
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 4 },
    stickyQueueScheduleToStartTimeout: '3 s',
    shutdownGraceTime: '10 s',
  })
  const effects = await Worker.create({
    connection,
    namespace,
    taskQueue: taskQueues.effects,
    dataConverter,
    activities: {
      ...createMessageActivities(delivery),
      ...createEffectActivities({}),
      ...(backup ? createBackupActivities(backup) : {}),
    },
    activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 4 },
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: '10 s',
  })
  const align = async (): Promise<void> => {
    if (backup) await alignSchedules(backup.db, backup.engine)
  }
  void align().catch(onError)
  const mending = createMending({ db: intake.db, engine: intake.engine, ...(options.onFailing ? { onFailing: options.onFailing } : {}) })
  const { db, sms } = delivery
  const rounds = [
    ...(sms
      ? [
          repeatEvery(smsEveryMs, async () => void (await pollSms(db, sms, new Date())), onError),
          repeatEvery(smsEveryMs, () => watchBalance(db, sms, options.lowBalanceKopecks ?? 0, new Date()), onError),
        ]
      : []),
    repeatEvery(mendEveryMs, async () => void (await mending.round(new Date())), onError),
    repeatEvery(alignEveryMs, align, onError),
    repeatEvery(relayEveryMs, async () => void (await relay(intake, new Date())), onError),
    repeatEvery(recomputeEveryMs, async () => void (await recompute(intake, new Date())), onError),
    repeatEvery(sweepEveryMs, async () => void (await sweep(intake, new Date())), onError),
    repeatEvery(reportsEveryMs, async () => void (await sendReports(delivery.db, new Date())), onError),
    repeatEvery(tidyEveryMs, async () => void (await removeUnsentFiles(intake.db, new Date())), onError),
  ]
  senders.push(startSender(delivery.db, mailChannel(delivery), { onError }))
  senders.push(startSender(delivery.db, smsChannel({ ...delivery, sms: delivery.sms }), { onError }))
  senders.push(startSender(delivery.db, telegramChannel({ ...delivery, telegram: delivery.telegram }), { onError }))
  const stop = (): void => {
    for (const sender of senders) void sender.stop()
    for (const worker of [processes, effects]) if (worker.getState() === 'RUNNING') worker.shutdown()
  }
  const run = async (): Promise<void> => {
    try {
      // One that fails takes the other with it: half a set of workers moves processes that never write letters.
      await Promise.all([processes.run().finally(stop), effects.run().finally(stop)])
    } finally {
      await Promise.all([...senders, ...rounds].map((one) => one.stop()))
      await connection.close()
    }
  }
  return { done: run(), stop }
}
