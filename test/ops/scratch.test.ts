import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { signInTo } from '../../ops/scratch/console-client.ts'
import type { ConsoleClient } from '../../ops/scratch/console-client.ts'
import { startScratch } from '../../ops/scratch/installation.ts'
import type { ScratchInstallation } from '../../ops/scratch/installation.ts'
import { ticketForm } from '../api/rights.ts'
import { isFull } from '../model/scale.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { productionMissing } from '../support/production-programs.ts'

const missing = await productionMissing()
// The short chaos hurts one in the shape of laptop by itself.
const shapes = missing !== undefined ? (['laptop'] as const) : isFull ? (['laptop', 'production'] as const) : (['production'] as const)

// What chaos and bench stand on: real processes that can be hurt and come back at the same addresses.
describe.each(shapes)('a scratch installation in the shape of %s', (shape) => {
  let site: ScratchInstallation
  let db: Database
  let support: ConsoleClient
  let ticketId = ''

  beforeAll(async () => {
    site = await startScratch({ shape, apis: 2, workers: 2 })
    db = openDatabase({ ownerUrl: site.databaseUrl, secret: site.secret, maxConnections: 2, onError: () => undefined })
    const person = await makePerson(db, [await makeOrganization(db)], ['support1'])
    support = await signInTo(site.url, person)
  }, 120_000)
  afterAll(async () => {
    await db.close()
    await site.close()
  }, 60_000)

  const act = (action: string, form: Record<string, string> = {}) =>
    eventually(
      async () =>
        support.trpc.process.act.mutate({ id: ticketId, action, form, requestId: `${ticketId}-${action}` }).catch(() => undefined),
      `${action} is confirmed`,
      40_000,
    )

  it('runs the product', async () => {
    const started = await support.trpc.process.start.mutate({ kind: 'ticket', input: ticketForm, requestId: newId() })
    ticketId = started.id
    expect(await act('take')).toMatchObject({ state: 'inProgress' })
  })

  it('goes on after any of its parts was killed or frozen, and started again', async () => {
    await site.temporal.kill()
    await site.postgres.kill('SIGQUIT')
    for (const worker of site.workers) await worker.kill()
    expect([site.temporal, site.postgres, ...site.workers].map((part) => part.isRunning())).toEqual([false, false, false, false])
    await Promise.all([site.postgres.start(), site.temporal.start()])
    await Promise.all(site.workers.map((worker) => worker.start()))
    site.apis[1]?.pause()
    expect(await act('ask', { comment: 'Какой фильтр выбран?' })).toMatchObject({ state: 'clarification' })
    site.apis[1]?.resume()
    await eventually(async () => ((await fetch(`${site.apiUrls[1] ?? ''}/healthz`)).ok ? true : undefined), 'the frozen API answers again')
  })
})
