import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { exportFormats } from '../../domain/export-formats.ts'
import type { ExportFormat } from '../../domain/export-formats.ts'
import { Problem } from '../../services/problem.ts'
import { exportProcesses } from '../../services/process/export.ts'
import type { Export } from '../../services/spreadsheet/file.ts'
import { exportFigures } from '../../services/visit/figures/export.ts'
import { apiContext, verbContext } from '../context.ts'
import type { Ctx } from '../../services/context.ts'
import type { ApiDeps } from '../deps.ts'
import { figuresInput } from '../figures-input.ts'
import { notSignedIn } from '../failure.ts'
import { exportInput } from '../process-list-input.ts'
import { contentDisposition } from './files.ts'

const badList = (): Problem =>
  new Problem('BadInput', { ru: 'Этот список нельзя выгрузить. Откройте его заново.', en: 'This list cannot be exported. Open it again.' })

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw badList()
  }
}

interface Exported<I> {
  readonly path: string
  readonly input: z.ZodType<I>
  readonly make: (asked: { readonly ctx: Ctx; readonly input: I; readonly format: ExportFormat }) => Promise<Export>
}

function addFile<I>(app: FastifyInstance, deps: ApiDeps, { path, input: expected, make }: Exported<I>): void {
  for (const format of exportFormats)
    app.get<{ Querystring: { input?: string } }>(`/export/${path}.${format}`, async (request, reply) => {
      const { session, requestId } = await apiContext(deps, request, reply)
      if (!session) throw notSignedIn()
      const input = expected.safeParse(parsed(request.query.input))
      if (!input.success) throw badList()
      const file = await make({ ctx: verbContext(deps, session, requestId), input: input.data, format })
      return reply
        .headers({
          'content-type': file.contentType,
          'content-disposition': contentDisposition('attachment', file.fileName),
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        })
        .send(file.stream)
    })
}

/** `GET /export/processes.csv?input=…`, the input as of `process.list`, and `visit-figures`, as of `figures.read`; `.xlsx` too: the same as a file. */
export function addExport(app: FastifyInstance, deps: ApiDeps): void {
  addFile(app, deps, { path: 'processes', input: exportInput, make: exportProcesses })
  addFile(app, deps, { path: 'visit-figures', input: figuresInput, make: exportFigures })
}
