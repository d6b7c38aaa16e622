import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import type { Actor } from '../../domain/actor.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import type { Role } from '../../domain/roles.ts'
import type { BackupDeps } from '../../activities/backup.ts'
import { createBackupEngine } from '../../connectors/engine/backups/temporal-backups.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine, processAttributes } from '../../connectors/engine/temporal-engine.ts'
import type { TemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { organizations } from '../../db/schema/organization.ts'
import { ensureSearchAttributes } from '../../ops/temporal/attributes.ts'
import type { Ctx } from '../../services/context.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import type { LinkTokens } from '../../services/links/token.ts'
import { startMailOutbox } from '../../simulators/mail-outbox/server.ts'
import type { MailOutbox } from '../../simulators/mail-outbox/server.ts'
import { startWorkers } from '../../workers/process-workers.ts'
import type { WorkersOptions } from '../../workers/process-workers.ts'
import { eventually } from './eventually.ts'
import { testDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { testTemporalAddress } from './requirements.ts'

/** The whole product without its HTTP side: its own database, its own engine namespace, workers, and the outside world's mailboxes. */
export interface Stack {
  readonly db: Database
  readonly engine: TemporalEngine
  readonly outbox: MailOutbox
  readonly tokens: LinkTokens
  readonly publicUrl: string
  readonly ownerUrl: string
  readonly secret: string
  readonly namespace: string
  close(): Promise<void>
}

export async function makeNamespace(namespace: string): Promise<void> {
  const connection = await Connection.connect({ address: testTemporalAddress() })
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') })
  } finally {
    await connection.close()
  }
  await ensureSearchAttributes(testTemporalAddress(), namespace)
}

/** A new namespace's search attributes reach the server's cache a moment later than the namespace. */
async function untilUsable(engine: TemporalEngine): Promise<void> {
  const probe = `probe-${randomBytes(6).toString('hex')}`
  await eventually(async () => {
    try {
      const typedSearchAttributes = processAttributes('probe', 'probe')
      const handle = await engine.client.workflow.start('canary', { workflowId: probe, taskQueue: 'nobody', typedSearchAttributes })
      await handle.terminate()
      return true
    } catch {
      return undefined
    }
  }, 'the namespace knows its search attributes')
}

/** Starts workers of a stack, beside those it may have; answers how to stop them. */
export async function runWorkers(
  { db, engine, outbox, tokens, publicUrl, secret, namespace }: Omit<Stack, 'close'>,
  options: Pick<WorkersOptions, 'workflows' | 'onFailing'> & { readonly backups?: Pick<BackupDeps, 'maker' | 'onFailed'> } = {},
): Promise<() => Promise<void>> {
  const { backups, workflows, onFailing } = options
  const mail = createSmtpClient({ url: outbox.url })
  const workers = await startWorkers({
    address: testTemporalAddress(),
    namespace,
    keys: payloadKeys(secret),
    intake: { db, engine, reader: createLetterReader() },
    delivery: { db, mail, tokens, publicUrl },
    ...(workflows ? { workflows } : {}),
    ...(onFailing ? { onFailing } : {}),
    ...(backups ? { backup: { ...backups, db, engine: createBackupEngine(engine.client) } } : {}),
    onError: () => undefined,
  })
  const stop = async (): Promise<void> => {
    workers.stop()
    await workers.done
    mail.close()
  }
  let stopped: Promise<void> | undefined
  return () => (stopped ??= stop())
}

/** Starts everything; `workers: false` leaves the engine without hands, as when they are all down. */
export async function startStack(
  options: {
    readonly workers?: boolean
    readonly database?: TestDatabase
    /** Who makes backups; nobody when left out. */
    readonly backups?: Pick<BackupDeps, 'maker' | 'onFailed'>
    /** Instead of the product's own workflows. */
    readonly workflows?: NonNullable<WorkersOptions['workflows']>
  } = {},
): Promise<Stack> {
  const database = options.database ?? (await testDatabase())
  const { ownerUrl, secret } = database
  const namespace = `test-${randomBytes(6).toString('hex')}`
  await makeNamespace(namespace)
  const db = openDatabase({ ownerUrl, secret, maxConnections: 10, onError: () => undefined })
  const keys = payloadKeys(secret)
  const engine = openTemporalEngine({ address: testTemporalAddress(), namespace, keys })
  await untilUsable(engine)
  const directory = await mkdtemp(join(tmpdir(), 'outbox-'))
  const outbox = await startMailOutbox({ directory, host: '127.0.0.1', port: 0 })
  const tokens = createLinkTokens(secret)
  const publicUrl = 'http://vekha.example'
  const parts = { db, engine, outbox, tokens, publicUrl, ownerUrl, secret, namespace }
  const stopWorkers = options.workers === false ? undefined : await runWorkers(parts, options)
  return {
    ...parts,
    async close() {
      await stopWorkers?.()
      await Promise.all([engine.close(), db.close(), outbox.close()])
      await rm(directory, { recursive: true, force: true })
      await database.drop()
    },
  }
}

export interface TestPerson {
  readonly id: string
  readonly actor: Extract<Actor, { kind: 'staff' }>
}
export interface TestOrganization {
  readonly id: string
  readonly slug: string
  readonly supportAddress: string
  person(role: Role): Promise<TestPerson>
  /** The context of one request of this person, or of the first support line. */
  ctx(actor: Actor, requestId?: string, now?: Date): Ctx
}

/** An organization of its own, with the Russian calendar, so that tests never see each other's rows. */
export async function makeOrganization(db: Database): Promise<TestOrganization> {
  const id = newId()
  const slug = `org-${randomBytes(5).toString('hex')}`
  const supportAddress = `support@${slug}.example`
  const createdAt = new Date()
  await db.system((tx) =>
    tx.insert(organizations).values({ id, slug, name: `ООО «${slug}»`, supportAddress, lang: 'ru', calendar: russianCalendar, createdAt }),
  )
  return {
    id,
    slug,
    supportAddress,
    async person(role) {
      const userId = newId()
      const name = `${role} ${slug}`
      await db.system(async (tx) => {
        await tx
          .insert(users)
          .values({ id: userId, email: `${role}-${userId}@${slug}.example`, name, passwordHash: '-', lang: 'ru', createdAt })
        await tx.insert(memberships).values({ tenantId: id, userId, roles: [role], createdAt })
      })
      return { id: userId, actor: { kind: 'staff', id: userId, name, roles: [role] } }
    },
    ctx: (actor, requestId = newId(), now = new Date()) => ({ db, tenantId: id, actor, lang: 'ru', now, requestId }),
  }
}
