import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { PgPreparedQuery, PreparedQueryConfig } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { isDatabaseAway } from './away.ts'
import { nameOf } from './statement.ts'
import type { Statement } from './statement.ts'

type Session = NodePgSession<Record<string, never>, Record<string, never>>

class NamingSession extends NodePgSession<Record<string, never>, Record<string, never>> {
  override prepareQuery<T extends PreparedQueryConfig>(
    ...[query, fields, name, ...rest]: Parameters<Session['prepareQuery']>
  ): PgPreparedQuery<T> {
    return super.prepareQuery<T>(query, fields, name ?? nameOf(query.sql), ...rest)
  }
}

/** Single statements outside of a transaction. */
export type Reader = Pick<NodePgDatabase, 'select' | '$count'>

/** A transaction; inside `Database.tenant` it sees one organization only. */
export type Tx = NodePgDatabase

interface Open {
  readonly client: pg.PoolClient
  readonly held: Statement[]
}

const dialect = new PgDialect()
const ofClient = new WeakMap<pg.PoolClient, Tx>()
const ofTx = new WeakMap<Tx, Open>()

function txOf(client: pg.PoolClient): Tx {
  const known = ofClient.get(client)
  if (known) return known
  const tx: Tx = new NodePgDatabase(dialect, new NamingSession(client, dialect, undefined), undefined)
  ofClient.set(client, tx)
  ofTx.set(tx, { client, held: [] })
  return tx
}

function openOf(tx: Tx): Open {
  const open = ofTx.get(tx)
  if (!open) throw new Error('This transaction was not begun by Database')
  return open
}

/**
 * Writes something at the end of the transaction, together with everything else that waits and the COMMIT, in the
 * order given: what it locks is held for no round trip. Reads of this transaction do not see it; its failure undoes all.
 */
export function writeLast(tx: Tx, write: { toSQL(): { sql: string; params: unknown[] } }): void {
  const { sql: text, params: values } = write.toSQL()
  const name = nameOf(text)
  openOf(tx).held.push(name === undefined ? { text, values } : { text, values, name })
}

const send = (client: pg.PoolClient, statements: readonly Statement[]): Promise<unknown>[] =>
  statements.map((statement) => client.query({ ...statement }))

/** Sends what waits for the end of the transaction now, for whoever goes on in it. */
export async function writeHeld(tx: Tx): Promise<void> {
  const { client, held } = openOf(tx)
  await allOf(send(client, held.splice(0)))
}

/** Waits for all, so that nothing goes on by itself in a transaction that has ended. @throws the first failure */
export async function allOf<T extends readonly unknown[]>(
  work: readonly [...{ readonly [K in keyof T]: Promise<T[K]> | PromiseLike<T[K]> }],
): Promise<T>
export async function allOf(work: readonly PromiseLike<unknown>[]): Promise<readonly unknown[]> {
  const settled = await Promise.allSettled(work)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined))
}

/**
 * Runs work in one transaction. BEGIN and `first` leave together with the work's first statement, so a transaction
 * costs no round trip but the COMMIT's.
 */
export async function inTransaction<T>(pool: pg.Pool, first: readonly Statement[], work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const tx = txOf(client)
  const { held } = openOf(tx)
  let lost: boolean | undefined
  const begun = Promise.allSettled([client.query('BEGIN'), ...send(client, first)])
  try {
    const result = await work(tx)
    const written = allOf(send(client, held.splice(0)))
    const [, { command }] = await allOf([written, client.query('COMMIT')])
    // A COMMIT after a failure that nobody looked at is carried out as a ROLLBACK.
    if (command !== 'COMMIT') throw new Error('The transaction was undone by a failed statement')
    return result
  } catch (error) {
    held.length = 0
    lost = isDatabaseAway(error)
    if (!lost) await client.query('ROLLBACK').catch(() => void (lost = true))
    throw error
  } finally {
    await begun
    // A connection that broke is not used again.
    client.release(lost)
  }
}

/**
 * Runs work in one transaction that the server lets only read, all of it as of one moment. There is nothing that its end
 * could lose, so the result does not wait for the COMMIT; the connection does.
 */
export async function inReading<T>(pool: pg.Pool, first: readonly Statement[], work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const begun = Promise.allSettled([client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'), ...send(client, first)])
  const end = async (): Promise<void> => {
    const whole = await client.query('COMMIT').then(
      () => true,
      () => false,
    )
    await begun
    client.release(!whole)
  }
  try {
    return await work(txOf(client))
  } finally {
    void end()
  }
}

/** Each statement by itself over whichever connection is free: one round trip and no BEGIN, for what needs no setting. */
export const readerOf = (pool: pg.Pool): Reader => new NodePgDatabase(dialect, new NamingSession(pool, dialect, undefined), undefined)
