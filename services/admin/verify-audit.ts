import type { AnchorStore } from '../../connectors/anchor/port.ts'
import { anchoredHashes } from '../audit/anchored.ts'
import { verifyAudit } from '../audit/append.ts'
import type { AuditCheck } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { auditReaders, requireRole } from './rights.ts'

export interface CheckedAudit {
  readonly check: AuditCheck
  /** The largest size that is written down outside the database; `null` when nothing is, so a rewritten chain would not be noticed. */
  readonly anchoredSize: number | null
}

/** Walks the organization's audit chain, and compares it with what was written down outside. @throws Problem Forbidden */
export async function verifyOwnAudit({
  ctx,
  anchors,
}: {
  readonly ctx: Ctx
  readonly anchors: AnchorStore | undefined
}): Promise<CheckedAudit> {
  requireRole(ctx, auditReaders)
  const hashes = anchoredHashes((await anchors?.read())?.anchors ?? [], ctx.tenantId)
  const check = await ctx.db.tenantRead(ctx.tenantId, (tx) => verifyAudit(tx, hashes))
  return { check, anchoredSize: hashes.size === 0 ? null : Math.max(...hashes.keys()) }
}
