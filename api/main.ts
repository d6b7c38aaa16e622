import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { ConfigError, readConfig } from '../config/config.ts'
import type { Config } from '../config/config.ts'
import { openAnchorFiles } from '../connectors/anchor/anchor-files.ts'
import { createBackupEngine } from '../connectors/engine/backups/temporal-backups.ts'
import { payloadKeys } from '../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../connectors/mail/letter-reader.ts'
import { createJitsi } from '../connectors/video/jitsi.ts'
import { createSmtpClient } from '../connectors/mail/smtp-client.ts'
import { createTelegramClient } from '../connectors/telegram/client.ts'
import type { TelegramPort } from '../connectors/telegram/port.ts'
import { openSms } from '../connectors/sms/sms-account.ts'
import { readStatusPush } from '../connectors/sms/smsc-push.ts'
import { openDatabase } from '../db/client.ts'
import { receiveLetter } from '../services/intake/receive-letter.ts'
import { createLiveHub } from '../services/live/hub.ts'
import { createChatTokens } from '../services/telegram/chat-token.ts'
import type { ChatTokens } from '../services/telegram/chat-token.ts'
import { receiveChat } from '../services/telegram/receive.ts'
import { createDeviceTokens } from '../services/session/token.ts'
import { confirming } from '../services/system/confirming-engine.ts'
import { receiveSmsNews } from '../services/system/sms-news.ts'
import { listenLive } from '../services/system/listen.ts'
import { demoMailboxes, organizationsAt } from '../services/system/organization.ts'
import { openRateLimits } from '../services/system/rate-limits.ts'
import { workOnLetter } from '../services/system/relay.ts'
import { DatabaseIsOlder } from '../services/system/pulse.ts'
import { createReadiness } from '../services/system/ready.ts'
import { repeatEvery } from '../services/system/rounds.ts'
import { guardStores } from '../services/system/store-guard.ts'
import { createConfirmer } from '../services/system/sweep.ts'
import { sendNewLetter } from '../simulators/mail-outbox/new-letter.ts'
import { respondOutbox } from '../simulators/mail-outbox/respond.ts'
import { openOutboxStore } from '../simulators/mail-outbox/store.ts'
import { renderWritePage } from '../simulators/mail-outbox/write-page.ts'
import { respondChats } from '../simulators/telegram/respond-chats.ts'
import { respondPhones } from '../simulators/smsc/respond-phones.ts'
import type { ApiDeps } from './deps.ts'
import { closeDoor } from './hooks/draining.ts'
import type { Draining } from './hooks/draining.ts'
import { addSmscHook } from './hooks/smsc.ts'
import { addTelegramHook } from './hooks/telegram.ts'
import { startSmtpListener } from './hooks/smtp-listener.ts'
import { addOutbox } from './rest/outbox.ts'
import { addOutboxWrite } from './rest/outbox-write.ts'
import { buildServer } from './server.ts'
import type { RestPlugin } from './server.ts'

// By itself the heap doubles while a long file is written, though little of it is alive.
setFlagsFromString('--heap-growing-percent=15')

const stopTimeoutMs = 10_000
const letterDrainMs = 8_000

/** The demo's mailbox, where ops keeps one; answers written there go to our own listener. */
async function outboxPlugins(config: Config, listener: { readonly port: number }): Promise<RestPlugin[]> {
  if (!config.demo || config.outboxDir === undefined) return []
  const store = await openOutboxStore(config.outboxDir)
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host
  return [
    (app) =>
      addOutbox(app, (request) => {
        const { phonesDir, chatsUrl } = config
        if (request.path.startsWith('/telegram') && chatsUrl !== undefined) return respondChats(chatsUrl, request)
        if (request.path === '/phones' && phonesDir !== undefined)
          return respondPhones({ directory: phonesDir, basePath: '/outbox' }, request.query)
        return respondOutbox({ store, basePath: '/outbox', replyTo: { host, port: listener.port } }, request)
      }),
    (app, { db }) =>
      addOutboxWrite(app, {
        mailboxes: () => demoMailboxes(db),
        render: renderWritePage,
        send: (letter) => sendNewLetter({ host, port: listener.port }, letter),
      }),
  ]
}

/** Where the SMS provider tells what became of messages. */
function smscPlugins({ smscPushSecret: secret }: Config): RestPlugin[] {
  if (secret === undefined) return []
  return [
    (app, { db, now }) =>
      addSmscHook(app, {
        async receive(fields) {
          const push = readStatusPush(fields, secret)
          if (push) await receiveSmsNews(db, push, now())
          return push !== undefined
        },
      }),
  ]
}

/** Where the messenger tells what people write to the bot. */
function telegramPlugins({ telegram }: Config, tokens: ChatTokens): RestPlugin[] {
  if (!telegram) return []
  const { webhookSecret: secret } = telegram
  return [(app, { db, now }) => addTelegramHook(app, { secret, receive: (news) => receiveChat({ db, tokens }, news, now()) })]
}

/** Tells the messenger where we are, until it has heard it. */
function announceHook(
  { telegram, publicUrl, host, port, chatsUrl }: Config,
  client: TelegramPort | undefined,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  if (!telegram || !client) return { stop: async () => undefined }
  let told = false
  const base = chatsUrl === undefined ? publicUrl : `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${String(port)}`
  const tell = async (): Promise<void> => {
    if (told) return
    await client.setWebhook({ url: `${base}/hooks/telegram`, secret: telegram.webhookSecret })
    told = true
  }
  void tell().catch(onError)
  return repeatEvery(60_000, tell, onError)
}

async function start(config: Config): Promise<void> {
  const onError = (error: unknown): void => app.log.warn({ err: error }, 'the database connection was lost')
  const db = openDatabase({ ownerUrl: config.databaseUrl, secret: config.secret, maxConnections: 20, onError })
  const engine = openTemporalEngine({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    keys: payloadKeys(config.secret, config.oldSecrets),
    onMissingKey: ({ keyId, message }) => app.log.error({ keyId }, message),
  })
  // For what administrators send on trial; messages of processes leave from the workers.
  const mail = createSmtpClient({ url: config.smtpUrl, totalTimeoutMs: 20_000, maxConnections: 1 })
  const phone = openSms(config.smsc)
  const confirmer = createConfirmer(db)
  const confirmations = repeatEvery(1_000, () => confirmer.flush(), onError)
  const live = createLiveHub()
  const { telegram } = config
  const chat = telegram && createTelegramClient(telegram)
  const chatTokens = createChatTokens(config.secret)
  const { anchorDir: dir, secret, oldSecrets } = config
  const deps: ApiDeps = {
    db,
    engine: confirming(engine, confirmer),
    live,
    limits: openRateLimits(db),
    devices: createDeviceTokens(config.secret),
    anchors: dir === undefined ? undefined : openAnchorFiles({ dir, secret, oldSecrets }),
    backups: createBackupEngine(engine.client),
    outgoing: { mail, sms: phone.sms, telegram: chat },
    chats: telegram && { urlFor: (linkId) => `${telegram.botUrl}?start=${chatTokens.make(linkId)}` },
    publicUrl: config.publicUrl,
    video: config.jitsi && createJitsi({ ...config.jitsi, secret }),
    now: () => new Date(),
  }
  const listener = { port: config.smtpPort }
  const draining: Draining = { on: false }
  const app = await buildServer(deps, {
    logLevel: config.logLevel,
    webDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    metricsToken: createHmac('sha256', config.secret).update('metrics').digest('hex'),
    readiness: createReadiness(db, engine),
    plugins: [...smscPlugins(config), ...telegramPlugins(config, chatTokens), ...(await outboxPlugins(config, listener))],
    trustedProxies: config.trustedProxies,
    draining,
  })
  let stopFor: (older: DatabaseIsOlder) => void = () => undefined
  const guard = await guardStores({
    db,
    engine,
    onOlder: (older) => stopFor(older),
    onError: (error) => app.log.warn({ err: error }, 'the heartbeats of the stores could not be compared'),
  })
  const listening = listenLive(db, { message: live.receive, gap: live.gap, broken: onError })
  const intake = { db, engine: deps.engine, reader: createLetterReader() }
  const smtp = await startSmtpListener({
    port: config.smtpPort,
    host: config.host,
    name: new URL(config.publicUrl).hostname,
    acceptsRecipient: async (address) => (await organizationsAt(db, [address])).length > 0,
    async onLetter(letter) {
      const kept = await receiveLetter(db, letter)
      // The sender waits only for the keeping; what fails here the relay does later.
      for (const one of kept)
        workOnLetter(intake, one, new Date()).catch((error: unknown) =>
          app.log.warn({ err: error, intakeId: one.intakeId }, 'the letter waits for the relay'),
        )
    },
    drainTimeoutMs: letterDrainMs,
    behindProxy: config.smtpProxyProtocol,
    log: app.log,
  })
  listener.port = smtp.port
  await app.listen({ host: config.host, port: config.port })
  const announcing = announceHook(config, chat, (error) => app.log.warn({ err: error }, 'the messenger does not know where this is'))

  let stopping = false
  const stop = async (why: string, exitCode = 0): Promise<void> => {
    if (stopping) return
    stopping = true
    app.log.info({ why }, 'stopping')
    draining.on = true
    // Screens listen to another instance while this one still answers.
    live.close()
    if (why !== 'disconnect') await sleep(config.drainMs)
    // Whatever does not end in time is written down already and goes on at the next start.
    setTimeout(() => process.exit(1), stopTimeoutMs).unref()
    await closeDoor(app.server)
    await Promise.all([app.close(), smtp.close(), listening.stop(), confirmations.stop(), guard.stop(), announcing.stop()])
    await confirmer.flush().catch(onError)
    mail.close()
    await Promise.all([engine.close(), db.close(), phone.close(), chat?.close()])
    process.exit(exitCode)
  }
  stopFor = (older) => {
    process.stderr.write(`${older.message}\n`)
    void stop('the database is older than the engine', 1)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  // Started by ops: without its parent, which may be gone before this is ready, nobody would ever stop this process.
  process.on('disconnect', () => void stop('disconnect'))
  if (process.connected === false) return stop('disconnect')
  process.send?.({ ready: true, url: config.publicUrl, smtpPort: smtp.port })
}

/** What is wrong, in a sentence when it is for whoever starts the program to mend. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error)
    return `Port ${String(error.port)} is taken: set PORT to a free one.`
  if (error instanceof ConfigError || error instanceof DatabaseIsOlder || 'code' in error) return error.message
  return error.stack ?? error.message
}

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}
