import pg from 'pg'

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${encodeURIComponent(name)}`
  return copy.href
}

export const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/** Host, port and database: enough to say which, without user and password. */
export function shownAddress(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${decodeURIComponent(pathname)}`
}

/** Does the work over a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A server that goes away meanwhile ends the running query, which is told; the connection's own event is not news.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => pg.escapeIdentifier(name)
