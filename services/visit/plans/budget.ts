import { sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'

/** What a contact agrees to in a calendar month, and what is booked or held of it, whoever comes and however. */
export interface MonthBudget {
  readonly contactId: string
  /** `2026-11`, by the organization's clock. */
  readonly month: string
  readonly agreed: number
  /** More, by a manager's word. */
  readonly extra: number
  readonly used: number
  /** How many visits of the month are whose. */
  readonly by: Readonly<Record<string, number>>
}

type Selected = Omit<MonthBudget, 'used'> & Readonly<Record<string, unknown>>

export const budgetLeft = ({ agreed, extra, used }: MonthBudget): number => agreed + extra - used

/** The budgets of contacts in every month that the days `2026-11-26` from the first to the last touch; one visit may be left out of account. */
export async function budgetsOf(
  tx: Tx,
  tenantId: string,
  contactIds: readonly string[],
  fromDay: string,
  toDay: string,
  except: string | null = null,
): Promise<readonly MonthBudget[]> {
  const { rows } = await tx.execute<Selected>(sql`
    SELECT c.id AS "contactId", to_char(m.first, 'YYYY-MM') AS month, coalesce(c.visits_per_month, o.visits_per_contact_month) AS agreed,
      (SELECT coalesce(sum(a.extra), 0)::int FROM contact_allowances a
        WHERE a.tenant_id = c.tenant_id AND a.contact_id = c.id AND a.month = m.first::date) AS extra,
      (SELECT coalesce(jsonb_object_agg(x.rep_id, x.visits), '{}') FROM (
        SELECT v.rep_id, count(*)::int AS visits FROM visits v
        WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id AND v.holds AND v.process_id IS DISTINCT FROM ${except}::uuid AND v.day >= m.first::date AND v.day < (m.first + interval '1 month')::date
        GROUP BY v.rep_id) x) AS by
    FROM contacts c JOIN organizations o ON o.id = c.tenant_id
      CROSS JOIN generate_series(date_trunc('month', ${fromDay}::date::timestamp), ${toDay}::date::timestamp, interval '1 month') AS m (first)
    WHERE c.tenant_id = ${tenantId} AND c.id = ANY(${sql.param([...contactIds])}::uuid[])`)
  return rows.map(({ contactId, month, agreed, extra, by }) => {
    const used = Object.values(by).reduce((sum, count) => sum + count, 0)
    return { contactId, month, agreed, extra, used, by }
  })
}
