import { z } from 'zod'
import { weekdays } from '../../domain/calendar/local-date.ts'
import { exportFormats } from '../../domain/export-formats.ts'
import { reportPeriods, reportRhythms } from '../../domain/saved-report.ts'
import { figureGroups } from '../../domain/visit-figures.ts'
import { pauseReport, removeReport, saveReport, sendReport } from '../../services/reports/change.ts'
import { listReports } from '../../services/reports/list.ts'
import { previewReport } from '../../services/reports/preview.ts'
import { listReceivers } from '../../services/reports/receivers.ts'
import { reportFilter } from '../figures-input.ts'
import { id, line, requestId } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const shown = {
  filter: reportFilter,
  by: z.enum(figureGroups),
  period: z.enum(reportPeriods),
  rhythm: z.enum(reportRhythms),
  weekday: z.enum(weekdays),
  hour: z.int().min(0).max(23),
}
const saved = {
  ...shown,
  id: id.optional(),
  name: line(120),
  format: z.enum(exportFormats),
  receiverIds: z.array(id).max(50),
}

/** Figures that go out by letter again and again. */
export const reportRouter = router({
  list: signedIn.query(({ ctx }) => listReports({ ctx: ctx.verb })),
  receivers: signedIn.query(({ ctx }) => listReceivers({ ctx: ctx.verb })),
  preview: signedIn.input(z.strictObject(shown)).query(({ ctx, input }) => previewReport({ ctx: ctx.verb, input })),
  save: signedIn.input(z.strictObject(saved)).mutation(({ ctx, input }) => saveReport({ ctx: ctx.verb, input })),
  pause: signedIn.input(z.strictObject({ id, paused: z.boolean() })).mutation(async ({ ctx, input }) => {
    await pauseReport({ ctx: ctx.verb, input })
    return { ok: true }
  }),
  send: signedIn.input(z.strictObject({ id, requestId })).mutation(({ ctx, input }) => sendReport({ ctx: ctx.verb, input })),
  remove: signedIn.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
    await removeReport({ ctx: ctx.verb, input })
    return { ok: true }
  }),
})
