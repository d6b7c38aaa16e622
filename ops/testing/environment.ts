import { Failure } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { findNginx } from '../production/nginx.ts'
import { findServerPrograms } from '../temporal/server-programs.ts'
import { findChromium } from './chromium.ts'
import { findTimeServer } from './time-server.ts'

/** What a suite finds in its environment: a path, or the sentence that says how to get it. */
async function pathOrSentence(name: string, find: () => Promise<string>): Promise<Record<string, string>> {
  try {
    return { [`${name}_PATH`]: await find() }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { [`${name}_MISSING`]: error.message }
  }
}

/** Browser and time-skipping server. What can't be had fails the suites that need it, with the reason, not the others. */
export async function fetchTestPrograms(progress: Progress): Promise<Record<string, string>> {
  const describe = (found: Record<string, string>): string => Object.values(found).join('').split('\n')[0] ?? ''
  const chromium = await progress.step('Chromium', async (note) => {
    const found = await pathOrSentence('CHROMIUM', () => findChromium(progress))
    note(describe(found))
    return found
  })
  const server = await progress.step('Time server', async (note) => {
    const found = await pathOrSentence('TEST_SERVER', () => findTimeServer(progress))
    note(describe(found))
    return found
  })
  // Built before the suites: it takes minutes the first time. What can't be had is skipped there, with this sentence.
  await progress.step('Production', async (note) => {
    const nginx = await pathOrSentence('NGINX', async () => (await findNginx()).program)
    const engine = await pathOrSentence('TEMPORAL_SERVER', async () => (await findServerPrograms(progress)).server)
    note([describe(nginx), describe(engine)].join(', '))
  })
  return { ...chromium, ...server }
}
