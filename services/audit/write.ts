import type { AuditAction, AuditEntity } from '../../domain/audit-deeds.ts'
import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { appendAudit, appendAudits } from './append.ts'
import type { AuditEntry } from './append.ts'
import type { Ctx } from '../context.ts'

/** What somebody changed. */
export interface Change {
  readonly action: AuditAction
  readonly entity: AuditEntity
  readonly entityId: string
  readonly before: Json
  readonly after: Json
}

/** Whose change it is, and when. */
export type By = Pick<Ctx, 'tenantId' | 'now' | 'actor' | 'requestId'>

const entryOf = ({ tenantId, now: at, actor, requestId }: By, change: Change): AuditEntry => ({
  tenantId,
  at,
  actor,
  requestId,
  ...change,
})

/** The audit row of what somebody changed by a verb, in its transaction. */
export const writeAudit = (tx: Tx, ctx: By, change: Change): void => appendAudit(tx, entryOf(ctx, change))

/** The same for very many changes of one verb, at the end of its transaction. */
export const writeAudits = (tx: Tx, ctx: Ctx, changes: readonly Change[]): Promise<void> =>
  appendAudits(
    tx,
    ctx.tenantId,
    changes.map((change) => entryOf(ctx, change)),
  )
