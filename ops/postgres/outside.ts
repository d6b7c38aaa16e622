import pg from 'pg'
import { codeOf, Failure, reasonOf } from '../failure.ts'

function hidden(url: string): string {
  const shown = new URL(url)
  if (shown.password !== '') shown.password = '…'
  return decodeURI(shown.href)
}

function advice(error: unknown, url: string): string {
  const user = decodeURIComponent(new URL(url).username)
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return 'nobody listens there. Start that Postgres or put right host and port'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no such host. Put right its name'
    case 'ETIMEDOUT':
      return 'it does not answer. Check host, port and firewall'
    case '28P01':
    case '28000':
      return `it refuses the user "${user}" or the password. Put them right`
    case '3D000':
      return 'it has no such database. Make it (`createdb`) or put right the name'
    default:
      return `${reasonOf(error)}. Put it right`
  }
}

/** Checks a Postgres that somebody else runs: reachable, 15 or newer, and ours to change. Returns its version. */
export async function checkDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  const wrong = (why: string): Failure =>
    new Failure(`DATABASE_URL (${hidden(url)}) is not usable: ${why}, or leave it empty to start a Postgres here.`)
  try {
    await client.connect()
  } catch (error) {
    throw wrong(advice(error, url))
  }
  try {
    const { rows } = await client.query<{ version: string; number: number; may: boolean; encoding: string; ctype: string }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
              (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as may,
              pg_encoding_to_char(encoding) as encoding, datctype as ctype
         from pg_database where datname = current_database()`,
    )
    const found = rows[0]
    if (found === undefined || found.number < 150_000)
      throw wrong(`it is Postgres ${found?.version ?? 'unknown'}, 15 or newer is needed. Use a newer one`)
    if (!found.may) throw wrong('its user may not create roles, which the migrations need. Grant it CREATEROLE')
    if (found.encoding !== 'UTF8' || ['C', 'POSIX'].includes(found.ctype)) {
      throw wrong(
        `its encoding is ${found.encoding} and its LC_CTYPE ${found.ctype}, so Russian words can't be searched. Make it with UTF8 and C.UTF-8 or ru_RU.UTF-8`,
      )
    }
    return found.version
  } finally {
    await client.end()
  }
}
