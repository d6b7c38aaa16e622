import { DefaultLogger, Runtime } from '@temporalio/worker'
import { Failure } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { openInstallation } from './open-installation.ts'
import { readOptions } from './options.ts'
import { linesOf, summaryOf } from './report.ts'
import { isBroken, verify } from './verify.ts'

// `npm run verify`: is everything as it must be? Exit code 0 when nothing is broken, 1 when something is, 2 when it could not begin.

async function run(): Promise<number> {
  const options = await readOptions(process.argv.slice(2), process.env, dataDir())
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) })
  const installation = await openInstallation(options)
  try {
    const verdicts = await verify(installation, (verdict) => console.log(linesOf(verdict).join('\n')))
    console.log(summaryOf(verdicts))
    return isBroken(verdicts) ? 1 : 0
  } finally {
    await installation.close()
  }
}

process.exit(
  await run().catch((error: unknown) => {
    console.error(error instanceof Failure ? `\n${error.message}\n` : error)
    return 2
  }),
)
