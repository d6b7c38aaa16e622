import { and, eq, inArray } from 'drizzle-orm'
import { contacts } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { visitTargets } from '../../db/schema/visit-plan.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import { contactOf } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { filledFields, fillingOf } from './merge-rows.ts'
import type { FilledField } from './merge-rows.ts'
import { overlapOf } from './merge.ts'
import type { Merged, MergePair } from './merge.ts'
import { itself } from './pair.ts'
import { directoryKeeper } from './rights.ts'

/** What merging two contacts does. */
export interface MergePreview extends Pick<Merged, 'processes' | 'visits' | 'targets'> {
  readonly kept: Contact
  readonly gone: Contact
  /** What is not known of the one that stays and is taken from the other; of all else its own is kept. */
  readonly taken: readonly FilledField[]
  /** Two visits at one time, by their numbers: until one of them is moved the merge is refused. */
  readonly overlap: readonly [string, string] | null
}

/** What a merge would do; it does nothing. @throws Problem Forbidden, BadInput for a contact and itself, NotFound */
export async function previewMerge({ ctx, input }: { readonly ctx: Ctx; readonly input: MergePair }): Promise<MergePreview> {
  directoryKeeper(ctx)
  const { keepId, goneId } = input
  if (keepId === goneId) throw itself()
  const { tenantId } = ctx
  return ctx.db.tenantRead(tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(contacts)
      .where(and(eq(contacts.tenantId, tenantId), inArray(contacts.id, [keepId, goneId])))
    const [keptRow, goneRow] = [rows.find(({ id }) => id === keepId), rows.find(({ id }) => id === goneId)]
    if (!keptRow || !goneRow) throw notFound()
    const filling = fillingOf(keptRow, goneRow)
    return {
      kept: await contactOf(tx, ctx, keepId),
      gone: await contactOf(tx, ctx, goneId),
      taken: filledFields.filter((field) => filling[field] !== keptRow[field]),
      processes: await tx.$count(processes, and(eq(processes.tenantId, tenantId), eq(processes.contactId, goneId))),
      visits: await tx.$count(visits, and(eq(visits.tenantId, tenantId), eq(visits.contactId, goneId))),
      targets: await tx.$count(visitTargets, and(eq(visitTargets.tenantId, tenantId), eq(visitTargets.contactId, goneId))),
      overlap: await overlapOf(tx, ctx, input),
    }
  })
}
