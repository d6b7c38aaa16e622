import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { overtaken } from '../../domain/messages/overtaken.ts'
import type { Database } from '../../db/client.ts'
import { publishProcess } from '../live/publish.ts'
import type { Told } from '../live/publish.ts'
import type { LetterResult } from './letter-result.ts'

/** How long what happened to a letter waits for the database: one that left must not go twice because of it. */
const keepTryingMs = 45_000
const longestPauseMs = 1_000

/** The provider told of its end before its answer to sending was noted. */
const lost = sql`(r.status = 'sent' AND d.delivery_state IN ('failed', 'expired'))`

/**
 * Notes results of one organization's letters in one transaction, and tells open screens. A letter that ended is noted
 * whoever has it now, unless a person gave it up meanwhile; sent it was also if it was withheld too late to keep it;
 * trouble only by the sender that still has it in hand.
 */
async function noteOnce(db: Database, tenantId: string, sender: string, results: readonly LetterResult[]): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    const noted = await tx.execute<{ [field in keyof Told]: Told[field] }>(sql`
      WITH noted AS (UPDATE deliveries d SET status = CASE WHEN ${lost} THEN 'rejected' ELSE r.status END, attempts = r.attempts,
        last_error = CASE WHEN ${lost} THEN d.last_error ELSE r."lastError" END, next_try_at = r."nextTryAt", ended_at = r."endedAt",
        claimed_by = NULL, claimed_until = NULL, reason_code = coalesce(r."reasonCode", d.reason_code), parts = coalesce(r.parts, d.parts), cost_kopecks = coalesce(r."costKopecks", d.cost_kopecks),
        channel = coalesce(r.channel, d.channel), to_address = coalesce(r."toAddress", d.to_address), template = coalesce(r.template, d.template),
        text_id = CASE WHEN r.template IS NULL OR r.template = d.template THEN d.text_id ELSE
          (SELECT t.id FROM message_texts t WHERE t.tenant_id = d.tenant_id AND t.name = r.template AND t.lang = d.lang AND t.ended_at IS NULL) END,
        sms_id = coalesce(r."smsId", d.sms_id), next_ways = coalesce(r."nextWays", d.next_ways), unsure_tries = coalesce(r."unsureTries", d.unsure_tries),
        delivery_state = coalesce(d.delivery_state, r."deliveryState"), look_at = CASE WHEN coalesce(d.delivery_state, 'accepted') = 'accepted' THEN r."lookAt" END
      FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
        AS r(id uuid, status text, attempts int, "lastError" text, "nextTryAt" timestamptz, "endedAt" timestamptz,
          "reasonCode" int, parts int, "costKopecks" int, "deliveryState" text, "lookAt" timestamptz, channel text, "toAddress" text, template text,
          "smsId" int, "nextWays" jsonb, "unsureTries" int)
      WHERE d.id = r.id AND d.tenant_id = ${tenantId} AND (d.status = 'pending' AND (r.status <> 'pending' OR d.claimed_by = ${sender})
        OR d.status = 'skipped' AND d.last_error = ${overtaken.en} AND r.status = 'sent')
      RETURNING d.process_id)
      SELECT p.id, p.tenant_id AS "tenantId", p.kind, p.seq, p.assignee_id AS "assigneeId", p.data
      FROM noted JOIN processes p ON p.id = noted.process_id`)
    const moved = new Map(noted.rows.map((row) => [row.id, row]))
    for (const process of moved.values()) publishProcess(tx, process)
  })
}

async function noteInTime(db: Database, tenantId: string, sender: string, results: readonly LetterResult[]): Promise<void> {
  const untilMs = performance.now() + keepTryingMs
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await noteOnce(db, tenantId, sender, results)
    } catch (error) {
      if (performance.now() + pauseMs > untilMs) throw error
    }
    await sleep(pauseMs)
  }
}

/**
 * Notes what became of letters. What comes while a transaction of the same organization is on its way goes together with
 * the next one, so that nothing waits and many are few.
 * @returns a function that is done when the result is kept; it throws when that failed for 45 s
 */
export function createNotes(db: Database, sender: string): (tenantId: string, result: LetterResult) => Promise<void> {
  const gathering = new Map<string, { readonly results: LetterResult[]; readonly noted: Promise<void> }>()
  const last = new Map<string, Promise<void>>()
  return (tenantId, result) => {
    const open = gathering.get(tenantId)
    if (open) {
      open.results.push(result)
      return open.noted
    }
    const results = [result]
    const before = last.get(tenantId) ?? Promise.resolve()
    const noted = before
      .catch(() => undefined)
      .then(() => {
        gathering.delete(tenantId)
        return noteInTime(db, tenantId, sender, results)
      })
    gathering.set(tenantId, { results, noted })
    last.set(tenantId, noted)
    const forget = (): void => void (last.get(tenantId) === noted && last.delete(tenantId))
    noted.then(forget, forget)
    return noted
  }
}
