import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { holderOf } from './data-dir.ts'

/** In the data directory while `npm start` runs: the environment of its services, for commands beside it. Holds secrets. */
const runningFile = 'running.env'

const names = [
  'DATABASE_URL',
  'VEKHA_SECRET',
  'VEKHA_OLD_SECRETS',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_DATABASE_URLS',
  'VEKHA_ANCHOR_DIR',
  'VEKHA_BACKUP_DIR',
] as const

export async function writeRunning(dataDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const lines = names.flatMap((name) => (env[name] ? [`${name}='${env[name]}'\n`] : []))
  await writeFile(join(dataDir, runningFile), lines.join(''), { mode: 0o600 })
}
export const forgetRunning = (dataDir: string): Promise<void> => rm(join(dataDir, runningFile), { force: true })

/**
 * The environment with what `npm start` runs now in it; an environment that names a database stands for itself. A start that
 * was killed hard leaves its file behind: of one that lives no longer nothing is taken.
 */
export async function withRunning(env: NodeJS.ProcessEnv, dataDir: string): Promise<NodeJS.ProcessEnv> {
  const file = join(dataDir, runningFile)
  if (env.DATABASE_URL || !existsSync(file) || (await holderOf(dataDir))?.isStart !== true) return env
  return { ...env, ...parseEnv(readFileSync(file, 'utf8')) }
}
