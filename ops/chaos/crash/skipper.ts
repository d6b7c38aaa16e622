import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray } from 'drizzle-orm'
import { newId } from '../../../db/id.ts'
import { deliveries } from '../../../db/schema/message.ts'
import { GivenUp, Refused, askUntilKnown } from '../ask.ts'
import type { Asking } from '../ask.ts'
import type { ChaosSite } from '../site.ts'
import type { Orders } from './orders.ts'

const lookEveryMs = 200
const reason = 'No such address'

export interface Skipper {
  /** Letters whose skipping was said to be done and that are not skipped. */
  unskipped(): Promise<readonly string[]>
  /** How many were skipped. */
  count(): number
  readonly done: Promise<void>
}

/** While somebody shall die at a record: lets letters be refused for good and gives each up, one of a process. */
export function startSkipper(site: ChaosSite, asking: Asking, orders: Orders, over: AbortSignal): Skipper {
  const skipped: string[] = []
  const tried = new Set<string>()
  const wanted = (): boolean =>
    orders.isOpen('record before transaction') || orders.isOpen('record before commit') || orders.isOpen('record before return')

  async function skip(letter: { readonly id: string; readonly tenantId: string; readonly processId: string }): Promise<void> {
    const { id: messageId, tenantId, processId: id } = letter
    const clients = site.cast.find((one) => one.id === tenantId)?.supporters[0]?.clients ?? []
    const requestId = newId()
    try {
      await askUntilKnown(asking, {
        tenantId,
        opId: requestId,
        what: 'skip',
        send: (attempt, signal) =>
          site.balanced(attempt, (api) => {
            const client = clients[api]
            if (!client) throw new Error('Nobody is signed in there')
            return client.trpc.process.act.mutate({ id, action: 'skip', form: { messageId }, reason, requestId }, { signal })
          }),
      })
      skipped.push(messageId)
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof GivenUp)) throw error
    }
  }

  async function work(): Promise<void> {
    const asked: Promise<void>[] = []
    while (!over.aborted) {
      if (wanted()) {
        site.installation.outbox.faults.refuseRecipients(1, 550)
        // A machine that is too busy for this look has the next one.
        const refused = await site.db.system((tx) => tx.select().from(deliveries).where(eq(deliveries.status, 'rejected'))).catch(() => [])
        for (const { id, tenantId, processId } of refused) {
          if (processId === null || tried.has(processId)) continue
          tried.add(processId)
          asked.push(skip({ id, tenantId, processId }))
        }
      }
      await sleep(lookEveryMs)
    }
    site.installation.outbox.faults.none()
    await Promise.all(asked)
  }

  return {
    async unskipped() {
      if (skipped.length === 0) return []
      const rows = await site.db.system((tx) =>
        tx
          .select({ id: deliveries.id, status: deliveries.status })
          .from(deliveries)
          .where(and(inArray(deliveries.id, skipped))),
      )
      return rows.filter(({ status }) => status !== 'skipped').map(({ id, status }) => `${id} ${status}`)
    },
    count: () => skipped.length,
    done: work(),
  }
}
