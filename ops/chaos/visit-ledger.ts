import { and, count, eq, inArray, sql } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { busyStates } from '../../domain/visit-states.ts'
import type { Database } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import type { OutboxStore } from '../../simulators/mail-outbox/store.ts'
import type { Life } from './life.ts'

/** What became of visits beside their moves. */
export interface VisitLedger {
  /** Visits that share a time with another one of the same representative or contact. */
  readonly overlapping: readonly string[]
  /** Whose booking, of two for one time, was refused and left a visit all the same, or that are not closed. */
  readonly astray: readonly string[]
  /** Whose contact was not told of each time once, by a number one higher, but for what was overtaken before it left: `process sequences`. */
  readonly invitations: readonly string[]
}

const mostLetters = 500
const inviting = ['visit.invitation', 'visit.moved'] as const

/** How many invitations of each visit were withheld: they were not true any more when they could leave. */
async function withheldOf(db: Database, processIds: readonly string[]): Promise<ReadonlyMap<string | null, number>> {
  const rows = await db.system((tx) =>
    tx
      .select({ id: deliveries.processId, number: count() })
      .from(deliveries)
      .where(
        and(
          inArray(deliveries.processId, [...processIds]),
          inArray(deliveries.template, [...inviting]),
          eq(deliveries.channel, 'mail'),
          eq(deliveries.status, 'skipped'),
        ),
      )
      .groupBy(deliveries.processId),
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** SEQUENCE of every invitation that a contact got, a letter that came twice counted once. */
async function sequencesTo(outbox: OutboxStore, contact: string): Promise<number[]> {
  const entries = await outbox.listLetters({ to: contact, limit: mostLetters })
  const once = [...new Map(entries.map((entry) => [entry.messageId, entry.id])).values()]
  const found = await Promise.all(
    once.map(async (id) => {
      const { attachments } = await simpleParser((await outbox.readRaw(id)) ?? '')
      const ics = attachments.find(({ contentType }) => contentType === 'application/ics')?.content.toString('utf8') ?? ''
      return /METHOD:REQUEST/.test(ics) ? Number(/SEQUENCE:(\d+)/.exec(ics)?.[1]) : undefined
    }),
  )
  return found.flatMap((one) => one ?? []).toSorted((a, b) => a - b)
}

const overlaps = sql`
  SELECT a.process_id AS id FROM visits a JOIN visits b
    ON a.tenant_id = b.tenant_id AND a.process_id < b.process_id AND (a.rep_id = b.rep_id OR a.contact_id = b.contact_id)
  WHERE a.holds AND b.holds AND a.state IN ${busyStates} AND b.state IN ${busyStates} AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)`

/** Reads what is kept of every visit, and what its contact's mailbox holds. */
export async function readVisitLedger(db: Database, outbox: OutboxStore, lives: readonly Life[]): Promise<VisitLedger> {
  const whole = lives.filter(({ kind, end }) => kind === 'visit' && end === 'whole')
  const overlapping = await db.system((tx) => tx.execute<{ id: string }>(overlaps))
  const tenants = [...new Set(lives.map(({ tenantId }) => tenantId))]
  const found = await db.system((tx) =>
    tx
      .select({ id: processes.id, state: processes.state, data: processes.data })
      .from(processes)
      .where(and(eq(processes.kind, 'visit'), inArray(processes.tenantId, tenants))),
  )
  const expected = new Set(whole.map(({ processId }) => processId))
  const mayGoOn = new Set(lives.filter(({ end }) => end !== 'whole').map(({ requester }) => requester))
  const withheld = await withheldOf(
    db,
    [...expected].flatMap((id) => id ?? []),
  )
  const invitations: string[] = []
  for (const { processId, moves } of whole) {
    const contact = String(found.find(({ id }) => id === processId)?.data['contactEmail'])
    const sequences = await sequencesTo(outbox, contact)
    const wanted = ['start', ...moves.filter((name) => name === 'reschedule')].map((_, sequence) => sequence)
    const missing = wanted.filter((sequence) => !sequences.includes(sequence))
    const isWhole = sequences.length + missing.length === wanted.length && missing.length <= (withheld.get(processId ?? null) ?? 0)
    if (!isWhole) invitations.push(`${String(processId)} ${sequences.join()}`)
  }
  return {
    overlapping: overlapping.rows.map(({ id }) => id),
    astray: found
      .filter(
        ({ id, state, data }) =>
          !mayGoOn.has(String(data['contactEmail']).replace('rival-', '')) && (!expected.has(id) || state !== 'closed'),
      )
      .map(({ id, state }) => `${id} ${state}`),
    invitations,
  }
}
