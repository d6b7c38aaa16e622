import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { audit } from '../../db/schema/desk.ts'
import type { Ctx } from '../context.ts'

/** What the audit calls a file of contacts that was imported; its id is the import's key. */
export const importEntity = 'contactImport'

/** When the same file was imported in the same way; null when it was not. */
export async function importedAt(tx: Tx, ctx: Ctx, key: string): Promise<Date | null> {
  const [found] = await tx
    .select({ at: audit.at })
    .from(audit)
    .where(and(eq(audit.tenantId, ctx.tenantId), eq(audit.entity, importEntity), eq(audit.entityId, key)))
  return found?.at ?? null
}
