import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { processKinds } from '../domain/processes.ts'
import { notFound } from '../services/problem.ts'
import { readGauges } from '../services/system/gauges.ts'
import type { ApiDeps } from './deps.ts'
import { passwordWork } from '../services/session/password.ts'
import { heldUploadBytes } from './rest/files.ts'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** From the machine itself and not through a proxy on it, or with the token. */
function mayRead(request: FastifyRequest, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  if (given.length === expected.length && timingSafeEqual(given, expected)) return true
  return (
    loopback.has(request.socket.remoteAddress ?? '') &&
    request.headers['x-forwarded-for'] === undefined &&
    request.headers.forwarded === undefined
  )
}

/** Names of procedures come from outside: only known ones become a label. */
function routeOf(request: FastifyRequest, procedures: ReadonlySet<string>): string {
  const route = request.routeOptions.url ?? 'none'
  if (!route.startsWith('/trpc')) return route
  const path = request.url.slice('/trpc/'.length).split('?')[0] ?? ''
  if (procedures.has(path)) return `/trpc/${path}`
  return path.includes(',') ? '/trpc/batch' : '/trpc/unknown'
}

/** Measures every request and serves `/metrics`. */
export function addMetrics(
  app: FastifyInstance,
  deps: ApiDeps,
  options: { readonly token: string; readonly procedures: ReadonlySet<string> },
): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to the end of each answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers })
  const byKind = (name: string, help: string): Gauge<'kind'> => new Gauge({ name, help, labelNames: ['kind'], registers })
  const databaseUp = gauge('vekha_database_up', '1 when the numbers of this scrape could be read')
  const open = byKind('vekha_processes_open', 'Processes that have not ended')
  const late = byKind('vekha_processes_late', 'Open processes past their due date')
  const failing = gauge('vekha_processes_failing', 'Processes whose workflow can not go on: a person has to look')
  const lettersWaiting = gauge('vekha_outbox_waiting', 'Letters not yet sent')
  const outboxAge = gauge('vekha_outbox_age_seconds', 'Age of the oldest letter not yet sent')
  const waiting = new Gauge({ name: 'vekha_messages_waiting', help: 'Messages not yet sent', labelNames: ['channel'], registers })
  const twice = new Gauge({
    name: 'vekha_messages_perhaps_twice',
    help: 'Sent messages that may have come twice',
    labelNames: ['channel'],
    registers,
  })
  const smsBalance = gauge('vekha_sms_balance_rubles', 'What is left on the account with the SMS provider; NaN while it is not known')
  const intakeWaiting = gauge('vekha_intake_waiting', 'Arrivals not yet worked on')
  const intakeAge = gauge('vekha_intake_age_seconds', 'Age of the oldest arrival not yet worked on')
  const intakeParked = gauge('vekha_intake_parked', 'Arrivals put aside after many failed tries: a person has to look')
  const uploadBytes = gauge('vekha_upload_bytes', 'Bytes of uploads under way on the disk of this instance')
  const goodBackup = gauge('vekha_backup_last_good_timestamp_seconds', 'When the last good backup was finished; 0 while there is none')
  const goodBackupBytes = gauge('vekha_backup_last_good_bytes', 'Size of the last good backup')
  const backupFailures = gauge('vekha_backup_failures_since_good', 'Backups that failed since the last good one')
  const passwordHashes = gauge('vekha_password_hashes', 'Passwords hashed by this instance since its start: guessing shows here')
  const passwordsWaiting = gauge('vekha_passwords_waiting', 'Passwords that wait to be hashed on this instance')
  const liveConnections = gauge('vekha_live_connections', 'Screens that listen for changes on this instance')

  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request, options.procedures)
    const status = String(reply.statusCode)
    // A live connection lasts for hours and says nothing about speed.
    if (route !== '/trpc/live') duration.observe({ method: request.method, route, status }, reply.elapsedTime / 1000)
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })

  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, options.token)) throw notFound()
    try {
      const numbers = await readGauges(deps.db, deps.now())
      for (const kind of processKinds) {
        open.set({ kind }, numbers.open.get(kind) ?? 0)
        late.set({ kind }, numbers.late.get(kind) ?? 0)
      }
      failing.set(numbers.failing)
      lettersWaiting.set(numbers.lettersWaiting)
      outboxAge.set(numbers.outboxAgeSeconds)
      for (const channel of ['mail', 'sms', 'telegram']) waiting.set({ channel }, numbers.waitingByChannel.get(channel) ?? 0)
      for (const channel of ['mail', 'telegram']) twice.set({ channel }, numbers.perhapsTwice.get(channel) ?? 0)
      smsBalance.set((numbers.smsBalanceKopecks ?? Number.NaN) / 100)
      intakeWaiting.set(numbers.intakeWaiting)
      intakeAge.set(numbers.intakeAgeSeconds)
      intakeParked.set(numbers.intakeParked)
      goodBackup.set((numbers.lastGoodBackup?.at.getTime() ?? 0) / 1000)
      goodBackupBytes.set(numbers.lastGoodBackup?.sizeBytes ?? 0)
      backupFailures.set(numbers.backupFailuresSince)
      databaseUp.set(1)
    } catch (error) {
      request.log.warn({ err: error }, 'the numbers could not be read')
      databaseUp.set(0)
    }
    uploadBytes.set(heldUploadBytes())
    const passwords = passwordWork()
    passwordHashes.set(passwords.made)
    passwordsWaiting.set(passwords.waiting)
    liveConnections.set(deps.live.size)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
