import { sql } from 'drizzle-orm'
import { finding } from '../finding.ts'
import type { Breach, Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'

/** Every column that names a row of another table of the same organization. `test/ops/verify.test.ts` keeps it whole. */
export const references = [
  ['events', 'process_id', 'processes'],
  ['intervals', 'process_id', 'processes'],
  ['steps', 'process_id', 'processes'],
  ['messages', 'process_id', 'processes'],
  ['deliveries', 'process_id', 'processes'],
  ['notifications', 'process_id', 'processes'],
  ['links', 'process_id', 'processes'],
  ['intake', 'process_id', 'processes'],
  ['intake', 'file_id', 'files'],
  ['files', 'process_id', 'processes'],
  ['files', 'message_id', 'messages'],
  ['file_chunks', 'file_id', 'files'],
  ['processes', 'contact_id', 'contacts'],
  ['contacts', 'contact_organization_id', 'contact_organizations'],
  ['visits', 'process_id', 'processes'],
  ['seats', 'process_id', 'processes'],
  ['watchers', 'process_id', 'processes'],
  ['observers', 'process_id', 'processes'],
  ['relations', 'from_id', 'processes'],
  ['relations', 'to_id', 'processes'],
  ['deliveries', 'text_id', 'message_texts'],
  ['deliveries', 'report_id', 'saved_reports'],
  ['visits', 'contact_id', 'contacts'],
  ['visits', 'contact_organization_id', 'contact_organizations'],
  ['visit_targets', 'plan_id', 'visit_plans'],
  ['visit_targets', 'contact_id', 'contacts'],
  ['contact_allowances', 'contact_id', 'contacts'],
  ['distinct_contacts', 'one_id', 'contacts'],
  ['distinct_contacts', 'other_id', 'contacts'],
] as const

/** Of tables whose rows have no id of their own. */
const keys: ReadonlyMap<string, string> = new Map([
  ['visits', 'c.process_id::text'],
  ['watchers', `c.process_id || ':' || c.user_id`],
  ['observers', `c.process_id || ':' || c.user_id`],
  ['distinct_contacts', `c.one_id || ':' || c.other_id`],
  ['file_chunks', `c.file_id || ':' || c.part`],
  ['events', `c.process_id || ':' || c.seq`],
])
const keyOf = (table: string): string => keys.get(table) ?? 'c.id::text'

/** I7: nothing of one organization refers to anything of another, or to nothing. */
export async function tenantsApart({ db }: Installation): Promise<Finding> {
  const breaches: Breach[] = []
  await db.system(async (tx) => {
    for (const [table, column, target] of references) {
      const { rows } = await tx.execute<{ key: string }>(
        sql.raw(`SELECT ${keyOf(table)} AS key FROM ${table} c LEFT JOIN ${target} t ON t.id = c.${column} AND t.tenant_id = c.tenant_id
          WHERE c.${column} IS NOT NULL AND t.id IS NULL`),
      )
      breaches.push({ what: `${table}.${column} outside its organization`, ids: rows.map((row) => row.key) })
    }
    const attached = await tx.execute<{ key: string }>(sql`
      SELECT d.id AS key FROM deliveries d CROSS JOIN LATERAL jsonb_array_elements_text(d.file_ids) AS f(id)
      LEFT JOIN files t ON t.id::text = f.id AND t.tenant_id = d.tenant_id WHERE t.id IS NULL`)
    breaches.push({ what: 'deliveries.file_ids outside their organization', ids: attached.rows.map((row) => row.key) })
    const owned = await tx.execute<{ name: string }>(sql`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`)
    for (const { name } of owned.rows) {
      const { rows } = await tx.execute<{ tenant: string }>(sql`
        SELECT DISTINCT c.tenant_id AS tenant FROM ${sql.identifier(name)} c LEFT JOIN organizations o ON o.id = c.tenant_id WHERE o.id IS NULL`)
      breaches.push({ what: `${name} of an organization that is not there`, ids: rows.map((row) => row.tenant) })
    }
    const open = await tx.execute<{ name: string }>(sql`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`)
    breaches.push({ what: 'tables without forced row security', ids: open.rows.map((row) => row.name) })
  })
  return finding({ references: references.length + 1 }, breaches)
}
