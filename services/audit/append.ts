import { createHash } from 'node:crypto'
import { asc, eq, gt, sql } from 'drizzle-orm'
import type { AuditAction, AuditEntity } from '../../domain/audit-deeds.ts'
import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { writeHeld, writeLast } from '../../db/transaction.ts'
import { audit, auditHeads } from '../../db/schema/desk.ts'
import { canonicalJson } from '../process/hash.ts'

/** One change, as the audit keeps it. */
interface Entry {
  readonly tenantId: string
  readonly at: Date
  readonly actor: { readonly id: string; readonly name: string }
  readonly action: string
  readonly entity: AuditEntity
  readonly entityId: string
  readonly before: Json
  readonly after: Json
  readonly requestId: string
}

/** A change of which the screen has words. */
export interface AuditEntry extends Entry {
  readonly action: AuditAction
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

/** The canonical JSON of a row around what only the chain's end knows: the hash before it and its number. */
function aroundLink({ actor, requestId, tenantId, ...rest }: Entry): readonly [string, string, string] {
  const head = canonicalJson({ ...rest, at: rest.at.toISOString(), actorId: actor.id, actorName: actor.name })
  const middle = canonicalJson({ requestId }).slice(1, -1)
  const tail = canonicalJson({ tenantId }).slice(1)
  return [`${head.slice(0, -1)},"previousHash":"`, `",${middle},"seq":`, `,${tail}`]
}

/** Appends what somebody did to the organization's chain; see `appendMove`. */
export const appendAudit = (tx: Tx, entry: AuditEntry): void => appendMove(tx, entry)

/**
 * Appends a move, whose action its definition names, to the organization's chain, at the end of the transaction that makes the change. Writers of one
 * organization wait for each other there, so the database makes the hash: the chain's end is held for no round trip.
 */
export function appendMove(tx: Tx, entry: Entry): void {
  const { tenantId, actor, ...rest } = entry
  const [head, middle, tail] = aroundLink(entry)
  const first = createHash('sha256').update(`${head}${noHash}${middle}1${tail}`).digest('hex')
  const text = sql`${head}::text || ${auditHeads.hash} || ${middle}::text || (${auditHeads.size} + 1)::text || ${tail}::text`
  const longer = { size: sql`${auditHeads.size} + 1`, hash: sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')` }
  writeLast(
    tx,
    tx.insert(auditHeads).values({ tenantId, size: 1, hash: first }).onConflictDoUpdate({ target: auditHeads.tenantId, set: longer }),
  )
  // A statement of its own sees the row before, which the last holder of the chain's end has committed by now.
  const previous = sql<string>`coalesce((SELECT before.hash FROM ${audit} before WHERE before.tenant_id = ${tenantId} AND before.seq = (SELECT size - 1 FROM ${auditHeads} WHERE tenant_id = ${tenantId})), ${noHash})`
  const end = (column: 'size' | 'hash') => sql`(SELECT ${sql.identifier(column)} FROM ${auditHeads} WHERE tenant_id = ${tenantId})`
  writeLast(
    tx,
    tx
      .insert(audit)
      .values({ ...rest, tenantId, actorId: actor.id, actorName: actor.name, seq: end('size'), hash: end('hash'), previousHash: previous }),
  )
}

/** So many values one statement can hold, with room to spare. */
const appendedAtOnce = 1_000

/**
 * Appends very many rows, which their transaction must end with: the chain's end is held for one round trip and for writing
 * them, not for a statement each. What the transaction has appended before comes before them.
 */
export async function appendAudits(tx: Tx, tenantId: string, entries: readonly AuditEntry[]): Promise<void> {
  await writeHeld(tx)
  const [end] = await tx
    .insert(auditHeads)
    .values({ tenantId, size: 0, hash: noHash })
    .onConflictDoUpdate({ target: auditHeads.tenantId, set: { size: sql`${auditHeads.size}` } })
    .returning()
  if (!end) throw new Error('The chain has no end')
  let { size, hash } = end
  const rows = entries.map(({ actor, ...entry }): AuditRow => {
    const row = { ...entry, tenantId, actorId: actor.id, actorName: actor.name, seq: size + 1, previousHash: hash, hash: '' }
    size += 1
    hash = hashOf(row)
    return { ...row, hash }
  })
  const parts = Array.from({ length: Math.ceil(rows.length / appendedAtOnce) }, (_, at) =>
    rows.slice(at * appendedAtOnce, (at + 1) * appendedAtOnce),
  )
  for (const part of parts) writeLast(tx, tx.insert(audit).values(part))
  writeLast(tx, tx.update(auditHeads).set({ size, hash }).where(eq(auditHeads.tenantId, tenantId)))
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
