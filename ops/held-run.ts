import { performance } from 'node:perf_hooks'
import { holdDataDir } from './data-dir.ts'
import { codeOf, Failure, reasonOf } from './failure.ts'
import { stopAllProcesses, unexpectedEnd } from './processes.ts'
import { forgetRunning } from './running-file.ts'
import { stopAsked } from './stop.ts'

export interface HeldRun<Up> {
  /** Read before anything is touched. */
  readonly dataDir: string
  /** Starts everything. */
  bringUp(): Promise<Up>
  /** Everything runs: what the person needs to know. */
  shown(up: Up, tookMs: number): string
  /** Where the logs are, when it ended badly. */
  readonly logDir: string
  /** After everything has stopped. */
  forget?(): Promise<void>
}

function complain(error: unknown): void {
  if (error instanceof Failure) console.error(`\n${error.message}\n`)
  else if (codeOf(error) === 'ENOSPC') console.error(`\nNo space is left on the disk (${reasonOf(error)}). Free some and start again.\n`)
  else console.error(error)
}

/**
 * Runs an installation until it is told to stop or something gives up, alone on its data directory, and stops all of
 * it in order. Ends this process: with 0 when it was told to, else 1.
 */
export async function holdAndRun<Up>(prepare: () => HeldRun<Up>): Promise<never> {
  const startedAtMs = performance.now()
  const stopped = stopAsked()
  let stopping = false
  /** An error nobody caught: while we stop it is a connection that ended with its server; else everything is stopped in order. */
  const broken = new Promise<never>((_resolve, reject) => {
    process.on('uncaughtException', (error) => {
      if (!stopping) reject(error)
    })
  })
  broken.catch(() => undefined)

  async function run(): Promise<number> {
    const { dataDir, logDir, ...held } = prepare()
    const release = await holdDataDir(dataDir)
    try {
      const work = held.bringUp()
      // When a stop comes first, what the rest of the work throws has no reader.
      work.catch(() => undefined)
      const up = await Promise.race([work.then((value) => ({ value })), stopped, broken])
      if (typeof up === 'string') return 0
      console.log(held.shown(up.value, performance.now() - startedAtMs))
      const end = await Promise.race([stopped.then(() => undefined), unexpectedEnd, broken])
      if (end === undefined) return 0
      console.error(`\n${end}\nEverything else is stopped too. The logs are in ${logDir}.`)
      return 1
    } catch (error) {
      complain(error)
      return 1
    } finally {
      stopping = true
      await stopAllProcesses((name) => console.log(`  stopping ${name}`))
      await held.forget?.()
      await forgetRunning(dataDir)
      await release()
    }
  }
  process.exit(
    await run().catch((error: unknown) => {
      complain(error)
      return 1
    }),
  )
}
