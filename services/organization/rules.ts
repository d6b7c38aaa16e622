import { eq } from 'drizzle-orm'
import type { TimeRules } from '../../domain/deadlines.ts'
import type { Lang } from '../../domain/label.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { organizations, policies } from '../../db/schema/organization.ts'

/** What a record needs to know of the organization it happens in. */
export interface OrganizationRules extends TimeRules {
  readonly name: string
  readonly lang: Lang
  readonly supportAddress: string
}

/** The organization's calendar, own policies and address. @throws when the tenant has no row, which is a defect */
export async function organizationRules(tx: Tx, tenantId: string): Promise<OrganizationRules> {
  const [[organization], own] = await allOf([
    tx.select().from(organizations).where(eq(organizations.id, tenantId)),
    tx.select().from(policies).where(eq(policies.tenantId, tenantId)),
  ])
  if (!organization) throw new Error('The organization has no row')
  const { calendar, name, lang, supportAddress } = organization
  return {
    calendar,
    name,
    lang,
    supportAddress,
    policies: Object.fromEntries(own.map(({ name: of, amount, unit, clock }) => [of, { amount, unit, clock }])),
  }
}
