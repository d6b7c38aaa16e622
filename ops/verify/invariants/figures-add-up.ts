import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { visitProductSums, visitRollups, visitSums, visitTotals } from '../../../db/schema/visit-sums.ts'
import { countedSums } from '../../visit-sums.ts'
import { finding } from '../finding.ts'
import type { Breach, Finding } from '../finding.ts'
import type { Installation } from '../installation.ts'

const tables = [
  { name: 'visit_sums', table: visitSums, what: 'days whose sums are not those of the visits' },
  { name: 'visit_product_sums', table: visitProductSums, what: 'days whose sums of products are not those of the visits' },
  { name: 'visit_rollups', table: visitRollups, what: 'days whose coarser sums are not those of the visits' },
  { name: 'visit_totals', table: visitTotals, what: 'months whose sums are not those of the visits' },
] as const

/** Days of organizations on which a kept sum differs from the one counted. One statement sees one moment, and each record writes both, so none is caught halfway. */
function differing({ name, table }: (typeof tables)[number]): string {
  const { columns, primaryKeys } = getTableConfig(table)
  const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
  const figures = columns.flatMap((column) => (keys.has(column.name) ? [] : [column.name]))
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
    const sums = await tx.$count(visitSums)
    const ofProducts = await tx.$count(visitProductSums)
    const coarser = await tx.$count(visitRollups)
    const ofMonths = await tx.$count(visitTotals)
    return finding({ sums, ofProducts, coarser, ofMonths }, breaches)
  })
}
