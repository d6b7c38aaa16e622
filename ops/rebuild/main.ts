import { Failure, reasonOf } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { printProgress } from '../progress.ts'
import { DatabaseIsOlder } from '../../services/system/pulse.ts'
import { readOptions } from './options.ts'
import { withOwnStores } from './own-stores.ts'
import { countsOf, troubleOf } from './report.ts'
import { openStores, rebuildStores } from './stores.ts'
import type { StoresAt } from './stores.ts'

// `npm run rebuild-processes`: gives the engine back what it lost. Exit code 0 when all is in step or started, 1 when somebody has to
// see to something, 2 when it could not begin.

const tellEvery = 1_000

async function run(): Promise<number> {
  const { engineIsAhead, at } = await readOptions(process.argv.slice(2), process.env, dataDir())
  const progress = printProgress()
  const work = async (where: StoresAt): Promise<number> => {
    const opened = await openStores(where)
    let told = 0
    try {
      const rebuilt = await rebuildStores(opened, {
        engineIsAhead,
        tell({ looked }) {
          if (looked < told + tellEvery) return
          told = looked
          progress.say(`${String(looked)} processes looked at…`)
        },
      })
      const trouble = troubleOf(rebuilt)
      console.log([countsOf(rebuilt), ...trouble].join('\n'))
      return trouble.length > 0 ? 1 : 0
    } finally {
      await opened.close()
    }
  }
  return at === undefined ? withOwnStores(dataDir(), progress, work) : work(at)
}

process.exit(
  await run().catch((error: unknown) => {
    console.error(error instanceof Failure || error instanceof DatabaseIsOlder ? `\n${reasonOf(error)}\n` : error)
    return 2
  }),
)
