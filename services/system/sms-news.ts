import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { hourMs, minuteMs } from '../../domain/calendar/local-date.ts'
import { isLost, mayBecome } from '../../domain/messages/delivery-state.ts'
import type { DeliveryState } from '../../domain/messages/delivery-state.ts'
import { smsReason } from '../../domain/messages/sms-reasons.ts'
import type { Database } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import type { SmsPort, SmsStatus } from '../../connectors/sms/port.ts'
import type { DeliveryRow } from '../messages/channel.ts'
import { publishProcess } from '../live/publish.ts'

const stateOf = { sent: 'accepted', delivered: 'delivered', read: 'read', undeliverable: 'failed', expired: 'expired' } as const
/** The provider may not know at once what it has taken, and forgets later. */
const unknownAfterMs = hourMs
/** The longest that a message may live at the provider is a day. */
const nothingNewAfterMs = 26 * hourMs
const atOnce = 4
const inRound = 20

/** Moves messages on, never back; of what is lost a person decides. Answers how many moved. */
function note(db: Database, which: SQL | undefined, next: DeliveryState, news: Pick<SmsStatus, 'reasonCode' | 'changedAt'>, now: Date) {
  return db.system(async (tx) => {
    const found = await tx.select().from(deliveries).where(which).for('update')
    const moved = found.filter((row) => mayBecome(row.deliveryState, next))
    if (moved.length === 0) return 0
    const lost = isLost(next)
    await tx
      .update(deliveries)
      .set({
        deliveryState: next,
        reasonCode: news.reasonCode,
        stateAt: news.changedAt === undefined ? now : new Date(news.changedAt),
        // One whose sending is not yet noted stays pending: whoever sends it notes its end too.
        ...(lost ? { status: sql`CASE WHEN ${deliveries.status} = 'sent' THEN 'rejected' ELSE ${deliveries.status} END` } : {}),
        ...(lost ? { lastError: `SMSC: ${smsReason(news.reasonCode, next).en}` } : {}),
        ...(next === 'accepted' ? {} : { lookAt: null }),
      })
      .where(
        inArray(
          deliveries.id,
          moved.map((row) => row.id),
        ),
      )
    const of = await tx
      .select()
      .from(processes)
      .where(
        inArray(
          processes.id,
          moved.flatMap((row) => row.processId ?? []),
        ),
      )
    for (const process of of) publishProcess(tx, process)
    return moved.length
  })
}

/**
 * Takes a push of the provider. Late, repeated, unknown ones and those of other installations on the same account change nothing.
 * @param push.phone as the provider writes it, digits alone
 */
export async function receiveSmsNews(
  db: Database,
  push: { readonly clientId: number; readonly phone: string; readonly status: SmsStatus },
  now: Date,
): Promise<void> {
  const { state } = push.status
  if (state === 'unknown') return
  const which = and(eq(deliveries.smsId, push.clientId), eq(deliveries.toAddress, `+${push.phone.replace(/^\+/u, '')}`))
  await note(db, which, stateOf[state], push.status, now)
}

/** The next look: soon at first, seldom later, never again once the message can't be alive. */
function nextLook(ageMs: number, now: Date): Date | null {
  if (ageMs > nothingNewAfterMs) return null
  return new Date(now.getTime() + (ageMs < 10 * minuteMs ? 2 * minuteMs : ageMs < hourMs ? 10 * minuteMs : hourMs))
}

async function lookAt(db: Database, sms: SmsPort, row: DeliveryRow, now: Date): Promise<void> {
  if (row.smsId === null) return
  const status = await sms.status({ to: row.toAddress, clientId: row.smsId })
  const sure = status.state !== 'unknown' || now.getTime() - row.createdAt.getTime() > unknownAfterMs
  if (!sure) return
  const next = status.state === 'unknown' ? 'failed' : stateOf[status.state]
  if (next !== 'accepted') await note(db, eq(deliveries.id, row.id), next, status, now)
}

/**
 * Asks the provider for messages of which no push has told. Bounded; each is asked for by one worker.
 * @returns how many it asked for
 * @throws SmsUnavailable when the provider is away: the rest is asked for later
 */
export async function pollSms(db: Database, sms: SmsPort, now: Date): Promise<number> {
  const due = await db.system(async (tx) => {
    const rows = await tx
      .select()
      .from(deliveries)
      .where(sql`${deliveries.lookAt} <= ${now.toISOString()}::timestamptz`)
      .orderBy(deliveries.lookAt)
      .limit(inRound)
      .for('update', { skipLocked: true })
    for (const { id, endedAt, createdAt } of rows)
      await tx
        .update(deliveries)
        .set({ lookAt: nextLook(now.getTime() - (endedAt ?? createdAt).getTime(), now) })
        .where(eq(deliveries.id, id))
    return rows
  })
  for (let from = 0; from < due.length; from += atOnce)
    await Promise.all(due.slice(from, from + atOnce).map((row) => lookAt(db, sms, row, now)))
  return due.length
}
