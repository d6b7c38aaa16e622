import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../../../db/client.ts'
import { deliveries } from '../../../db/schema/message.ts'
import { organizations } from '../../../db/schema/organization.ts'
import type { OutboxStore } from '../../../simulators/mail-outbox/store.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'

/** A letter may go twice after a crash, at most one in a thousand. */
const duplicatesPerThousand = 1
const page = 500

async function arrivals(outbox: OutboxStore): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  let before: string | undefined
  for (;;) {
    const entries = await outbox.listLetters({ limit: page, ...(before === undefined ? {} : { before }) })
    for (const { messageId } of entries) times.set(messageId, (times.get(messageId) ?? 0) + 1)
    before = entries.at(-1)?.id
    if (before === undefined) return times
  }
}

/** Letters said to be sent; a demo's past was only written. */
const sentLetters = (db: Database): Promise<{ id: string; letterId: string }[]> =>
  db.system((tx) =>
    tx
      .select({ id: deliveries.id, letterId: deliveries.letterId })
      .from(deliveries)
      .innerJoin(organizations, eq(organizations.id, deliveries.tenantId))
      .where(and(eq(deliveries.channel, 'mail'), eq(deliveries.status, 'sent'), eq(organizations.demo, 'no'))),
  )

/** I3: one letter for each thing it is for, by our rows and by the mail server's log. */
export async function effectsOnce({ db, outbox, lettersTwice }: Installation): Promise<Finding> {
  const doubledRows = await db.system((tx) =>
    tx.execute<{ key: string }>(sql`
      SELECT key FROM deliveries GROUP BY tenant_id, key HAVING count(*) > 1
      UNION SELECT letter_id FROM deliveries GROUP BY tenant_id, letter_id HAVING count(*) > 1`),
  )
  const rows = await db.system((tx) => tx.$count(deliveries))
  const breaches = [{ what: 'letters written twice for one thing', ids: doubledRows.rows.map((row) => row.key) }]
  if (!outbox) return finding({ letters: rows }, breaches, 'the mail server’s log was not given (--outbox)')
  const sent = await sentLetters(db)
  const times = await arrivals(outbox)
  const twice = [...times].filter(([, count]) => count > 1).map(([letterId]) => letterId)
  const tooMany = twice.length > Math.max(lettersTwice, (times.size * duplicatesPerThousand) / 1_000)
  return finding({ letters: rows, arrived: times.size, arrivedTwice: twice.length }, [
    ...breaches,
    { what: 'sent by our rows, never arrived', ids: sent.filter((one) => !times.has(one.letterId)).map((one) => one.id) },
    { what: 'arrived twice, more than one in a thousand', ids: tooMany ? twice : [] },
  ])
}
