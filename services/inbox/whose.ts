import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { workedFor } from '../../domain/actor.ts'
import { sharedPartiesOf } from '../../domain/roles.ts'
import { steps } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { ofReadable } from '../readable.ts'
import type { Staff } from '../staff-only.ts'

export const inboxScopes = ['all', 'mine', 'free'] as const
/** `all`: everything of my parties, whoever holds it; `mine`: held by me; `free`: my parties' and nobody's. */
export type InboxScope = (typeof inboxScopes)[number]

/**
 * Tasks somebody holds. What a party waits for all of its people may look at, which a test proves of every definition;
 * what one holds one may have lost.
 */
export const heldBy = (staff: Staff): SQL | undefined =>
  and(inArray(steps.assigneeId, [...workedFor(staff)]), ofReadable(staff, steps.processId))

/** The open tasks somebody sees in the inbox. */
export function openStepsOf(ctx: Ctx, staff: Staff, scope: InboxScope): SQL | undefined {
  const ofParties = inArray(steps.party, sharedPartiesOf(staff.roles))
  const mine = heldBy(staff)
  const whose = { all: or(ofParties, mine), mine, free: and(ofParties, isNull(steps.assigneeId)) }[scope]
  return and(eq(steps.tenantId, ctx.tenantId), isNull(steps.closedAt), whose)
}
