import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { visits } from '../../db/schema/visit.ts'
import type { Ctx } from '../context.ts'
import { namesOf } from '../people/names.ts'
import { onlyVisitsOf } from '../visit/reach.ts'
import { contactOf } from './contacts.ts'
import { directoryReader } from './rights.ts'

const pageSize = 30

/** A visit in the history of a contact. */
export interface ContactVisit {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly mode: (typeof visits.$inferSelect)['mode']
  readonly startsAt: string
  readonly repName: string | null
}

/** The visits of a contact, the latest first; a representative sees their own alone. @throws Problem Forbidden, NotFound */
export async function contactVisits({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly before?: Date | undefined }
}): Promise<{ readonly items: readonly ContactVisit[]; readonly next: string | null }> {
  const reps = onlyVisitsOf(directoryReader(ctx))
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    await contactOf(tx, ctx, input.id)
    const rows = await tx
      .select()
      .from(visits)
      .where(
        and(
          eq(visits.tenantId, ctx.tenantId),
          eq(visits.contactId, input.id),
          reps && inArray(visits.repId, [...reps]),
          input.before === undefined ? undefined : lt(visits.startsAt, input.before),
        ),
      )
      .orderBy(desc(visits.startsAt))
      .limit(pageSize + 1)
    const names = await namesOf(
      tx,
      rows.map((row) => row.repId),
    )
    const items = rows.slice(0, pageSize).map(({ processId, number, state, mode, startsAt, repId }) => ({
      ...{ id: processId, number, state, mode },
      startsAt: startsAt.toISOString(),
      repName: names.get(repId) ?? null,
    }))
    return { items, next: rows.length > pageSize ? (items.at(-1)?.startsAt ?? null) : null }
  })
}
