import { and, eq } from 'drizzle-orm'
import { policyMs } from '../../domain/calendar/business-calendar.ts'
import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import type { Policy } from '../../domain/calendar/clock.ts'
import type { Label } from '../../domain/label.ts'
import { mayRead } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import { defaultPolicies, policyLabels } from '../../domain/policies.ts'
import type { PolicyName } from '../../domain/policies.ts'
import { organizations, policies } from '../../db/schema/organization.ts'
import type { Ctx } from '../context.ts'
import { wrongField } from '../problem.ts'
import { requestRecompute } from '../process/request-recompute.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

export interface ListedPolicy {
  readonly name: PolicyName
  readonly label: Label
  /** The organization's own, when it has one. */
  readonly own: Policy | null
  readonly usual: Policy
}

const names = Object.keys(defaultPolicies).filter((name): name is PolicyName => Object.hasOwn(defaultPolicies, name))
const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(defaultPolicies, name)
const policyOf = ({ amount, unit, clock }: Policy): Policy => ({ amount, unit, clock })
const json = ({ amount, unit, clock }: Policy) => ({ amount, unit, clock })

/** Every time limit: what it is by default and what the organization made of it. @throws Problem Forbidden */
export async function listPolicies({ ctx }: { readonly ctx: Ctx }): Promise<ListedPolicy[]> {
  requireRole(ctx, administrators)
  const rows = await ctx.db.tenantRead(ctx.tenantId, (tx) => tx.select().from(policies).where(eq(policies.tenantId, ctx.tenantId)))
  const own = new Map(rows.map((row) => [row.name, policyOf(row)]))
  // Nobody is asked about the times of what they don't see.
  const shown = names.filter((name) => {
    const definition = definitionOf(name.split('.')[0] ?? '')
    return definition === undefined || mayRead(definition, ctx.actor)
  })
  return shown.map((name) => ({ name, label: policyLabels[name], own: own.get(name) ?? null, usual: defaultPolicies[name] }))
}

function checkLength(calendar: BusinessCalendar, policy: Policy): void {
  try {
    policyMs(calendar, policy)
  } catch {
    const message = { ru: 'Срок слишком длинный', en: 'The time is too long' }
    throw wrongField('amount', message)
  }
}

/** Sets the organization's own time, or with `null` goes back to the default. @throws Problem Forbidden, BadInput */
export async function setPolicy({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly name: string; readonly policy: Policy | null }
}): Promise<void> {
  requireRole(ctx, administrators)
  const { name, policy } = input
  if (!isPolicyName(name)) {
    const message = { ru: 'Такого срока нет', en: 'There is no such time limit' }
    throw wrongField('name', message)
  }
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const [organization] = await tx
      .select({ calendar: organizations.calendar })
      .from(organizations)
      .where(eq(organizations.id, ctx.tenantId))
    if (policy && organization) checkLength(organization.calendar, policy)
    const mine = and(eq(policies.tenantId, ctx.tenantId), eq(policies.name, name))
    const [before] = await tx.select().from(policies).where(mine).for('update')
    if (policy) {
      const set = policyOf(policy)
      await tx
        .insert(policies)
        .values({ tenantId: ctx.tenantId, name, ...set })
        .onConflictDoUpdate({ target: [policies.tenantId, policies.name], set })
    } else await tx.delete(policies).where(mine)
    await requestRecompute(tx, ctx.tenantId, ctx.requestId)
    writeAudit(tx, ctx, {
      action: 'policy.set',
      entity: 'policy',
      entityId: name,
      before: before ? json(before) : null,
      after: policy ? json(policy) : null,
    })
  })
}
