import { parseArgs } from 'node:util'
import { connectionOptions, connectionUsage, readConnection } from '../connection-options.ts'
import { Failure, reasonOf, showUsage } from '../failure.ts'
import type { OpenOptions } from './open-installation.ts'

const usage = `npm run verify -- [options]: checks a running installation, or a restored copy, and changes nothing.

${connectionUsage}
  --anchors DIR            VEKHA_ANCHOR_DIR: where the ends of the audit chains were written down
  --journal FILE           what a client sent and was told, for I1
  --outbox DIR             the log of the built-in outbox, for I3
  --canary TEXT            for I9: must be nowhere in the engine's store; may be given many times
  --sample N               how many open histories are replayed for I6; 50

Without an engine's address its side is not checked. Where nothing is given and set, the installation that \`npm start\` runs from this clone is checked.`

const options = {
  ...connectionOptions,
  anchors: { type: 'string' },
  journal: { type: 'string' },
  outbox: { type: 'string' },
  canary: { type: 'string', multiple: true },
  sample: { type: 'string' },
  help: { type: 'boolean' },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw new Failure(`${reasonOf(error)}\n\n${usage}`)
  }
}

/** Arguments first, then the environment, then what runs from this clone. @throws Failure with the usage */
export async function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv, dataDir: string): Promise<OpenOptions> {
  const given = parse(args)
  if (given.help === true) showUsage(usage)
  const connection = await readConnection(given, variables, dataDir)
  const { databaseUrl, secret } = connection
  const sample = Number(given.sample ?? 50)
  const wrong = [
    ...(databaseUrl !== undefined && URL.canParse(databaseUrl)
      ? []
      : ['--database-url must be a URL like postgres://owner:password@host:5432/vekha']),
    ...(secret === undefined ? ['the secret is missing: set VEKHA_SECRET'] : []),
    ...(Number.isInteger(sample) && sample >= 0 ? [] : ['--sample must be a whole number']),
  ]
  if (databaseUrl === undefined && secret === undefined && args.length === 0)
    throw new Failure(
      'Nothing runs from this clone, and nothing says where an installation is. Start one with `npm start`; set VEKHA_DATA where it keeps its data elsewhere; or see `npm run verify -- --help`.',
    )
  if (databaseUrl === undefined || secret === undefined || wrong.length > 0) throw new Failure(`${wrong.join('\n')}\n\n${usage}`)
  return {
    ...connection,
    databaseUrl,
    secret,
    anchorDir: given.anchors ?? connection.anchorDir,
    journalFile: given.journal,
    outboxDir: given.outbox,
    canaries: given.canary ?? [],
    sample,
  }
}
