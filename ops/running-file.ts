import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** In the data directory while `npm start` runs: the environment of its services, for commands beside it. Holds secrets. */
export const runningFile = 'running.env'

const names = ['DATABASE_URL', 'VEKHA_SECRET', 'VEKHA_OLD_SECRETS', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'VEKHA_ANCHOR_DIR'] as const

export async function writeRunning(dataDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const lines = names.flatMap((name) => (env[name] ? [`${name}='${env[name]}'\n`] : []))
  await writeFile(join(dataDir, runningFile), lines.join(''), { mode: 0o600 })
}
export const forgetRunning = (dataDir: string): Promise<void> => rm(join(dataDir, runningFile), { force: true })
