import { z } from 'zod'
import { coverageGroups } from '../../domain/visit-plan.ts'
import { listTargets, planCoverage } from '../../services/visit/plans/coverage.ts'
import { listPlans, savePlan } from '../../services/visit/plans/plans.ts'
import { removeTarget, saveTarget } from '../../services/visit/plans/targets.ts'
import { cursor, id, line } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const filter = z.strictObject({ planId: id, repId: id.optional(), organizationId: id.nullable().optional(), short: z.boolean().optional() })

/** Whom representatives are to visit how often, and what came of it. */
export const planRouter = router({
  list: signedIn.query(({ ctx }) => listPlans({ ctx: ctx.verb })),
  save: signedIn
    .input(z.strictObject({ id: id.optional(), name: line(120), from: z.iso.date(), to: z.iso.date() }))
    .mutation(({ ctx, input }) => savePlan({ ctx: ctx.verb, input })),
  coverage: signedIn.input(filter.extend({ by: z.enum(coverageGroups) })).query(({ ctx, input }) => planCoverage({ ctx: ctx.verb, input })),
  targets: router({
    list: signedIn.input(filter.extend({ cursor: cursor.optional() })).query(({ ctx, input }) => listTargets({ ctx: ctx.verb, input })),
    save: signedIn
      .input(z.strictObject({ planId: id, id: id.optional(), form: z.unknown() }))
      .mutation(({ ctx, input }) => saveTarget({ ctx: ctx.verb, input })),
    remove: signedIn.input(z.strictObject({ planId: id, id })).mutation(({ ctx, input }) => removeTarget({ ctx: ctx.verb, input })),
  }),
})
