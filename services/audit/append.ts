import { createHash } from 'node:crypto'
import { asc, eq, gt } from 'drizzle-orm'
import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { audit, auditHeads } from '../../db/schema/desk.ts'
import { canonicalJson } from '../process/hash.ts'

/** One change, as the audit keeps it. */
export interface AuditEntry {
  readonly tenantId: string
  readonly at: Date
  readonly actor: { readonly id: string; readonly name: string }
  readonly action: string
  readonly entity: string
  readonly entityId: string
  readonly before: Json
  readonly after: Json
  readonly requestId: string
}

type AuditRow = typeof audit.$inferSelect

const noHash = '0'.repeat(64)
const verifiedAtOnce = 500

/** The hash of a row: SHA-256 over its canonical JSON, which holds the hash of the row before it. */
export function hashOf({ hash: _hash, ...row }: AuditRow): string {
  return createHash('sha256')
    .update(canonicalJson({ ...row, at: row.at.toISOString() }))
    .digest('hex')
}

async function lockedHead(tx: Tx, tenantId: string): Promise<typeof auditHeads.$inferSelect | undefined> {
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId)).for('update')
  return head
}

/**
 * Appends one row to the organization's chain, inside the transaction that makes the change. Writers of one
 * organization wait for each other here, so call it late.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  let head = await lockedHead(tx, entry.tenantId)
  if (!head) {
    await tx.insert(auditHeads).values({ tenantId: entry.tenantId, size: 0, hash: noHash }).onConflictDoNothing()
    head = await lockedHead(tx, entry.tenantId)
  }
  if (!head) throw new Error('The audit chain has no head')
  const { actor, ...rest } = entry
  const row: AuditRow = { ...rest, seq: head.size + 1, actorId: actor.id, actorName: actor.name, previousHash: head.hash, hash: '' }
  row.hash = hashOf(row)
  await tx.insert(audit).values(row)
  await tx.update(auditHeads).set({ size: row.seq, hash: row.hash }).where(eq(auditHeads.tenantId, entry.tenantId))
}

/**
 * `brokenAt` is the first row that does not fit: the row itself was changed or is missing (`chain`), the end was cut off
 * (`head`), or the whole was rewritten since it was written down outside the database (`anchor`).
 */
export type AuditCheck =
  | { readonly ok: true; readonly size: number; readonly hash: string }
  | { readonly ok: false; readonly brokenAt: number; readonly why: 'chain' | 'head' | 'anchor' }

/** What was anchored outside: the hashes by the chain's size. */
export type AnchoredHashes = ReadonlyMap<number, ReadonlySet<string>>

/** Walks the organization's whole chain and compares it with its head and with what was anchored outside. */
export async function verifyAudit(tx: Tx, anchored: AnchoredHashes = new Map()): Promise<AuditCheck> {
  let seq = 0
  let hash = noHash
  for (;;) {
    const rows = await tx.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(verifiedAtOnce)
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.previousHash !== hash || row.hash !== hashOf(row))
        return { ok: false, brokenAt: seq + 1, why: 'chain' }
      seq = row.seq
      hash = row.hash
      const expected = anchored.get(seq)
      if (expected && (expected.size > 1 || !expected.has(hash))) return { ok: false, brokenAt: seq, why: 'anchor' }
    }
    if (rows.length < verifiedAtOnce) break
  }
  const [head] = await tx.select().from(auditHeads)
  if ((head?.size ?? 0) !== seq || (head?.hash ?? noHash) !== hash) return { ok: false, brokenAt: seq + 1, why: 'head' }
  if (Math.max(0, ...anchored.keys()) > seq) return { ok: false, brokenAt: seq + 1, why: 'anchor' }
  return { ok: true, size: seq, hash }
}
