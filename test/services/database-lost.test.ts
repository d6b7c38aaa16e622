import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { isDatabaseAway } from '../../db/away.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { startTcpProxy } from '../../ops/chaos/tcp-proxy.ts'
import type { TcpProxy } from '../../ops/chaos/tcp-proxy.ts'
import { mailChannel } from '../../services/messages/mail-channel.ts'
import { startSender } from '../../services/system/sender.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

// The wire to Postgres is cut under programs at work; the test's own look goes past it.
describe('a lost database', () => {
  let stack: Stack
  let org: TestOrganization
  let wire: TcpProxy
  let db: Database

  beforeAll(async () => {
    stack = await startStack({ workers: false })
    org = await makeOrganization(stack.db)
    const owner = new URL(stack.ownerUrl)
    wire = await startTcpProxy(owner.host)
    owner.host = wire.address
    db = openDatabase({ ownerUrl: owner.href, secret: stack.secret, maxConnections: 4, onError: () => undefined })
  })
  afterAll(async () => {
    await db.close()
    await wire.close()
    await stack.close()
  })

  it('fails the transaction that it cuts off, and nothing else', async () => {
    const cut = db.tenant(org.id, async (tx) => {
      await tx.execute(sql`SELECT 1`)
      wire.reset()
      // Between two statements nobody but the client itself hears of the end.
      await new Promise((resolve) => setImmediate(resolve))
      await tx.execute(sql`SELECT 2`)
    })
    await expect(cut).rejects.toSatisfy(isDatabaseAway)
    const waiting = db.tenant(org.id, (tx) => tx.execute(sql`SELECT pg_sleep(60)`))
    const lost = expect(waiting).rejects.toSatisfy(isDatabaseAway)
    await stack.db.system((tx) => tx.execute(sql`SELECT 1`))
    wire.reset()
    await lost
    expect((await db.tenant(org.id, (tx) => tx.execute(sql`SELECT 3 AS three`))).rows).toEqual([{ three: 3 }])
  })

  it('gives every connection back: of a pool of four, none is missing after eight that were cut off as they began', async () => {
    const begin = async (kind: 'tenant' | 'tenantRead'): Promise<void> => {
      const cut = db[kind](org.id, (tx) => tx.execute(sql`SELECT 1`)).then(
        () => undefined,
        () => undefined,
      )
      // Connected, and not yet begun.
      await new Promise((resolve) => setImmediate(resolve))
      wire.reset()
      await cut
    }
    for (let time = 0; time < 8; time += 1) await Promise.all([begin('tenant'), begin('tenantRead')])
    const four = await Promise.all(Array.from({ length: 4 }, () => db.tenant(org.id, (tx) => tx.execute(sql`SELECT pg_sleep(0.05)`))))
    expect(four).toHaveLength(4)
  })

  it('does not make a letter go twice that left just before', async () => {
    const desk = ticketDesk(stack, org)
    const { actor } = await org.person('support1')
    const { id } = await desk.start(actor, { requesterEmail: 'lost@alfa.example' }, newId())
    const letter = async () => {
      const [row] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
      return row
    }
    let sent = 0
    const mail = {
      send: async () => {
        sent += 1
        wire.divert('127.0.0.1:1')
        // Longer than the lease: for the database nobody has the letter in hand when it comes back.
        setTimeout(() => wire.divert(undefined), 1_500)
        return { kind: 'sent' } as const
      },
    }
    const deps = { db, mail, tokens: stack.tokens, publicUrl: stack.publicUrl }
    const senders = [1, 2].map(() => startSender(deps.db, mailChannel(deps), { leaseMs: 1_000, onError: () => undefined }))
    await eventually(async () => ((await letter())?.status === 'sent' ? true : undefined), 'it is noted')
    await Promise.all(senders.map((sender) => sender.stop()))
    expect(await letter()).toMatchObject({ attempts: 1 })
    expect(sent).toBe(1)
  })
})
