import { performance } from 'node:perf_hooks'
import { reasonOf } from '../failure.ts'
import { seconds } from '../progress.ts'
import { buildWeb } from '../web-build.ts'
import type { Production } from './bring-up.ts'
import { runOnce } from './launch.ts'

const instances = ['workers-1', 'workers-2', 'api-1', 'api-2'] as const

/**
 * Brings the sources of now into service without a gap: the schema first, which older instances must be able to live
 * with, then one instance after another, each only when the one before is ready. Stops at the first that is not.
 */
export async function rollingRestart({ ground, running }: Production, say: (line: string) => void): Promise<void> {
  const startedAtMs = performance.now()
  try {
    await runOnce('migrate', ground)
    await buildWeb()
    for (const name of instances) {
      await running.get(name)?.restart()
      say(`${name} is new`)
    }
    say(`All instances are new after ${seconds(performance.now() - startedAtMs)}`)
  } catch (error) {
    say(`The restart stopped, what was not reached runs as before: ${reasonOf(error)}`)
  }
}
