import { and, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Label } from '../../../domain/label.ts'
import { stateOf } from '../../../domain/decide.ts'
import type { VisitProof } from '../../../domain/visit-evidence.ts'
import { visit } from '../../../domain/visit.ts'
import type { VisitMode } from '../../../domain/visit-fields.ts'
import type { MeasureName } from '../../../domain/visit-figures.ts'
import type { Ctx } from '../../context.ts'
import { namesOf } from '../../people/names.ts'
import { checkPeriod, conditionsOf, visibleVisits } from './filter.ts'
import type { FiguresFilter } from './filter.ts'
import { visitsOf } from './source.ts'

/** A visit that a figure counts. */
export interface CountedVisit {
  readonly id: string
  readonly number: string
  readonly startsAt: Date
  readonly contactName: string
  readonly organizationName: string
  readonly repName: string
  readonly state: Label
  readonly mode: VisitMode
  readonly evidence: VisitProof
}

const mostVisits = 200

const counts: Readonly<Record<MeasureName, SQL>> = {
  visits: sql`true`,
  held: sql`f.held = 1`,
  noShow: sql`f.no_show = 1`,
  cancelled: sql`f.cancelled = 1`,
  heldShare: sql`f.held + f.no_show + f.cancelled = 1`,
  unreported: sql`f.held = 1 AND f.reported = 0`,
  timeliness: sql`f.reported = 1`,
  conversion: sql`f.next_wanted = 1`,
  reaction: sql`f.reactions > 0`,
  rating: sql`f.ratings = 1`,
}

interface Selected extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly number: string
  readonly starts: number
  readonly contact: string
  readonly organization: string
  readonly rep: string
  readonly state: string
  readonly mode: VisitMode
  readonly evidence: VisitProof
}

/** The visits behind a figure, the latest first; of very many the first two hundred. @throws Problem Forbidden, BadInput */
export async function visitsBehind({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: FiguresFilter & { readonly measure: MeasureName; readonly contactId?: string | undefined }
}): Promise<{ readonly items: readonly CountedVisit[]; readonly more: boolean }> {
  checkPeriod(input)
  const reach = visibleVisits(ctx)
  const ofContact = input.contactId === undefined ? undefined : sql`f.contact_id = ${input.contactId}`
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { rows } = await tx.execute<Selected>(sql`
      SELECT f.process_id AS id, f.number, (extract(epoch FROM f.starts_at) * 1000)::float8 AS starts, f.contact_name AS contact, f.organization_name AS organization,
        f.rep_id AS rep, f.state, f.mode, f.evidence
      FROM ${visitsOf(input)} f WHERE ${and(conditionsOf(ctx, reach, input), ofContact, counts[input.measure])}
      ORDER BY f.day DESC, f.starts_at DESC, f.process_id LIMIT ${mostVisits + 1}`)
    const shown = rows.slice(0, mostVisits)
    const names = await namesOf(
      tx,
      shown.map(({ rep }) => rep),
    )
    return {
      items: shown.map(({ id, number, starts, contact, organization, rep, state, mode, evidence }) => ({
        ...{ id, number, mode, evidence, contactName: contact, organizationName: organization },
        startsAt: new Date(starts),
        repName: names.get(rep) ?? '',
        state: stateOf(visit, state).label,
      })),
      more: rows.length > mostVisits,
    }
  })
}
