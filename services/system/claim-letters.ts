import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import type { DeliveryChannel, DeliveryRow } from '../messages/channel.ts'

export interface Claim {
  readonly channel: DeliveryChannel
  /** Who takes them. */
  readonly by: string
  readonly now: Date
  /** Until when they are out of the others' reach. */
  readonly until: Date
  readonly limit: number
  /** At most so many of one organization. */
  readonly ofOne: number
  /** Organizations that have enough on their way. */
  readonly without: readonly string[]
  /** Letters that this sender works on already, whatever the database says of them. */
  readonly inHand: readonly string[]
}

/**
 * Takes letters that are due and that nobody has in hand, each organization's oldest first and one of each in turn: whoever has
 * ten thousand of them waits for itself. Which organization goes first is drawn, so that none is always last.
 */
export function claimLetters(db: Database, { channel, by, now, until, limit, ofOne, without, inHand }: Claim): Promise<DeliveryRow[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const list = (ids: readonly string[]) => sql`${sql.param([...ids])}::uuid[]`
  const pending = sql`FROM deliveries d WHERE d.status = 'pending' AND d.channel = ${channel}`
  // An array is made once; a subquery could be asked, and lock, again for each row.
  const taken = sql`${deliveries.id} = ANY (ARRAY(
    WITH RECURSIVE owners AS (
      (SELECT d.tenant_id ${pending} ORDER BY d.tenant_id LIMIT 1)
      UNION ALL
      SELECT (SELECT d.tenant_id ${pending} AND d.tenant_id > o.tenant_id ORDER BY d.tenant_id LIMIT 1)
      FROM owners o WHERE o.tenant_id IS NOT NULL
    ), due AS (
      SELECT l.id, row_number() OVER (PARTITION BY o.tenant_id ORDER BY l.next_try_at) AS turn
      FROM owners o CROSS JOIN LATERAL (
        SELECT d.id, d.next_try_at ${pending} AND d.tenant_id = o.tenant_id AND d.next_try_at <= ${at}
          AND (d.claimed_until IS NULL OR d.claimed_until <= ${at}) AND d.id <> ALL (${list(inHand)})
        ORDER BY d.next_try_at LIMIT ${ofOne} FOR UPDATE SKIP LOCKED
      ) l
      WHERE o.tenant_id <> ALL (${list(without)})
    )
    SELECT id FROM due ORDER BY turn, random() LIMIT ${limit}
  ))`
  return db.system((tx) =>
    tx
      .update(deliveries)
      .set({
        ...{ claimedBy: by, claimedUntil: until, claims: sql`${deliveries.claims} + 1` },
        // Whoever had it has noted nothing: perhaps it was sent.
        unsureTries: sql`${deliveries.unsureTries} + (${deliveries.claimedBy} IS NOT NULL)::int`,
      })
      .where(taken)
      .returning(),
  )
}

/** Keeps letters in hand for longer. Answers those that still are: one that lapsed may be another's by now. */
export async function keepLetters(db: Database, by: string, ids: readonly string[], until: Date): Promise<readonly string[]> {
  const kept = await db.system((tx) =>
    tx
      .update(deliveries)
      .set({ claimedUntil: until })
      .where(and(inArray(deliveries.id, [...ids]), eq(deliveries.claimedBy, by), eq(deliveries.status, 'pending')))
      .returning({ id: deliveries.id }),
  )
  return kept.map((row) => row.id)
}
