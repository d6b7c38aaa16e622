import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import { visits } from '../../db/schema/visit.ts'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor, instantShape } from '../cursor.ts'
import { namesOf } from '../people/names.ts'
import { onlyVisitsOf } from '../visit/reach.ts'
import { contactOf } from './contacts.ts'
import { directoryReader } from './rights.ts'

const pageSize = 30
const sort = 'startsAt'

/** A visit in the history of a contact. */
export interface ContactVisit {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly mode: (typeof visits.$inferSelect)['mode']
  readonly startsAt: string
  readonly repName: string | null
}

/** The visits of a contact, the latest first; a representative sees their own alone. @throws Problem Forbidden, NotFound, BadInput */
export async function contactVisits({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly cursor?: string | undefined }
}): Promise<{ readonly items: readonly ContactVisit[]; readonly nextCursor: string | null }> {
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, sort, instantShape)
  const reps = onlyVisitsOf(directoryReader(ctx))
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    await contactOf(tx, ctx, input.id)
    const rows = await tx
      .select({ ...getTableColumns(visits), sortKey: sql<string>`${visits.startsAt}::text` })
      .from(visits)
      .where(
        and(
          eq(visits.tenantId, ctx.tenantId),
          eq(visits.contactId, input.id),
          reps && inArray(visits.repId, [...reps]),
          after && sql`(${visits.startsAt}, ${visits.processId}) < (${after.key}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(desc(visits.startsAt), desc(visits.processId))
      .limit(pageSize + 1)
    const names = await namesOf(
      tx,
      rows.map((row) => row.repId),
    )
    const shown = rows.slice(0, pageSize)
    const last = rows.length > pageSize ? shown.at(-1) : undefined
    const items = shown.map(({ processId, number, state, mode, startsAt, repId }) => ({
      ...{ id: processId, number, state, mode },
      startsAt: startsAt.toISOString(),
      repName: names.get(repId) ?? null,
    }))
    return { items, nextCursor: last ? encodeCursor({ sort, key: last.sortKey, id: last.processId }) : null }
  })
}
