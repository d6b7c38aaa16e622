import { fileURLToPath } from 'node:url'
import { Runtime } from '@temporalio/worker'
import pino from 'pino'
import { loggedError } from '../api/log.ts'
import { readConfig } from '../config/config.ts'
import { openAnchorFiles } from '../connectors/anchor/anchor-files.ts'
import { createBackupProgram } from '../connectors/backup/backup-program.ts'
import { createBackupEngine } from '../connectors/engine/backups/temporal-backups.ts'
import type { MissingPayloadKey } from '../connectors/engine/payload-codec.ts'
import { payloadKeys } from '../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../connectors/mail/letter-reader.ts'
import { createSmtpClient } from '../connectors/mail/smtp-client.ts'
import { createTelegramClient } from '../connectors/telegram/client.ts'
import { openSms } from '../connectors/sms/sms-account.ts'
import { openDatabase } from '../db/client.ts'
import { createLinkTokens } from '../services/links/token.ts'
import { mailSlots } from '../services/messages/mail-channel.ts'
import { DatabaseIsOlder } from '../services/system/pulse.ts'
import { repeatEvery } from '../services/system/rounds.ts'
import { guardStores } from '../services/system/store-guard.ts'
import { startAnchoring } from './anchoring.ts'
import { startWorkers } from './process-workers.ts'
import { createSdkLogger } from './sdk-log.ts'

const pulseEveryMs = 60_000
/** Past this a stop is over, whatever still hangs: workers whose engine is away do not drain. */
const stopTimeoutMs = 20_000

const config = readConfig(process.env)
const log = pino({ level: config.logLevel, base: { service: 'workers' } })
Runtime.install({ logger: createSdkLogger(log) })
const db = openDatabase({
  ownerUrl: config.databaseUrl,
  secret: config.secret,
  maxConnections: 20,
  onError: (error) => log.warn({ error: error.message }, 'A database connection was lost'),
})
// A letter that waits for a connection would be sent long after the sender looked whether it may be.
const mail = createSmtpClient({ url: config.smtpUrl, totalTimeoutMs: 80_000, maxConnections: mailSlots })
const { smsc } = config
const phone = openSms(smsc)
const { sms } = phone
const telegram = config.telegram && createTelegramClient(config.telegram)
const { temporalAddress: address, temporalNamespace: namespace } = config
const keys = payloadKeys(config.secret, config.oldSecrets)
const onMissingKey = ({ keyId, message }: MissingPayloadKey): void => log.error({ keyId }, message)
const engine = openTemporalEngine({ address, namespace, keys, onMissingKey })
const roundFailed = (error: unknown): void => log.warn({ err: loggedError(error) }, 'A round failed')
let stop: () => void = () => undefined
let older: DatabaseIsOlder | undefined
const onOlder = (error: DatabaseIsOlder): void => {
  older = error
  log.fatal(error.message)
  stop()
}
const guard = await guardStores({ db, engine, onOlder, onError: roundFailed }).catch((error: unknown) => {
  if (!(error instanceof DatabaseIsOlder)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
const backupEnv = {
  ...process.env,
  DATABASE_URL: config.databaseUrl,
  TEMPORAL_DATABASE_URLS: config.temporalDatabaseUrls.join(','),
  ...(config.backupDir === undefined ? {} : { VEKHA_BACKUP_DIR: config.backupDir }),
}
const workers = await startWorkers({
  address,
  namespace,
  keys,
  onMissingKey,
  onEngineAhead: (processId) =>
    log.error(
      { processId },
      'The engine is ahead of the database: an older database was restored; see rebuild-processes -- --engine-is-ahead',
    ),
  onFailing: (failing) =>
    log.error(failing, 'The workflow of a process can not go on: it starts anew from the record, after pauses, until the cause is mended'),
  intake: { db, engine, reader: createLetterReader() },
  delivery: {
    db,
    mail,
    tokens: createLinkTokens(config.secret),
    publicUrl: config.publicUrl,
    ...(sms ? { sms } : {}),
    ...(telegram ? { telegram } : {}),
  },
  lowBalanceKopecks: smsc?.lowBalanceKopecks,
  backup: {
    db,
    engine: createBackupEngine(engine.client),
    maker: createBackupProgram({ entry: fileURLToPath(new URL('../ops/backup/main.ts', import.meta.url)), env: backupEnv }),
    onFailed: (error) => log.error({ err: loggedError(error) }, 'A backup was not made'),
  },
  onError: roundFailed,
})
stop = () => {
  workers.stop()
  // What was cut off is done again by whoever comes next.
  setTimeout(() => process.exit(1), stopTimeoutMs).unref()
}
// An engine whose store was replaced meanwhile gets its heartbeat again, and with it everything that is open.
const beginPulse = (): Promise<void> => engine.beginPulse(0)
await beginPulse().catch(roundFailed)
const pulse = repeatEvery(pulseEveryMs, beginPulse, roundFailed)
const { anchorDir: dir, secret, oldSecrets } = config
if (dir === undefined) log.warn('VEKHA_ANCHOR_DIR is not set: a rewritten audit chain would not be noticed')
const anchoring = dir === undefined ? undefined : startAnchoring(db, openAnchorFiles({ dir, secret, oldSecrets }), roundFailed)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop())
// Whoever started this process is gone, perhaps before it was ready: nothing would ever stop it.
process.once('disconnect', () => stop())
if (process.connected === false) stop()

if (process.connected) process.send?.({ ready: true })
log.info('Workers run')
await workers.done
await Promise.all([guard.stop(), pulse.stop(), anchoring?.stop()])
mail.close()
await Promise.all([phone.close(), telegram?.close()])
await Promise.all([engine.close(), db.close()])
log.info('Workers have stopped')
if (older) process.stderr.write(`${older.message}\n`)
process.exit(older ? 1 : 0)
