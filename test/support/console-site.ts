import { createBackupEngine } from '../../connectors/engine/backups/temporal-backups.ts'
import { rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { createTransport } from 'nodemailer'
import { startSmtpListener } from '../../api/hooks/smtp-listener.ts'
import { buildServer } from '../../api/server.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { anyFreePort } from '../../ops/ports.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { createLiveHub } from '../../services/live/hub.ts'
import { createDeviceTokens } from '../../services/session/token.ts'
import { listenLive } from '../../services/system/listen.ts'
import { organizationsAt } from '../../services/system/organization.ts'
import { openRateLimits } from '../../services/system/rate-limits.ts'
import { createReadiness } from '../../services/system/ready.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import type { StoredLetter } from '../../simulators/mail-outbox/store.ts'
import { startWorkers } from '../../workers/process-workers.ts'
import type { Workers } from '../../workers/process-workers.ts'
import { builtWeb } from './built-web.ts'
import { letterWith } from './requester.ts'
import { chromiumPath, testTemporalAddress } from './requirements.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

export interface SentLetter {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly inReplyTo?: string
}
/** The whole product with every side open: letters in and out, HTTP with the built console, workers, a browser. */
export interface ConsoleSite {
  readonly stack: Stack
  /** On localhost, where browsers give a page all it may have over https. */
  readonly url: string
  readonly browser: Browser
  /** Hands a letter to the product's own SMTP listener, as a mail server does. */
  send(letter: SentLetter): Promise<void>
  /** The letter that reached somebody's mailbox. */
  letterWith(to: string, words: string): Promise<StoredLetter>
  /** The live connections the server has been asked for, and those open now. */
  live(): { readonly asked: number; readonly open: number }
  /** Breaks the live connections, as a bad line does. */
  cutLive(): void
  stopWorkers(): Promise<void>
  startWorkers(): Promise<void>
  close(): Promise<void>
}

const browserArgs = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const silent = { info: () => undefined, warn: () => undefined }
const onError = (): void => undefined

/** Starts everything; `workers: false` leaves the engine without hands until `startWorkers`. */
export async function startConsoleSite(options: { readonly workers?: boolean } = {}): Promise<ConsoleSite> {
  const [webDir, stack, port] = await Promise.all([builtWeb(), startStack({ workers: false }), anyFreePort()])
  const { db, engine, tokens } = stack
  const url = `http://localhost:${String(port)}`
  const mail = createSmtpClient({ url: stack.outbox.url })
  const live = createLiveHub()
  const deps = {
    db,
    engine,
    live,
    limits: openRateLimits(db),
    devices: createDeviceTokens(stack.secret),
    anchors: undefined,
    chats: undefined,
    video: undefined,
    backups: createBackupEngine(stack.engine.client),
    outgoing: { mail, sms: undefined, telegram: undefined },
    publicUrl: url,
    now: () => new Date(),
  }
  const readiness = createReadiness(db, engine)
  const app = await buildServer(deps, { logLevel: 'silent', webDir, metricsToken: 'x'.repeat(32), readiness, plugins: [] })
  const listening = listenLive(db, { message: live.receive, gap: live.gap, broken: onError })
  const intake = { db, engine, reader: createLetterReader() }
  const smtp = await startSmtpListener({
    port: 0,
    host: '127.0.0.1',
    acceptsRecipient: async (address) => (await organizationsAt(db, [address])).length > 0,
    async onLetter(letter) {
      for (const one of await receiveLetter(db, letter)) workOnLetter(intake, one, new Date()).catch(onError)
    },
    log: silent,
  })
  let asked = 0
  const open = new Set<ServerResponse>()
  app.server.prependListener('request', (request, response) => {
    if (request.url?.startsWith('/trpc/live') !== true) return
    asked += 1
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  await app.listen({ host: 'localhost', port })
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: browserArgs })

  let workers: Workers | undefined
  const start = async (): Promise<void> => {
    const delivery = { db, mail, tokens, publicUrl: url }
    const keys = payloadKeys(stack.secret)
    workers = await startWorkers({ address: testTemporalAddress(), namespace: stack.namespace, keys, intake, delivery, onError })
  }
  const stop = async (): Promise<void> => {
    workers?.stop()
    await workers?.done
    workers = undefined
  }
  if (options.workers !== false) await start()
  return {
    stack,
    url,
    browser,
    async send({ to, ...letter }) {
      const transport = createTransport({ host: '127.0.0.1', port: smtp.port, ignoreTLS: true })
      await transport.sendMail({ ...letter, to })
      transport.close()
    },
    letterWith: (to, words) => letterWith(stack, to, words),
    live: () => ({ asked, open: open.size }),
    cutLive() {
      for (const response of open) response.destroy()
    },
    stopWorkers: stop,
    startWorkers: start,
    async close() {
      await browser.close()
      await stop()
      await Promise.all([app.close(), smtp.close(), listening.stop()])
      mail.close()
      await stack.close()
      await rm(webDir, { recursive: true, force: true })
    },
  }
}
