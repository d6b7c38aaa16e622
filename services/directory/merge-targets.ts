import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import type { MergePair } from './merge.ts'

/** Gives the plans' lines of one contact to another; where both have one with the same representative, the wanted visits add up. */
export async function moveTargets(tx: Tx, { tenantId }: Ctx, { keepId, goneId }: MergePair): Promise<number> {
  const both = sql`g.tenant_id = ${tenantId} AND g.contact_id = ${goneId} AND k.tenant_id = g.tenant_id AND k.contact_id = ${keepId}
    AND k.plan_id = g.plan_id AND k.rep_id = g.rep_id`
  await tx.execute(sql`
    UPDATE visit_targets k SET wanted = k.wanted + g.wanted, begun = k.begun + g.begun,
      products = (k.products || ARRAY(SELECT p FROM unnest(g.products) p WHERE p <> ALL (k.products)))[1:3]
    FROM visit_targets g WHERE ${both}`)
  const { rowCount: added } = await tx.execute(sql`DELETE FROM visit_targets g USING visit_targets k WHERE ${both}`)
  const { rowCount: moved } = await tx.execute(
    sql`UPDATE visit_targets SET contact_id = ${keepId} WHERE tenant_id = ${tenantId} AND contact_id = ${goneId}`,
  )
  return (added ?? 0) + (moved ?? 0)
}
