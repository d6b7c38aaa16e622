import { and, eq } from 'drizzle-orm'
import { WorkflowNotFoundError } from '@temporalio/client'
import { machine } from '../../domain/actor.ts'
import type { Database } from '../../db/client.ts'
import { audit } from '../../db/schema/desk.ts'
import { organizations } from '../../db/schema/organization.ts'
import { appendAudit } from '../../services/audit/append.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { bounded } from '../verify/engine-store.ts'
import type { VerifiedEngine } from '../verify/installation.ts'
import type { EngineKnowledge } from './engine-knowledge.ts'

export interface Rewound {
  readonly tenantId: string
  readonly processId: string
  readonly kind: string
  readonly known: EngineKnowledge
  /** Where the database has it; null when it has no row. */
  readonly row: { readonly state: string; readonly seq: number } | null
}

/**
 * Ends a run that is ahead of the database, after the audit holds that it was: a crash between the two leaves a row in the
 * audit about a run that the next call ends.
 */
export async function rewind(db: Database, engine: VerifiedEngine, { tenantId, processId, kind, known, row }: Rewound): Promise<void> {
  const requestId = `rewind:${known.runId}`
  await db.tenant(tenantId, async (tx) => {
    // An organization made after the restored moment has no chain to write into.
    if ((await tx.$count(organizations, eq(organizations.id, tenantId))) === 0) return
    if ((await tx.$count(audit, and(eq(audit.entityId, processId), eq(audit.requestId, requestId)))) > 0) return
    appendAudit(tx, {
      tenantId,
      at: new Date(),
      actor: machine,
      action: `${kind}.rewind`,
      entity: 'process',
      entityId: processId,
      before: { state: known.state, seq: known.seq },
      after: row ? { state: row.state, seq: row.seq } : null,
      requestId,
    })
  })
  if (!known.running) return
  const handle = engine.temporal.client.workflow.getHandle(processWorkflowId(processId), known.runId)
  try {
    await bounded(engine, () => handle.terminate('The engine was ahead of a restored database'))
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}
