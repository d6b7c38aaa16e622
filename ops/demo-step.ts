import { openDatabase } from '../db/client.ts'
import { createLinkTokens } from '../services/links/token.ts'
import { seedDemo } from './demo/seed.ts'
import { Failure, firstReasonOf } from './failure.ts'
import type { Progress } from './progress.ts'

/** Makes the demo organizations where they are missing; their open tickets go on when the workers run. */
export async function demoStep(ownerUrl: string, secret: string, progress: Progress): Promise<void> {
  await progress.step('Demo', async (note) => {
    const db = openDatabase({
      ownerUrl,
      secret,
      maxConnections: 4,
      onError: (error) => progress.say(`The demo lost a database connection: ${error.message}`),
    })
    const longer = setTimeout(() => progress.say('Demo: living through the last months of two organizations, once…'), 3_000)
    try {
      const made = await seedDemo({ db, tokens: createLinkTokens(secret), now: new Date() })
      note(
        made.organizations === 0
          ? 'there already'
          : `${String(made.organizations)} organizations, ${String(made.processes)} tickets and visits of the last months`,
      )
    } catch (error) {
      throw new Failure(
        `The demo organizations could not be made: ${firstReasonOf(error)}. The database is as before; VEKHA_DEMO=0 starts without them.`,
      )
    } finally {
      clearTimeout(longer)
      await db.close()
    }
  })
}
