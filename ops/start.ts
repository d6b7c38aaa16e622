import { join } from 'node:path'
import { bringUp } from './bring-up.ts'
import { holdAndRun } from './held-run.ts'
import { dataDir } from './paths.ts'
import { printProgress } from './progress.ts'
import { readSettings } from './settings.ts'
import { summaryOf } from './summary.ts'

// `npm start`: everything from nothing, on one machine. `--dev` rebuilds and restarts at every change.

await holdAndRun(() => {
  const settings = readSettings(process.argv.slice(2))
  const data = dataDir()
  return {
    dataDir: data,
    logDir: join(data, 'logs'),
    bringUp: () => bringUp(settings, data, printProgress()),
    shown: (up, tookMs) => summaryOf({ ...up, tookMs }),
  }
})
