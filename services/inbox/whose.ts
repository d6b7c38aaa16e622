import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { partiesOfRoles } from '../../domain/roles.ts'
import { steps } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import type { Staff } from '../staff-only.ts'

export const inboxFilters = ['mine', 'unclaimed', 'team'] as const
/** `mine`: held by me; `unclaimed`: my parties' and nobody's; `team`: everything of my parties. */
export type InboxFilter = (typeof inboxFilters)[number]

/** The open tasks somebody sees in the inbox; without a filter their own and those they may claim. */
export function openStepsOf(ctx: Ctx, staff: Staff, filter: InboxFilter | undefined): SQL | undefined {
  const ofParties = inArray(steps.party, partiesOfRoles(staff.roles))
  const mine = eq(steps.assigneeId, staff.id)
  const unclaimed = and(ofParties, isNull(steps.assigneeId))
  const whose = { mine, unclaimed, team: or(ofParties, mine), usual: or(mine, unclaimed) }[filter ?? 'usual']
  return and(eq(steps.tenantId, ctx.tenantId), isNull(steps.closedAt), whose)
}
