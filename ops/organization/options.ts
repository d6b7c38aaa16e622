import { parseArgs } from 'node:util'
import { z } from 'zod'
import { langs } from '../../domain/label.ts'
import type { NewOrganization } from '../../services/system/create-organization.ts'
import { connectionOptions, connectionUsage, readConnection } from '../connection-options.ts'
import { Failure, reasonOf, showUsage } from '../failure.ts'

const usage = `npm run organization -- [options]: makes an organization and its first administrator, and prints the password to hand over.

  --name TEXT              as people see it: ООО «Ромашка»
  --slug TEXT              its short name in addresses: Latin letters, digits and dashes
  --support ADDRESS        where people write to its support
  --admin ADDRESS          the administrator's e-mail; who has an account already keeps it
  --admin-name TEXT        the administrator's name
  --lang ru|en             ru when left out

${connectionUsage}

Where nothing is given and set, it works on the installation that \`npm start\` runs from this clone.`

const options = {
  ...connectionOptions,
  name: { type: 'string' },
  slug: { type: 'string' },
  support: { type: 'string' },
  admin: { type: 'string' },
  'admin-name': { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean' },
} as const

const line = (what: string) =>
  z.string(`${what} is missing`).trim().min(1, `${what} is empty`).max(200, `${what} is longer than 200 characters`)
const address = (what: string) => z.email({ error: `${what} must be an e-mail address` }).max(254)

const wanted = z.object({
  name: line('--name'),
  slug: z
    .string('--slug is missing')
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u, '--slug must be up to 40 small Latin letters, digits and dashes'),
  support: address('--support'),
  admin: address('--admin'),
  'admin-name': line('--admin-name'),
  lang: z.enum(langs, '--lang must be ru or en').default('ru'),
})

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw new Failure(`${reasonOf(error)}\n\n${usage}`)
  }
}

export interface OrganizationOptions {
  readonly databaseUrl: string
  readonly secret: string
  readonly organization: NewOrganization
}

/** @throws Failure naming all that is wrong, with the usage */
export async function readOptions(args: readonly string[], env: NodeJS.ProcessEnv, dataDir: string): Promise<OrganizationOptions> {
  const given = parse(args)
  if (given.help === true) showUsage(usage)
  const { databaseUrl, secret } = await readConnection(given, env, dataDir)
  const read = wanted.safeParse(given)
  const wrong = [
    ...(read.success ? [] : read.error.issues.map((issue) => issue.message)),
    ...(databaseUrl !== undefined && URL.canParse(databaseUrl)
      ? []
      : ['--database-url must be a URL like postgres://owner:password@host:5432/vekha']),
    ...(secret === undefined ? ['the secret is missing: set VEKHA_SECRET'] : []),
  ]
  if (!read.success || databaseUrl === undefined || secret === undefined || wrong.length > 0)
    throw new Failure(`${wrong.join('\n')}\n\n${usage}`)
  const { name, slug, support, admin, 'admin-name': adminName, lang } = read.data
  return {
    databaseUrl,
    secret,
    organization: { name, slug, lang, supportAddress: support, administrator: { email: admin, name: adminName } },
  }
}
