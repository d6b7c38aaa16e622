import type { FastifyInstance } from 'fastify'
import { Problem } from '../../services/problem.ts'
import { exportFormats, exportProcesses } from '../../services/process/export.ts'
import { apiContext, verbContext } from '../context.ts'
import type { ApiDeps } from '../deps.ts'
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

/** `GET /export/processes.csv?input=…` and `.xlsx`, the input as of `process.list`: the same list as a file, however long. */
export function addExport(app: FastifyInstance, deps: ApiDeps): void {
  for (const format of exportFormats)
    app.get<{ Querystring: { input?: string } }>(`/export/processes.${format}`, async (request, reply) => {
      const { session, requestId } = await apiContext(deps, request, reply)
      if (!session) throw notSignedIn()
      const input = exportInput.safeParse(parsed(request.query.input))
      if (!input.success) throw badList()
      const file = await exportProcesses({ ctx: verbContext(deps, session, requestId), input: input.data, format })
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
