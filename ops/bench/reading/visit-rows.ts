import pg from 'pg'

/** How many visits a year of the big organization has: 50 representatives, 20,000 contacts of 3,000 organizations, 10 products. */
export const visitsOfYear = 500_000

const rows = `
  INSERT INTO visits (process_id, tenant_id, number, state, rep_id, contact_id, contact_name, organization_name, mode, starts_at, ends_at, holds,
    evidence, rating, day, on_time, next_wanted, next_held, products, reactions)
  SELECT gen_random_uuid(), $1, 'bench-' || g, s.state, md5('rep' || g % 50)::uuid, md5('contact' || g::bigint * 7919 % 20000)::uuid, 'Контакт ' || g::bigint * 7919 % 20000,
    'Организация ' || g::bigint * 7919 % 3000, CASE WHEN g % 3 = 0 THEN 'remote' ELSE 'inPerson' END, s.at, s.at + interval '30 minutes', false,
    CASE WHEN s.held THEN (ARRAY['A', 'B', 'B', 'C'])[1 + g % 4] END, CASE WHEN s.held AND g % 5 = 0 THEN 1 + g % 5 END, (s.at AT TIME ZONE 'Europe/Moscow')::date,
    CASE WHEN s.held THEN g % 6 <> 0 END, s.held AND g % 2 = 0, s.held AND g % 4 = 0,
    ARRAY['Продукт ' || g % 10, 'Продукт ' || (g / 7 + 1) % 10], CASE WHEN s.held THEN ARRAY[g % 5 - 2, (g / 3) % 5 - 2] ELSE ARRAY[NULL, NULL]::smallint[] END
  FROM (SELECT g, state, state IN ('closed', 'review') AS held, $2::timestamptz - (g % 365) * interval '1 day' + (g % 600) * interval '1 minute' AS at
        FROM (SELECT g, (ARRAY['closed', 'closed', 'closed', 'closed', 'closed', 'review', 'noShow', 'cancelled'])[1 + g % 8] AS state FROM generate_series(1, $3::int) g) made) s`

const sums = `sum(f.visits), sum(f.held), sum(f.no_show), sum(f.cancelled), sum(f.reported), sum(f.on_time), sum(f.next_wanted), sum(f.next_held), sum(f.ratings), sum(f.rating_sum)`
const summed = [
  `DELETE FROM visit_sums WHERE tenant_id = $1`,
  `INSERT INTO visit_sums SELECT v.tenant_id, v.day, v.rep_id, v.mode, coalesce(v.evidence, 'none'), ${sums},
     sum(cardinality(array_remove(v.reactions, NULL))), sum((SELECT coalesce(sum(r), 0) FROM unnest(v.reactions) r))
   FROM visits v CROSS JOIN LATERAL figures_of(v) f WHERE v.tenant_id = $1 GROUP BY 1, 2, 3, 4, 5`,
  `DELETE FROM visit_product_sums WHERE tenant_id = $1`,
  `INSERT INTO visit_product_sums SELECT v.tenant_id, v.day, p.product, v.mode, coalesce(v.evidence, 'none'), ${sums}, count(p.reaction), coalesce(sum(p.reaction), 0)
   FROM visits v CROSS JOIN LATERAL figures_of(v) f CROSS JOIN LATERAL unnest(v.products, v.reactions) p (product, reaction) WHERE v.tenant_id = $1 GROUP BY 1, 2, 3, 4, 5`,
] as const

/** Gives an organization a year of visits until now, once; the sums are made from them, as the records would have kept them. The owner must be a superuser. */
export async function fillVisits(ownerUrl: string, tenantId: string, now: Date, count = visitsOfYear): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const made = await client.query(`SELECT 1 FROM visits WHERE tenant_id = $1 AND number = 'bench-1'`, [tenantId])
    if (made.rowCount !== 0) return
    await client.query('BEGIN')
    await client.query('ALTER TABLE visits DISABLE TRIGGER visits_summed')
    await client.query(rows, [tenantId, now, count])
    for (const statement of summed) await client.query(statement, [tenantId])
    await client.query('ALTER TABLE visits ENABLE TRIGGER visits_summed')
    await client.query('COMMIT')
    await client.query('VACUUM (ANALYZE) visits, visit_sums, visit_product_sums')
  } finally {
    await client.end()
  }
}
