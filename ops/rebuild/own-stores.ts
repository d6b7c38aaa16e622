import { migrate } from '../../db/migrate.ts'
import { holdDataDir } from '../data-dir.ts'
import { launchPostgres } from '../postgres/launch.ts'
import { stopAllProcesses } from '../processes.ts'
import type { Progress } from '../progress.ts'
import { keptSecret } from '../secrets.ts'
import { readSettings } from '../settings.ts'
import { launchTemporal } from '../temporal/launch.ts'
import type { StoresAt } from './stores.ts'

/** Starts the stores of this clone for as long as the work takes. @throws Failure */
export async function withOwnStores<T>(dataDir: string, progress: Progress, work: (at: StoresAt) => Promise<T>): Promise<T> {
  const { config, ...settings } = readSettings([])
  const release = await holdDataDir(dataDir)
  try {
    const secret = settings.secret ?? (await keptSecret(dataDir, 'secret'))
    const databaseUrl = settings.databaseUrl ?? (await launchPostgres(dataDir)).url
    const namespace = config.temporalNamespace
    const temporalAddress = settings.temporalAddress ?? (await launchTemporal(dataDir, namespace, progress)).address
    await migrate({ ownerUrl: databaseUrl, secret })
    return await work({ databaseUrl, secret, oldSecrets: config.oldSecrets, temporalAddress, namespace })
  } finally {
    await stopAllProcesses(() => undefined)
    await release()
  }
}
