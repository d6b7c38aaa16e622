import { withRunning } from './running-file.ts'

/** The options of every command that works on an installation from outside, for `parseArgs`. */
export const connectionOptions = {
  'database-url': { type: 'string' },
  'temporal-address': { type: 'string' },
  namespace: { type: 'string' },
  secret: { type: 'string' },
  'old-secrets': { type: 'string' },
} as const

export const connectionUsage = `  --database-url URL       the owner's URL; DATABASE_URL when left out
  --temporal-address H:P   TEMPORAL_ADDRESS
  --namespace NAME         TEMPORAL_NAMESPACE, else default
  --secret TEXT            VEKHA_SECRET; others see a command line, so the variable is better
  --old-secrets LIST       VEKHA_OLD_SECRETS, separated by commas`

export type GivenConnection = { readonly [name in keyof typeof connectionOptions]?: string | undefined }

/** Where an installation is, as far as it was said. */
export interface Connection {
  readonly databaseUrl: string | undefined
  readonly secret: string | undefined
  readonly oldSecrets: readonly string[]
  readonly temporalAddress: string | undefined
  readonly namespace: string
  readonly anchorDir: string | undefined
}

/** Arguments first, then the environment, then what runs from this clone. */
export async function readConnection(given: GivenConnection, variables: NodeJS.ProcessEnv, dataDir: string): Promise<Connection> {
  const env = given['database-url'] === undefined ? await withRunning(variables, dataDir) : variables
  const oldSecrets = (given['old-secrets'] ?? env.VEKHA_OLD_SECRETS ?? '').split(',').map((one) => one.trim())
  return {
    databaseUrl: given['database-url'] ?? (env.DATABASE_URL || undefined),
    secret: given.secret ?? (env.VEKHA_SECRET || undefined),
    oldSecrets: oldSecrets.filter((one) => one !== ''),
    temporalAddress: given['temporal-address'] ?? (env.TEMPORAL_ADDRESS || undefined),
    namespace: given.namespace ?? (env.TEMPORAL_NAMESPACE || 'default'),
    anchorDir: env.VEKHA_ANCHOR_DIR || undefined,
  }
}
