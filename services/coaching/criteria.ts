import { eq } from 'drizzle-orm'
import { usualCriteria } from '../../domain/coaching.ts'
import type { Tx } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import type { Ctx } from '../context.ts'

/** What the organization's coaching notes score, in its own words; the usual ones in the reader's language. */
export async function criteriaOf(tx: Tx, ctx: Ctx): Promise<readonly string[]> {
  const [own] = await tx.select({ criteria: organizations.coachingCriteria }).from(organizations).where(eq(organizations.id, ctx.tenantId))
  return own === undefined || own.criteria.length === 0 ? usualCriteria.map((label) => label[ctx.lang]) : own.criteria
}
