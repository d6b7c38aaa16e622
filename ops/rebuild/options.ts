import { parseArgs } from 'node:util'
import { connectionOptions, connectionUsage, readConnection } from '../connection-options.ts'
import { Failure, reasonOf, showUsage } from '../failure.ts'
import type { StoresAt } from './stores.ts'

const usage = `npm run rebuild-processes -- [options]: starts the workflow of every process that the database holds as open and the
engine does not run, from its row. Safe while Vekha runs, and to run again.

${connectionUsage}
  --engine-is-ahead        where the engine knows more than the database, because an older database was restored: take the
                           process back to what the database holds. What the engine knew is lost, and written to the audit.

Where nothing is given and set, it works on what \`npm start\` runs from this clone; when that is stopped, on its stores.`

const options = { ...connectionOptions, 'engine-is-ahead': { type: 'boolean' }, help: { type: 'boolean' } } as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw new Failure(`${reasonOf(error)}\n\n${usage}`)
  }
}

export interface RebuildOptions {
  readonly engineIsAhead: boolean
  /** Undefined: the stores of this clone, which nothing runs now. */
  readonly at: StoresAt | undefined
}

/** @throws Failure with the usage */
export async function readOptions(args: readonly string[], env: NodeJS.ProcessEnv, dataDir: string): Promise<RebuildOptions> {
  const given = parse(args)
  if (given.help === true) showUsage(usage)
  const { databaseUrl, secret, oldSecrets, temporalAddress, namespace } = await readConnection(given, env, dataDir)
  const engineIsAhead = given['engine-is-ahead'] === true
  if (databaseUrl === undefined) return { engineIsAhead, at: undefined }
  if (!URL.canParse(databaseUrl))
    throw new Failure(`--database-url must be a URL like postgres://owner:password@host:5432/vekha\n\n${usage}`)
  if (secret === undefined) throw new Failure(`the secret is missing: set VEKHA_SECRET\n\n${usage}`)
  if (temporalAddress === undefined) throw new Failure(`the engine's address is missing: set TEMPORAL_ADDRESS\n\n${usage}`)
  return { engineIsAhead, at: { databaseUrl, secret, oldSecrets, temporalAddress, namespace } }
}
