import type { Database } from '../db/client.ts'
import { load, record } from '../services/process/record.ts'
import type { RecordPort } from '../workflows/ports.ts'

/** The record, as the engine's local activities. */
export const createRecordActivities = (deps: { readonly db: Database }): RecordPort => ({
  record: (request) => record(deps.db, request),
  load: (process) => load(deps.db, process),
})
