import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, parseEnv } from 'node:util'
import { Failure, reasonOf } from '../failure.ts'
import { runningFile } from '../running-file.ts'
import type { OpenOptions } from './open-installation.ts'

const usage = `npm run verify -- [options]: checks a running installation, or a restored copy, and changes nothing.

  --database-url URL       the owner's URL; DATABASE_URL when left out
  --temporal-address H:P   TEMPORAL_ADDRESS; without any the engine's side is not checked
  --namespace NAME         TEMPORAL_NAMESPACE, else default
  --secret TEXT            VEKHA_SECRET; others see a command line, so the variable is better
  --old-secrets LIST       VEKHA_OLD_SECRETS, separated by commas
  --anchors DIR            VEKHA_ANCHOR_DIR: where the ends of the audit chains were written down
  --journal FILE           what a client sent and was told, for I1
  --outbox DIR             the log of the built-in outbox, for I3
  --canary TEXT            for I9: must be nowhere in the engine's store; may be given many times
  --sample N               how many open histories are replayed for I6; 50

Where nothing is given and set, the installation that \`npm start\` runs from this clone is checked.`

const options = {
  'database-url': { type: 'string' },
  'temporal-address': { type: 'string' },
  namespace: { type: 'string' },
  secret: { type: 'string' },
  'old-secrets': { type: 'string' },
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

/** What `npm start` runs now, when neither arguments nor environment name a database. */
function environment(env: NodeJS.ProcessEnv, dataDir: string, givenUrl: string | undefined): NodeJS.ProcessEnv {
  const file = join(dataDir, runningFile)
  if (givenUrl !== undefined || env.DATABASE_URL || !existsSync(file)) return env
  return { ...env, ...parseEnv(readFileSync(file, 'utf8')) }
}

/** Arguments first, then the environment, then what runs from this clone. @throws Failure with the usage */
export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv, dataDir: string): OpenOptions {
  const given = parse(args)
  if (given.help === true) throw new Failure(usage)
  const env = environment(variables, dataDir, given['database-url'])
  const databaseUrl = given['database-url'] ?? (env.DATABASE_URL || undefined)
  const secret = given.secret ?? (env.VEKHA_SECRET || undefined)
  const sample = Number(given.sample ?? 50)
  const wrong = [
    ...(databaseUrl !== undefined && URL.canParse(databaseUrl)
      ? []
      : ['--database-url must be a URL like postgres://owner:password@host:5432/vekha']),
    ...(secret === undefined ? ['the secret is missing: set VEKHA_SECRET'] : []),
    ...(Number.isInteger(sample) && sample >= 0 ? [] : ['--sample must be a whole number']),
  ]
  if (databaseUrl === undefined || secret === undefined || wrong.length > 0) throw new Failure(`${wrong.join('\n')}\n\n${usage}`)
  const oldSecrets = (given['old-secrets'] ?? env.VEKHA_OLD_SECRETS ?? '').split(',').map((one) => one.trim())
  return {
    databaseUrl,
    secret,
    oldSecrets: oldSecrets.filter((one) => one !== ''),
    temporalAddress: given['temporal-address'] ?? (env.TEMPORAL_ADDRESS || undefined),
    namespace: given.namespace ?? (env.TEMPORAL_NAMESPACE || 'default'),
    anchorDir: given.anchors ?? (env.VEKHA_ANCHOR_DIR || undefined),
    journalFile: given.journal,
    outboxDir: given.outbox,
    canaries: given.canary ?? [],
    sample,
  }
}
