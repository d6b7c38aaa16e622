import { z } from 'zod'
import { exportText } from '../../services/process/export.ts'
import { getProcess } from '../../services/process/get.ts'
import { processHistory, streamParts } from '../../services/process/history.ts'
import { listProcesses } from '../../services/process/list.ts'
import { processMap } from '../../services/process/map.ts'
import { cursor, id, instant } from '../input.ts'
import { exportInput, limit, listInput } from '../process-list-input.ts'
import { signedIn } from '../trpc.ts'

/** The reads of any process, to be put into one router with its writes. */
export const processReads = {
  get: signedIn
    .input(z.union([z.strictObject({ id }), z.strictObject({ number: z.string().min(1).max(40) })]))
    .query(({ ctx, input }) => getProcess({ ctx: ctx.verb, input })),

  history: signedIn
    .input(
      z.strictObject({
        id,
        parts: z.array(z.enum(streamParts)).max(streamParts.length).optional(),
        cursor: cursor.optional(),
        limit: limit.optional(),
      }),
    )
    .query(({ ctx, input }) => processHistory({ ctx: ctx.verb, input })),

  list: signedIn.input(listInput).query(({ ctx, input }) => listProcesses({ ctx: ctx.verb, input })),

  map: signedIn
    .input(z.strictObject({ kind: z.string().min(1).max(100), from: instant.optional(), to: instant.optional() }))
    .query(({ ctx, input }) => processMap({ ctx: ctx.verb, input })),

  /** The file in one piece; a list too long for that is downloaded from `/export/processes.csv`. */
  export: signedIn.input(exportInput).query(({ ctx, input }) => exportText({ ctx: ctx.verb, input })),
}
