import { performance } from 'node:perf_hooks'
import { dataDir } from './paths.ts'
import { bringUp } from './bring-up.ts'
import { holdDataDir } from './data-dir.ts'
import { codeOf, Failure, reasonOf } from './failure.ts'
import { stopAllProcesses, unexpectedEnd } from './processes.ts'
import { printProgress } from './progress.ts'
import { forgetRunning } from './running-file.ts'
import { readSettings } from './settings.ts'
import { stopAsked } from './stop.ts'
import { summaryOf } from './summary.ts'

// `npm start`: everything from nothing, on one machine. `--dev` rebuilds and restarts at every change.

const startedAtMs = performance.now()
const stopped = stopAsked()

function complain(error: unknown): void {
  if (error instanceof Failure) console.error(`\n${error.message}\n`)
  else if (codeOf(error) === 'ENOSPC') console.error(`\nNo space is left on the disk (${reasonOf(error)}). Free some and start again.\n`)
  else console.error(error)
}

let stopping = false
/** An error nobody caught: while we stop it is a connection that ended with its server; else everything is stopped in order. */
const broken = new Promise<never>((_resolve, reject) => {
  process.on('uncaughtException', (error) => {
    if (!stopping) reject(error)
  })
})
broken.catch(() => undefined)

async function run(): Promise<number> {
  const settings = readSettings(process.argv.slice(2))
  const data = dataDir()
  const release = await holdDataDir(data)
  try {
    const work = bringUp(settings, data, printProgress())
    // When a stop comes first, what the rest of the work throws has no reader.
    work.catch(() => undefined)
    const up = await Promise.race([work, stopped, broken])
    if (typeof up === 'string') return 0
    console.log(summaryOf({ ...up, tookMs: performance.now() - startedAtMs }))
    const end = await Promise.race([stopped.then(() => undefined), unexpectedEnd, broken])
    if (end === undefined) return 0
    console.error(`\n${end}\nEverything else is stopped too. The logs are in ${up.logDir}.`)
    return 1
  } catch (error) {
    complain(error)
    return 1
  } finally {
    stopping = true
    await stopAllProcesses((name) => console.log(`  stopping ${name}`))
    await forgetRunning(data)
    await release()
  }
}

process.exit(
  await run().catch((error: unknown) => {
    complain(error)
    return 1
  }),
)
