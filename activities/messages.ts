import { heartbeat } from '@temporalio/activity'
import type { DeliveryDeps } from '../services/messages/deliver.ts'
import { deliver, skipDelivery } from '../services/messages/deliver.ts'
import type { MessagePort } from '../workflows/ports.ts'

const beatEveryMs = 5_000

/** Says now and then that this process lives: a letter of one that was killed is tried again soon. */
async function beating<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), beatEveryMs)
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}

/** Letters to people. Called twice for one row, the second call finds it sent. */
export const createMessageActivities = (deps: DeliveryDeps): MessagePort => ({
  deliver: (message) => beating(deliver(deps, message, new Date())),
  skip: (message) => skipDelivery(deps, message, new Date()),
})
