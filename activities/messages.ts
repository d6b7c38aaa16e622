import type { Database } from '../db/client.ts'
import { endOfLetter } from '../services/messages/earlier-runs.ts'
import type { MessagePort } from '../workflows/ports.ts'

/** What runs begun before letters left from their rows still ask for. */
export const createMessageActivities = ({ db }: { readonly db: Database }): MessagePort => ({
  deliver: (message) => endOfLetter(db, message, new Date()),
  // The record of the move gave it up already, by whichever workers.
  skip: () => Promise.resolve(),
})
