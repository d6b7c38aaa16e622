import { join } from 'node:path'
import { loadEnvFile } from '../env-file.ts'
import { Failure } from '../failure.ts'
import { withRunning } from '../running-file.ts'

/** What the environment says of an installation, running or not. */
export interface BackupEnvironment {
  /** Undefined where the database is the packaged one and doesn't run. */
  readonly databaseUrl: string | undefined
  readonly engineUrls: readonly string[]
  readonly secret: string | undefined
  readonly oldSecrets: readonly string[]
  readonly anchorDir: string | undefined
  /** Where backups are kept. */
  readonly shelf: string
}

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** `.env`, the environment, which wins, and what runs from this clone. @throws Failure listing every wrong name */
export async function readBackupEnvironment(variables: NodeJS.ProcessEnv, dataDir: string): Promise<BackupEnvironment> {
  loadEnvFile()
  const env = await withRunning(variables, dataDir)
  const databaseUrl = env.DATABASE_URL || undefined
  const engineUrls = list(env.TEMPORAL_DATABASE_URLS)
  const urls = [{ name: 'DATABASE_URL', url: databaseUrl }, ...engineUrls.map((url) => ({ name: 'TEMPORAL_DATABASE_URLS', url }))]
  const wrong = urls.filter(({ url }) => url !== undefined && !(URL.canParse(url) && /^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(url)))
  if (wrong.length > 0)
    throw new Failure(`${wrong.map(({ name }) => name).join(', ')} must be like postgres://owner:password@host:5432/name.`)
  return {
    databaseUrl,
    engineUrls,
    secret: env.VEKHA_SECRET || undefined,
    oldSecrets: list(env.VEKHA_OLD_SECRETS),
    anchorDir: env.VEKHA_ANCHOR_DIR || undefined,
    // Another directory may be wanted for once, whatever the running installation uses.
    shelf: variables.VEKHA_BACKUP_DIR || env.VEKHA_BACKUP_DIR || join(dataDir, 'backups'),
  }
}
