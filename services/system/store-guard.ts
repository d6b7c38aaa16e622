import type { EnginePulse } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { DatabaseIsOlder, refuseOlderDatabase } from './pulse.ts'
import { repeatEvery } from './rounds.ts'

const askEveryMs = 30_000

export interface StoreGuard {
  readonly db: Database
  readonly engine: EnginePulse
  /** The database was put back while this process ran: it must end. */
  readonly onOlder: (error: DatabaseIsOlder) => void
  /** A store could not be asked; it is asked again. */
  readonly onError: (error: unknown) => void
}

/**
 * Looks now and every 30 s whether the database is older than the engine.
 * @throws DatabaseIsOlder when it is so already
 */
export async function guardStores({ db, engine, onOlder, onError }: StoreGuard): Promise<{ stop(): Promise<void> }> {
  const ask = async (told: (error: DatabaseIsOlder) => void): Promise<void> => {
    try {
      await refuseOlderDatabase(db, engine)
    } catch (error) {
      if (error instanceof DatabaseIsOlder) told(error)
      else onError(error)
    }
  }
  await ask((error) => {
    throw error
  })
  return repeatEvery(askEveryMs, () => ask(onOlder), onError)
}
