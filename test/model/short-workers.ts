import { DefaultLogger, Runtime } from '@temporalio/worker'
import { readConfig } from '../../config/config.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { openDatabase } from '../../db/client.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { startWorkers } from '../../workers/process-workers.ts'

// Workers as the product's own, in a process to be killed; only their runs are short and few stay in the cache.

const config = readConfig(process.env)
Runtime.install({ logger: new DefaultLogger('ERROR') })
const { temporalAddress: address, temporalNamespace: namespace, secret, publicUrl } = config
const onError = (error: unknown): void => console.error(error)
const db = openDatabase({ ownerUrl: config.databaseUrl, secret, maxConnections: 10, onError })
const keys = payloadKeys(secret)
const engine = openTemporalEngine({ address, namespace, keys })
const mail = createSmtpClient({ url: config.smtpUrl, totalTimeoutMs: 80_000 })
const workers = await startWorkers({
  address,
  namespace,
  keys,
  intake: { db, engine, reader: createLetterReader() },
  delivery: { db, mail, tokens: createLinkTokens(secret), publicUrl },
  workflows: {
    bundle: { codePath: process.env['MODEL_BUNDLE'] ?? '' },
    maxCached: Number(process.env['MODEL_CACHE']),
  },
  onError,
})
for (const signal of ['SIGTERM', 'disconnect'] as const) process.once(signal, workers.stop)
process.send?.({ ready: true })
await workers.done
mail.close()
await Promise.all([engine.close(), db.close()])
process.exit(0)
