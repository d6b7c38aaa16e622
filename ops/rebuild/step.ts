import { DatabaseIsOlder } from '../../services/system/pulse.ts'
import { Failure } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { countsOf, troubleOf } from './report.ts'
import { openStores, rebuildStores } from './stores.ts'
import type { StoresAt } from './stores.ts'

/**
 * Before anything runs: an older database is refused, and an engine that lost its store, or got an older one, is given the
 * processes back.
 * @throws Failure with what to do
 */
export async function processesStep(at: StoresAt, progress: Progress): Promise<void> {
  await progress.step('Processes', async (note) => {
    const opened = await openStores(at)
    try {
      const { standing, database } = opened.stores
      if (standing === 'together') return
      const rebuilt = await rebuildStores(opened, { engineIsAhead: false, tell: () => undefined })
      if (rebuilt.looked === rebuilt.inStep) return
      const what = database.beat === 0 ? '' : standing === 'engineIsNew' ? 'the engine’s store is new: ' : 'the engine’s store is older: '
      note(`${what}${countsOf(rebuilt)}`)
      for (const line of troubleOf(rebuilt)) progress.say(line)
    } catch (error) {
      throw error instanceof DatabaseIsOlder ? new Failure(error.message) : error
    } finally {
      await opened.close()
    }
  })
}
