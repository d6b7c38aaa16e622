import { z } from 'zod'
import { durationMinutes, goals, visitModes } from '../../domain/visit-fields.ts'
import { coverageGroups } from '../../domain/visit-plan.ts'
import { allowVisits } from '../../services/visit/plans/allowance.ts'
import { bookPlan } from '../../services/visit/plans/book.ts'
import { listTargets, planCoverage } from '../../services/visit/plans/coverage.ts'
import { listPlans, savePlan } from '../../services/visit/plans/plans.ts'
import { proposePlan } from '../../services/visit/plans/propose.ts'
import { mostAtOnce } from '../../services/visit/plans/short-targets.ts'
import { removeTarget, saveTarget } from '../../services/visit/plans/targets.ts'
import { cursor, id, line } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const filter = z.strictObject({ planId: id, repId: id.optional(), organizationId: id.nullable().optional(), short: z.boolean().optional() })

const how = { mode: z.enum(visitModes), durationMinutes: z.int().min(durationMinutes.min).max(durationMinutes.max) }
const booking = z.strictObject({ id, turn: z.int().min(0).max(10_000), startsAt: z.iso.datetime({ offset: true }) })

/** Whom representatives are to visit how often, and what came of it. */
export const planRouter = router({
  list: signedIn.query(({ ctx }) => listPlans({ ctx: ctx.verb })),
  save: signedIn
    .input(z.strictObject({ id: id.optional(), name: line(120), from: z.iso.date(), to: z.iso.date() }))
    .mutation(({ ctx, input }) => savePlan({ ctx: ctx.verb, input })),
  coverage: signedIn.input(filter.extend({ by: z.enum(coverageGroups) })).query(({ ctx, input }) => planCoverage({ ctx: ctx.verb, input })),
  proposals: signedIn.input(filter.extend(how)).query(({ ctx, input }) => proposePlan({ ctx: ctx.verb, input })),
  book: signedIn
    .input(
      z.strictObject({ planId: id, ...how, goals: z.string().min(1).max(goals.max), bookings: z.array(booking).min(1).max(mostAtOnce) }),
    )
    .mutation(({ ctx, input }) => bookPlan({ ctx: ctx.verb, engine: ctx.deps.engine, input })),
  allow: signedIn
    .input(
      z.strictObject({
        contactId: id,
        month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
        extra: z.int().min(1).max(31),
        reason: line(500),
      }),
    )
    .mutation(({ ctx, input }) => allowVisits({ ctx: ctx.verb, input })),
  targets: router({
    list: signedIn.input(filter.extend({ cursor: cursor.optional() })).query(({ ctx, input }) => listTargets({ ctx: ctx.verb, input })),
    save: signedIn
      .input(z.strictObject({ planId: id, id: id.optional(), form: z.unknown() }))
      .mutation(({ ctx, input }) => saveTarget({ ctx: ctx.verb, input })),
    remove: signedIn.input(z.strictObject({ planId: id, id })).mutation(({ ctx, input }) => removeTarget({ ctx: ctx.verb, input })),
  }),
})
