import type { DeliveryDeps } from '../services/messages/deliver.ts'
import { deliver, skipDelivery } from '../services/messages/deliver.ts'
import type { MessagePort } from '../workflows/ports.ts'

/** Letters to people. Called twice for one row, the second call finds it sent. */
export const createMessageActivities = (deps: DeliveryDeps): MessagePort => ({
  deliver: (message) => deliver(deps, message, new Date()),
  skip: (message) => skipDelivery(deps, message, new Date()),
})
