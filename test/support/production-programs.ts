import { Failure } from '../../ops/failure.ts'
import { printProgress } from '../../ops/progress.ts'
import { findNginx } from '../../ops/production/nginx.ts'
import { findServerPrograms } from '../../ops/temporal/server-programs.ts'

/** Why an installation of the production shape can't run on this machine. @throws instead where everything must run */
export async function productionMissing(): Promise<string | undefined> {
  try {
    await findNginx()
    await findServerPrograms(printProgress(console.error))
    return undefined
  } catch (error) {
    if (!(error instanceof Failure) || process.env.CI) throw error
    return error.message
  }
}
