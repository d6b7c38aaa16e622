import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm'
import pg from 'pg'
import type { AnchorStore } from '../../connectors/anchor/port.ts'
import type { Database } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'

export interface RemoveOptions {
  readonly db: Database
  /** History may be deleted by nobody who works at run time, so it takes the owner. */
  readonly ownerUrl: string
  /** Where the audit chains' ends are written down: their removal belongs there too. */
  readonly anchors?: AnchorStore
  /** Ends the workflows of processes whose rows are about to go. */
  readonly endWorkflows: (processIds: readonly string[]) => Promise<void>
}
export interface Removed {
  readonly organizations: number
}

/** What the runtime roles may not delete. */
const history = ['events', 'audit'] as const

async function removeHistory(ownerUrl: string, tenantId: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    // Row security is forced on the owner too.
    await client.query(`SELECT set_config('vekha.tenant', $1, true)`, [tenantId])
    for (const table of history) await client.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId])
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

/** Rows of every table that belongs to organizations, also of tables made later; what refers to others goes first. */
async function removeRest(db: Database, tenantId: string): Promise<void> {
  await db.system(async (tx) => {
    const found = await tx.execute<{ name: string }>(sql`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id'
      ORDER BY (SELECT count(*) FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f') DESC, c.relname`)
    const members = await tx.select({ id: memberships.userId }).from(memberships).where(eq(memberships.tenantId, tenantId))
    for (const { name } of found.rows) {
      if (!history.some((table) => table === name)) await tx.execute(sql`DELETE FROM ${sql.identifier(name)} WHERE tenant_id = ${tenantId}`)
    }
    const ids = members.map((member) => member.id)
    if (ids.length > 0) {
      const elsewhere = tx.select().from(memberships).where(eq(memberships.userId, users.id))
      await tx.delete(users).where(and(inArray(users.id, ids), notExists(elsewhere)))
    }
    await tx.delete(organizations).where(and(eq(organizations.id, tenantId), eq(organizations.demo, 'yes')))
  })
}

/**
 * Removes the demo organizations with everything in them; organizations of real work are never touched. What a crash
 * leaves the next call removes. Nothing of Vekha may run meanwhile but its engine.
 */
export async function removeDemo({ db, ownerUrl, anchors, endWorkflows }: RemoveOptions): Promise<Removed> {
  const found = await db.system((tx) => tx.select({ id: organizations.id }).from(organizations).where(eq(organizations.demo, 'yes')))
  for (const { id } of found) {
    const open = await db.system((tx) =>
      tx
        .select({ id: processes.id })
        .from(processes)
        .where(and(eq(processes.tenantId, id), isNull(processes.endedAt))),
    )
    await endWorkflows(open.map((process) => process.id))
    await anchors?.append([{ tenantId: id, size: 0, hash: '', at: Date.now(), removed: true }])
    await removeHistory(ownerUrl, id)
    await removeRest(db, id)
  }
  return { organizations: found.length }
}
