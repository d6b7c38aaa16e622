import { and, count, desc, eq, gt, isNotNull, lt, min, ne, sql } from 'drizzle-orm'
import { engineTrouble } from '../../domain/engine-trouble.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Database, Tx } from '../../db/client.ts'
import { backupRuns } from '../../db/schema/backup.ts'
import { stateCounts } from '../../db/schema/desk.ts'
import { deliveries, intake } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { smsAccount } from '../../db/schema/sms-account.ts'

/** What the product as a whole has open, for monitoring; numbers only. */
export interface Gauges {
  readonly open: ReadonlyMap<string, number>
  readonly late: ReadonlyMap<string, number>
  /** Processes whose workflow can't go on. */
  readonly failing: number
  readonly lettersWaiting: number
  /** Age of the oldest letter not yet sent, SMS left out. */
  readonly outboxAgeSeconds: number
  /** Of the letters not yet sent, by their way out. */
  readonly waitingByChannel: ReadonlyMap<string, number>
  /** Sent messages that may have come twice, by their way out. */
  readonly perhapsTwice: ReadonlyMap<string, number>
  /** What is left on the account with the SMS provider; undefined while nobody was told. */
  readonly smsBalanceKopecks: number | undefined
  readonly intakeWaiting: number
  /** Age of the oldest thing that arrived and is not yet worked on. */
  readonly intakeAgeSeconds: number
  /** What arrived and failed so often that a person has to look. */
  readonly intakeParked: number
  /** Undefined while there is none. */
  readonly lastGoodBackup: { readonly at: Date; readonly sizeBytes: number } | undefined
  readonly backupFailuresSince: number
}

const ageSeconds = (oldest: Date | null | undefined, now: Date): number =>
  oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0

async function backups(tx: Tx): Promise<Pick<Gauges, 'lastGoodBackup' | 'backupFailuresSince'>> {
  const [good] = await tx
    .select({ at: backupRuns.endedAt, sizeBytes: backupRuns.sizeBytes })
    .from(backupRuns)
    .where(eq(backupRuns.status, 'good'))
    .orderBy(desc(backupRuns.endedAt))
    .limit(1)
  const since = and(eq(backupRuns.status, 'failed'), good?.at ? gt(backupRuns.endedAt, good.at) : undefined)
  return {
    lastGoodBackup: good?.at ? { at: good.at, sizeBytes: good.sizeBytes ?? 0 } : undefined,
    backupFailuresSince: await tx.$count(backupRuns, since),
  }
}

export function readGauges(db: Database, now: Date): Promise<Gauges> {
  return db.system(async (tx) => {
    const states = await tx.select().from(stateCounts).where(gt(stateCounts.count, 0))
    const open = new Map<string, number>()
    for (const { kind, state, count: number } of states)
      if (definitionOf(kind)?.states[state]?.final !== true) open.set(kind, (open.get(kind) ?? 0) + number)
    // What has ended has no due date, so the index on it holds open processes only.
    const late = await tx
      .select({ kind: processes.kind, number: count() })
      .from(processes)
      .where(lt(processes.dueAt, now))
      .groupBy(processes.kind)
    const failing = await tx.$count(processes, and(isNotNull(processes.trouble), eq(sql`${processes.trouble} ->> 'effect'`, engineTrouble)))
    const letters = await tx
      .select({ channel: deliveries.channel, number: count(), oldest: min(deliveries.createdAt) })
      .from(deliveries)
      .where(eq(deliveries.status, 'pending'))
      .groupBy(deliveries.channel)
    const unsure = await tx
      .select({ channel: deliveries.channel, number: count() })
      .from(deliveries)
      .where(and(gt(deliveries.unsureTries, 0), eq(deliveries.status, 'sent'), ne(deliveries.channel, 'sms')))
      .groupBy(deliveries.channel)
    const mail = letters.find((row) => row.channel === 'mail')
    const [account] = await tx.select({ kopecks: smsAccount.balanceKopecks }).from(smsAccount)
    const [arrived] = await tx
      .select({ number: count(), oldest: min(intake.at) })
      .from(intake)
      .where(eq(intake.status, 'received'))
    const parked = await tx.$count(intake, eq(intake.status, 'parked'))
    return {
      ...(await backups(tx)),
      open,
      late: new Map(late.map((row) => [row.kind, row.number])),
      failing,
      lettersWaiting: letters.reduce((sum, row) => sum + row.number, 0),
      // An SMS may wait for a whole night and be well.
      outboxAgeSeconds: ageSeconds(mail?.oldest, now),
      waitingByChannel: new Map(letters.map((row) => [row.channel, row.number])),
      perhapsTwice: new Map(unsure.map((row) => [row.channel, row.number])),
      smsBalanceKopecks: account?.kopecks ?? undefined,
      intakeWaiting: arrived?.number ?? 0,
      intakeAgeSeconds: ageSeconds(arrived?.oldest, now),
      intakeParked: parked,
    }
  })
}
