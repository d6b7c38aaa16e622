import { getTableColumns, sql } from 'drizzle-orm'
import { visitProductSums, visitRollups, visitSums, visitTotals } from '../../../db/schema/visit-sums.ts'
import { countedSums } from '../../visit-sums.ts'
import { finding } from '../finding.ts'
import type { Breach, Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'

const each = ['mode', 'evidence']
const tables = [
  { name: 'visit_sums', table: visitSums, of: ['rep_id', ...each], what: 'days whose sums are not those of the visits' },
  {
    name: 'visit_product_sums',
    table: visitProductSums,
    of: ['product', ...each],
    what: 'days whose sums of products are not those of the visits',
  },
  {
    name: 'visit_rollups',
    table: visitRollups,
    of: ['grain', 'key', ...each],
    what: 'days whose coarser sums are not those of the visits',
  },
  { name: 'visit_totals', table: visitTotals, of: ['grain', 'product', 'key'], what: 'months whose sums are not those of the visits' },
] as const

/** Days of organizations on which a kept sum differs from the one counted. One statement sees one moment, and each record writes both, so none is caught halfway. */
function differing({ name, table, of }: (typeof tables)[number]): string {
  const keys = new Set(['tenant_id', 'day', ...of])
  const figures = Object.values(getTableColumns(table)).flatMap((column) => (keys.has(column.name) ? [] : [column.name]))
  const differ = figures.map((figure) => `coalesce(kept.${figure}, 0) <> coalesce(counted.${figure}, 0)`)
  return `SELECT DISTINCT tenant_id || ':' || day AS key FROM ${name} kept FULL JOIN (${countedSums[name]}) counted USING (${[...keys].join(', ')})
    WHERE ${differ.join(' OR ')} ORDER BY key`
}

/** I12: the sums that figures are read from are those of the visits, in each organization and on each day. */
export async function figuresAddUp({ db }: Installation): Promise<Finding> {
  return db.system(async (tx) => {
    const breaches: Breach[] = []
    for (const one of tables) {
      const { rows } = await tx.execute<{ key: string }>(sql.raw(differing(one)))
      breaches.push({ what: one.what, ids: rows.map(({ key }) => key) })
    }
    const [sums, ofProducts] = [await tx.$count(visitSums), await tx.$count(visitProductSums)]
    return finding({ sums, ofProducts, coarser: await tx.$count(visitRollups), ofMonths: await tx.$count(visitTotals) }, breaches)
  })
}
