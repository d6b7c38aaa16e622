import { and, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Covered, CoverageGroup } from '../../../domain/visit-plan.ts'
import type { Tx } from '../../../db/client.ts'
import type { Ctx } from '../../context.ts'
import { afterName, pageOf, pageSize } from '../../directory/page.ts'
import type { NamePage } from '../../directory/page.ts'
import { directoryReader } from '../../directory/rights.ts'
import { namesOf } from '../../people/names.ts'
import { countedTargets, targetConditions } from './counted.ts'
import type { TargetFilter } from './counted.ts'
import { planOf } from './plans.ts'
import type { VisitPlan } from './plans.ts'

/** Coverage of several targets: how many they are, for how many nothing is left to book, and their visits together. */
export interface CoverageSum extends Covered {
  readonly targets: number
  readonly done: number
}
export interface CoverageRow extends CoverageSum {
  /** Of a representative or of an organization; null for contacts that work nowhere. */
  readonly id: string | null
  readonly label: string
}
export interface PlanCoverage {
  readonly plan: VisitPlan
  readonly total: CoverageSum
  /** Those with the most left to book first. */
  readonly rows: readonly CoverageRow[]
  readonly more: boolean
}

/** A target and what came of it. */
export interface CountedTarget extends Covered {
  readonly id: string
  readonly contactId: string
  readonly contactName: string
  readonly organizationName: string | null
  /** Where they work, no representatives are admitted. */
  readonly refused: boolean
  readonly repId: string
  readonly repName: string
  readonly products: readonly string[]
}

const mostRows = 500

const keys: Readonly<Record<CoverageGroup, SQL>> = { rep: sql`t.rep_id::text`, organization: sql`t.organization_id::text` }
const labels: Readonly<Record<CoverageGroup, SQL>> = { rep: sql`NULL::text`, organization: sql`max(t.organization_name)` }
const sums = sql`count(*)::int AS targets, count(*) FILTER (WHERE t.left_over = 0)::int AS done, coalesce(sum(t.wanted), 0)::int AS wanted,
  coalesce(sum(t.held), 0)::int AS held, coalesce(sum(t.booked), 0)::int AS booked, coalesce(sum(t.left_over), 0)::int AS "left",
  coalesce(sum(t.extra), 0)::int AS extra`

type Grouped = CoverageSum & { readonly id: string | null; readonly label: string | null; readonly whole: boolean } & Readonly<
    Record<string, unknown>
  >

/** How far a plan has come, whole and by whom or where. @throws Problem Forbidden, NotFound */
export async function planCoverage({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: TargetFilter & { readonly by: CoverageGroup }
}): Promise<PlanCoverage> {
  directoryReader(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const plan = await planOf(tx, ctx, input.planId)
    const { rows } = await tx.execute<Grouped>(sql`
      SELECT ${keys[input.by]} AS id, ${labels[input.by]} AS label, GROUPING(${keys[input.by]}) = 1 AS whole, ${sums}
      FROM ${countedTargets} t WHERE ${targetConditions(ctx, input)}
      GROUP BY GROUPING SETS ((1), ()) ORDER BY whole DESC, "left" DESC, id LIMIT ${mostRows + 2}`)
    const parts = rows.filter(({ whole }) => !whole)
    const names =
      input.by === 'rep'
        ? await namesOf(
            tx,
            parts.map(({ id }) => id),
          )
        : new Map<string, string>()
    const whole = rows.find((row) => row.whole)
    return {
      plan,
      total: sumOf(whole),
      rows: parts.slice(0, mostRows).map((row) => ({ ...sumOf(row), id: row.id, label: row.label ?? names.get(row.id ?? '') ?? '' })),
      more: parts.length > mostRows,
    }
  })
}

const sumOf = (row: CoverageSum | undefined): CoverageSum => ({
  ...{ targets: row?.targets ?? 0, done: row?.done ?? 0, wanted: row?.wanted ?? 0 },
  ...{ held: row?.held ?? 0, booked: row?.booked ?? 0, left: row?.left ?? 0, extra: row?.extra ?? 0 },
})

type Selected = Omit<CountedTarget, 'repName'> & Readonly<Record<string, unknown>>

const target = sql`t.id, t.contact_id AS "contactId", t.contact_name AS "contactName", t.organization_name AS "organizationName", t.rep_id AS "repId",
  t.refused,
  t.products, t.wanted, t.held, t.booked, t.left_over AS "left", t.extra`

async function selected(tx: Tx, ctx: Ctx, filter: TargetFilter, after: string | undefined): Promise<readonly Selected[]> {
  const rest = afterName({ name: sql`t.contact_name`, id: sql`t.id` }, after)
  const { rows } = await tx.execute<Selected>(sql`
    SELECT ${target} FROM ${countedTargets} t WHERE ${and(targetConditions(ctx, filter), rest)}
    ORDER BY t.contact_name, t.id::text LIMIT ${pageSize + 1}`)
  return rows
}

/** The targets of a plan by the contact's name. @throws Problem Forbidden, NotFound, BadInput for a cursor that is none */
export async function listTargets({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: TargetFilter & { readonly cursor?: string | undefined }
}): Promise<NamePage<CountedTarget>> {
  directoryReader(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    await planOf(tx, ctx, input.planId)
    const { items, nextCursor } = pageOf(await selected(tx, ctx, input, input.cursor), ({ contactName }) => contactName)
    const names = await namesOf(
      tx,
      items.map(({ repId }) => repId),
    )
    return { items: items.map((row) => ({ ...row, repName: names.get(row.repId) ?? '' })), nextCursor }
  })
}
