import { visitCoverage, visitFigures } from '../../services/visit/figures/read.ts'
import { reportCosts } from '../../services/visit/figures/report-costs.ts'
import { visitsBehind } from '../../services/visit/figures/behind.ts'
import { behindInput, figuresFilter, figuresInput } from '../figures-input.ts'
import { router, signedIn } from '../trpc.ts'

/** How visits went, in numbers. */
export const figureRouter = router({
  read: signedIn.input(figuresInput).query(({ ctx, input }) => visitFigures({ ctx: ctx.verb, input })),
  coverage: signedIn.input(figuresFilter).query(({ ctx, input }) => visitCoverage({ ctx: ctx.verb, input })),
  /** What the questions of reports cost those who answer. */
  costs: signedIn.input(figuresFilter).query(({ ctx, input }) => reportCosts({ ctx: ctx.verb, input })),
  visits: signedIn.input(behindInput).query(({ ctx, input }) => visitsBehind({ ctx: ctx.verb, input })),
})
