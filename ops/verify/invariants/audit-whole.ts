import { sql } from 'drizzle-orm'
import type { ReadAnchors } from '../../../connectors/anchor/port.ts'
import { organizations } from '../../../db/schema/organization.ts'
import { audit } from '../../../db/schema/desk.ts'
import { events } from '../../../db/schema/process.ts'
import { anchoredHashes, anchoredOrganizations } from '../../../services/audit/anchored.ts'
import { verifyAudit } from '../../../services/audit/append.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'

const none: ReadAnchors = { anchors: [], forged: 0, unreadable: 0 }

/** I8: each organization's chain is whole and as it was anchored outside, and every record of a process is in it. */
export async function auditWhole({ db, anchors: store }: Installation): Promise<Finding> {
  const { anchors, forged } = (await store?.read()) ?? none
  const found = await db.system((tx) => tx.select({ id: organizations.id }).from(organizations))
  const ids = found.map((organization) => organization.id)
  const broken: string[] = []
  for (const id of ids) {
    const check = await db.tenant(id, (tx) => verifyAudit(tx, anchoredHashes(anchors, id)))
    if (!check.ok) broken.push(`${id}:${String(check.brokenAt)} (${check.why})`)
  }
  const silent = await db.system((tx) =>
    tx.execute<{ key: string }>(sql`
      SELECT e.process_id || ':' || e.seq AS key FROM events e WHERE NOT EXISTS (
        SELECT 1 FROM audit a WHERE a.tenant_id = e.tenant_id AND a.entity = 'process' AND a.entity_id = e.process_id::text
          AND a.request_id = e.request_id AND (a.after->>'seq')::int = e.seq)`),
  )
  const [rows, records] = await db.system(async (tx) => [await tx.$count(audit), await tx.$count(events)] as const)
  return finding(
    { organizations: ids.length, rows, records, anchors: anchors.length },
    [
      { what: 'chains that do not hold, at row', ids: broken },
      { what: 'records without a row in the audit', ids: silent.rows.map((row) => row.key) },
      { what: 'organizations that were anchored and are gone', ids: [...anchoredOrganizations(anchors)].filter((id) => !ids.includes(id)) },
      { what: 'anchors that we did not sign', ids: forged > 0 ? [`${String(forged)} lines`] : [] },
    ],
    store ? undefined : 'compared with no outside anchor (--anchors)',
  )
}
