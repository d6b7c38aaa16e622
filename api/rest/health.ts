import type { FastifyInstance } from 'fastify'
import type { Readiness } from '../../services/system/ready.ts'

/** `/healthz`: this process answers. `/readyz`: so do the database and the engine. */
export function addHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const { database, engine } = await readiness()
    return reply.code(database && engine ? 200 : 503).send({ ok: database && engine, database, engine })
  })
}
