import { and, eq, exists, gt, isNull, lt, not, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '../../../db/client.ts'
import { deliveries } from '../../../db/schema/message.ts'
import { longestPauseMs } from '../../../services/messages/letter-result.ts'
import { longestRestMs } from '../../../services/system/sender.ts'
import { eachBounded, lasting } from '../bounded.ts'
import { describeRunning } from '../engine-store.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'
import { noEngine } from '../installation.ts'
import { openProcess, openProcesses } from '../open-processes.ts'

const graceMs = 60_000
const maxTaskAttempts = 3
const maxActivityAttempts = 10
const maxLetterAttempts = 10

const other = alias(deliveries, 'other')

/**
 * Letters that are due for so long that nobody can be sending any. While a provider is away its sender tries a few messages a minute,
 * and the others are due until it is their turn: they are late once nobody tries any.
 */
async function lateLetters(db: Database, now: Date): Promise<readonly string[]> {
  const ago = (ms: number): Date => new Date(now.getTime() - ms)
  const late = ago(graceMs)
  const free = or(isNull(deliveries.claimedUntil), lt(deliveries.claimedUntil, late))
  const rows = await db.system((tx) => {
    const tried = tx
      .select({ id: other.id })
      .from(other)
      .where(
        and(
          eq(other.status, 'pending'),
          eq(other.channel, deliveries.channel),
          gt(other.attempts, 0),
          gt(other.nextTryAt, ago(longestRestMs + graceMs)),
          lt(other.nextTryAt, ago(-longestPauseMs)),
        ),
      )
    return tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(eq(deliveries.status, 'pending'), lt(deliveries.nextTryAt, late), free, or(eq(deliveries.channel, 'mail'), not(exists(tried)))),
      )
  })
  return rows.map((row) => row.id)
}

/** A mail server that takes all letters but one refuses that one; a provider that is away for hours refuses none. */
async function hopelessLetters(db: Database): Promise<readonly string[]> {
  const rows = await db.system((tx) =>
    tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.status, 'pending'), eq(deliveries.channel, 'mail'), gt(deliveries.attempts, maxLetterAttempts))),
  )
  return rows.map((row) => row.id)
}

/** I5: no workflow task fails again and again, no effect and no letter is tried without end, nothing is past its time. */
export async function nothingStuck({ db, engine, now, settleMs }: Installation): Promise<Finding> {
  const open = await openProcesses(db)
  const isPast = (nextAt: Date | null | undefined): boolean =>
    nextAt !== null && nextAt !== undefined && nextAt.getTime() < now().getTime() - graceMs
  const past = open.filter((process) => isPast(process.nextAt)).map((process) => process.id)
  const stillPast = await lasting(past, async (id) => isPast((await openProcess(db, id))?.nextAt), settleMs)
  const late = await lasting(await lateLetters(db, now()), async (id) => (await lateLetters(db, now())).includes(id), settleMs)
  const breaches = [
    { what: 'planned things more than 60 s past their time', ids: stillPast },
    { what: 'letters more than 60 s past their time', ids: late },
    { what: 'letters tried more than 10 times', ids: await hopelessLetters(db) },
  ]
  if (!engine) return finding({ open: open.length }, breaches, `tries in the engine were not looked at: ${noEngine}`)
  const looked = await eachBounded(open, async ({ id }) => {
    const raw = (await describeRunning(engine, id))?.raw
    return {
      id,
      task: raw?.pendingWorkflowTask?.attempt ?? 0,
      activity: Math.max(0, ...(raw?.pendingActivities ?? []).map((activity) => activity.attempt ?? 0)),
    }
  })
  return finding(
    {
      open: open.length,
      mostTaskTries: Math.max(0, ...looked.map((one) => one.task)),
      mostEffectTries: Math.max(0, ...looked.map((one) => one.activity)),
    },
    [
      ...breaches,
      { what: 'workflow tasks tried more than 3 times', ids: looked.filter((one) => one.task > maxTaskAttempts).map((one) => one.id) },
      { what: 'effects tried more than 10 times', ids: looked.filter((one) => one.activity > maxActivityAttempts).map((one) => one.id) },
    ],
  )
}
