import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray } from 'drizzle-orm'
import { letterMarks } from '../../domain/letters/letter-marks.ts'
import { renderStoredLetter } from '../../domain/letters/letter-templates.ts'
import { MailUnavailable } from '../../connectors/mail/port.ts'
import type { MailPort, OutgoingAttachment, OutgoingLetter } from '../../connectors/mail/port.ts'
import type { Database, Tx } from '../../db/client.ts'
import { isDatabaseAway } from '../../db/away.ts'
import { deliveries, files } from '../../db/schema/message.ts'
import { organizations } from '../../db/schema/organization.ts'
import { processes } from '../../db/schema/process.ts'
import type { DeliveryOutcome } from '../../workflows/ports.ts'
import { streamFile } from '../files/read-file.ts'
import { issueLink } from '../links/issue.ts'
import type { LinkTokens } from '../links/token.ts'
import { publishProcess } from '../live/publish.ts'

export interface DeliveryDeps {
  readonly db: Database
  readonly mail: MailPort
  readonly tokens: LinkTokens
  /** What links in letters begin with, without a slash at the end. */
  readonly publicUrl: string
}
type DeliveryRow = typeof deliveries.$inferSelect

/** How long a failed letter waits at least; the engine spaces its tries by the same rule. */
const nextTry = (attempts: number): number => Math.min(5_000 * 2 ** (attempts - 1), 600_000)

/** How long a letter that was sent waits for the database to be noted as sent. */
const settleMs = 45_000

/** Addresses of the pages a letter leads to. The token stands in the fragment, which servers and referrers never see. */
function pages(publicUrl: string, token: string) {
  const page = `${publicUrl}/r#${token}`
  return {
    pageUrl: page,
    reopenUrl: `${page}&reopen`,
    ratingUrls: [1, 2, 3, 4, 5].map((stars) => `${page}&rate=${stars}`),
  }
}

async function attachments(deps: DeliveryDeps, tx: Tx, row: DeliveryRow): Promise<OutgoingAttachment[]> {
  if (row.fileIds.length === 0) return []
  const rows = await tx
    .select()
    .from(files)
    .where(and(eq(files.tenantId, row.tenantId), inArray(files.id, [...row.fileIds]), eq(files.processId, row.processId)))
  return rows.map((file) => ({ filename: file.name, contentType: file.contentType, content: streamFile(deps.db, row.tenantId, file) }))
}

async function compose(deps: DeliveryDeps, tx: Tx, row: DeliveryRow, now: Date): Promise<OutgoingLetter> {
  const [organization] = await tx.select().from(organizations).where(eq(organizations.id, row.tenantId))
  const [process] = await tx.select().from(processes).where(eq(processes.id, row.processId))
  if (!organization || !process) throw new Error('The letter belongs to no process')
  const toStaff = row.template.startsWith('staff.')
  const token = toStaff
    ? ''
    : await issueLink(tx, deps.tokens, {
        tenantId: row.tenantId,
        processId: row.processId,
        party: 'requester',
        recipient: row.toAddress,
        name: row.toName || row.toAddress,
        now,
      })
  const rendered = renderStoredLetter(row.template, row.lang, {
    ...row.vars,
    ...(toStaff ? { processUrl: `${deps.publicUrl}/p/${encodeURIComponent(process.number)}` } : pages(deps.publicUrl, token)),
    organization: organization.name,
    zone: organization.calendar.zone,
  })
  const from = { name: organization.name, address: organization.supportAddress }
  return {
    from,
    to: { name: row.toName, address: row.toAddress },
    ...rendered,
    messageId: row.letterId,
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo, references: [row.inReplyTo] }),
    headers: letterMarks(row.template, organization.slug),
    attachments: await attachments(deps, tx, row),
  }
}

async function settle(
  deps: Pick<DeliveryDeps, 'db'>,
  { tenantId, id }: Pick<DeliveryRow, 'tenantId' | 'id'>,
  change: Partial<DeliveryRow>,
  from: DeliveryRow['status'][] = ['pending'],
): Promise<void> {
  await deps.db.tenant(tenantId, async (tx) => {
    const [kept] = await tx
      .update(deliveries)
      .set(change)
      .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id), inArray(deliveries.status, from)))
      .returning({ processId: deliveries.processId })
    if (!kept) return
    const { processId } = kept
    const [process] = await tx.select({ kind: processes.kind, seq: processes.seq }).from(processes).where(eq(processes.id, processId))
    if (process) publishProcess(tx, { tenantId, processId, ...process })
  })
}

/** Settles what left already, while the database comes back: a letter must not go twice because of it. */
async function settleSent(deps: Pick<DeliveryDeps, 'db'>, row: DeliveryRow, change: Partial<DeliveryRow>): Promise<void> {
  const untilMs = performance.now() + settleMs
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      return await settle(deps, row, change)
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() + waitMs > untilMs) throw error
    }
    await sleep(waitMs)
  }
}

/** Puts letters of a process that were refused for good back on their way, one or all; answers their ids. */
export async function reviveDeliveries(tx: Tx, tenantId: string, processId: string, messageId: string | undefined): Promise<string[]> {
  const named = messageId === undefined ? undefined : eq(deliveries.id, messageId)
  const rows = await tx
    .update(deliveries)
    .set({ status: 'pending', endedAt: null })
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.processId, processId), eq(deliveries.status, 'rejected'), named))
    .returning({ id: deliveries.id })
  return rows.map((row) => row.id)
}

const givenUp = (reason: string, at: Date) => ({ status: 'skipped', lastError: reason, nextTryAt: null, endedAt: at }) as const
const canBeGivenUp = ['pending', 'rejected'] satisfies DeliveryRow['status'][]

/** Gives a letter up with the move that says so: a worker that dies after it has nothing left to do. */
export async function giveUpDelivery(
  tx: Tx,
  tenantId: string,
  processId: string,
  messageId: string,
  reason: string,
  at: Date,
): Promise<void> {
  await tx
    .update(deliveries)
    .set(givenUp(reason, at))
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.processId, processId),
        eq(deliveries.id, messageId),
        inArray(deliveries.status, canBeGivenUp),
      ),
    )
}

function reasonOf(error: unknown): string {
  if (error instanceof MailUnavailable) return `${error.message}: ${error.said}`
  return error instanceof Error ? error.message : String(error)
}

/**
 * Sends one letter unless it has ended already. A refusal for good is an outcome; trouble is noted on the letter and
 * thrown, to be tried again. A crash after sending may send it twice, under one Message-ID.
 */
export async function deliver(
  deps: DeliveryDeps,
  message: { readonly tenantId: string; readonly messageId: string },
  now: Date,
): Promise<DeliveryOutcome> {
  const row = await deps.db.tenant(message.tenantId, async (tx) => {
    const [found] = await tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.tenantId, message.tenantId), eq(deliveries.id, message.messageId)))
    if (!found) throw new Error('The letter has no row')
    return found
  })
  if (row.status !== 'pending') return row.status
  const attempts = row.attempts + 1
  try {
    // A letter that can't be written is trouble like a server that is down: people see it, a mended template sends it.
    const letter = await deps.db.tenant(message.tenantId, (tx) => compose(deps, tx, row, now))
    const outcome = await deps.mail.send(letter)
    if (outcome.kind === 'rejected') {
      await settle(deps, row, { status: 'rejected', attempts, lastError: outcome.reason.slice(0, 500), nextTryAt: null, endedAt: now })
      return 'rejected'
    }
    await settleSent(deps, row, { status: 'sent', attempts, lastError: null, nextTryAt: null, endedAt: now })
    return 'sent'
  } catch (error) {
    const lastError = reasonOf(error).slice(0, 500)
    await settle(deps, row, { attempts, lastError, nextTryAt: new Date(now.getTime() + nextTry(attempts)) })
    throw error
  }
}

/**
 * Gives a letter up, also one that was refused for good, with the reason of whoever did. The record of the move has done so
 * already, except for one that older workers wrote.
 */
export async function skipDelivery(
  deps: Pick<DeliveryDeps, 'db'>,
  message: { readonly tenantId: string; readonly messageId: string; readonly reason: string },
  now: Date,
): Promise<void> {
  await settle(deps, { tenantId: message.tenantId, id: message.messageId }, givenUp(message.reason, now), canBeGivenUp)
}
