import { misdirected } from '../../api/hooks/draining.ts'
import { TRPCClientError } from '@trpc/client'
import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { events } from '../../db/schema/process.ts'
import { firstReasonOf } from '../../ops/failure.ts'
import { openSite } from '../../ops/chaos/site.ts'
import type { ChaosSite } from '../../ops/chaos/site.ts'
import { scaled } from '../model/scale.ts'
import { ticketForm } from '../support/tickets.ts'

// Fault 20: every program is restarted in good order, one after another, under steady requests. The client is a balancer's:
// it goes to the
// other instance where nobody listens or one that leaves says so, and repeats nothing else.

const rounds = scaled(5, 1)
const ofEach = scaled(2, 1)
const lanes = 4

let site: ChaosSite
beforeAll(async () => {
  site = await openSite({ env: { DRAIN_MS: '2000' } })
}, 120_000)
afterAll(() => site.close(), 60_000)

test('a rolling restart fails no request and loses nothing', { timeout: 600_000 }, async () => {
  const { cast, installation, keeper, balanced, db } = site
  const failed: string[] = []
  const acknowledged: string[] = []
  let over = false
  let sent = 0

  async function ask<T>(send: (api: number, requestId: string) => Promise<T>): Promise<T | undefined> {
    const requestId = newId()
    sent += 1
    const first = sent
    try {
      const answer = await balanced(first, (api) => send(api, requestId)).catch((error: unknown) => {
        if (!(error instanceof TRPCClientError) || error.data?.httpStatus !== misdirected) throw error
        return balanced(first + 1, (api) => send(api, requestId))
      })
      acknowledged.push(requestId)
      return answer
    } catch (error) {
      failed.push(firstReasonOf(error))
      return undefined
    }
  }
  async function lane(index: number): Promise<void> {
    const organization = cast[index % cast.length]
    const supporter = organization?.supporters[index % organization.supporters.length]
    if (!supporter) throw new Error('Nobody is there')
    const trpc = (api: number) => {
      const client = supporter.clients[api]
      if (!client) throw new Error('Nobody is signed in there')
      return client.trpc
    }
    while (!over) {
      const started = await ask((api, requestId) => trpc(api).process.start.mutate({ kind: 'ticket', input: ticketForm(), requestId }))
      if (!started) continue
      const { id } = started
      await ask((api, requestId) => trpc(api).process.act.mutate({ id, action: 'take', requestId }))
      await ask((api, requestId) => trpc(api).process.act.mutate({ id, action: 'solve', form: { comment: 'Готово' }, requestId }))
    }
  }

  const load = Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const part of [...installation.apis.slice(0, ofEach), ...installation.workers.slice(0, ofEach)])
        await keeper.restart(part, 'stop', 0)
  } finally {
    over = true
    await load
  }
  const written = await db.system((tx) =>
    tx.select({ requestId: events.requestId }).from(events).where(inArray(events.requestId, acknowledged)),
  )
  console.log({ restarts: rounds * ofEach * 2, sent, acknowledged: acknowledged.length, failed: failed.length })
  expect([...new Set(failed)]).toEqual([])
  expect(written.map((event) => event.requestId).toSorted()).toEqual(acknowledged.toSorted())
})
