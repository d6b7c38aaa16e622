import type { Database } from '../db/client.ts'
import { engineAhead, load, record } from '../services/process/record.ts'
import type { RecordPort } from '../workflows/ports.ts'

export interface RecordDeps {
  readonly db: Database
  /** Told of a process whose workflow is ahead of the database; it stands still. */
  readonly onEngineAhead?: (processId: string) => void
  /** Letters are due. */
  readonly onLetters?: () => void
}

/** The record, as the engine's local activities. */
export const createRecordActivities = ({ db, onEngineAhead, onLetters }: RecordDeps): RecordPort => ({
  async record(request) {
    const answer = await record(db, request, onLetters)
    if (answer.kind === 'refused' && answer.reason === engineAhead) onEngineAhead?.(request.processId)
    return answer
  },
  load: (process) => load(db, process),
})
