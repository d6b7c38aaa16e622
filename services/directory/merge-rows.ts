import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { contacts } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { contactAllowances } from '../../db/schema/visit-plan.ts'
import { contactWords } from '../contacts/contact-words.ts'
import type { Ctx } from '../context.ts'
import type { MergePair } from './merge.ts'
import { moveTargets } from './merge-targets.ts'

type Row = typeof contacts.$inferSelect

/** Takes the two contacts and then the processes of the one that goes, as everybody does: contacts, processes, calendars. */
export async function heldPair(tx: Tx, { tenantId }: Ctx, { keepId, goneId }: MergePair) {
  const both = and(eq(contacts.tenantId, tenantId), inArray(contacts.id, [keepId, goneId]))
  const rows = await tx.select().from(contacts).where(both).orderBy(contacts.id).for('update')
  const ofGone = and(eq(processes.tenantId, tenantId), eq(processes.contactId, goneId))
  await tx.select({ id: processes.id }).from(processes).where(ofGone).orderBy(processes.id).for('update')
  return { kept: rows.find(({ id }) => id === keepId), gone: rows.find(({ id }) => id === goneId) }
}

/** Gives all that belongs to one contact to the other; answers how much of what. */
export async function moveAll(tx: Tx, ctx: Ctx, { keepId, goneId }: MergePair) {
  const { tenantId } = ctx
  const moved = { contactId: keepId }
  const { rowCount: processCount } = await tx
    .update(processes)
    .set(moved)
    .where(and(eq(processes.tenantId, tenantId), eq(processes.contactId, goneId)))
  const { rowCount: visitCount } = await tx
    .update(visits)
    .set(moved)
    .where(and(eq(visits.tenantId, tenantId), eq(visits.contactId, goneId)))
  const targets = await moveTargets(tx, ctx, { keepId, goneId })
  await tx
    .update(contactAllowances)
    .set(moved)
    .where(and(eq(contactAllowances.tenantId, tenantId), eq(contactAllowances.contactId, goneId)))
  return { processes: processCount ?? 0, visits: visitCount ?? 0, targets }
}

export const filledFields = [
  ...(['email', 'phone', 'position', 'zone', 'visitsPerMonth'] as const),
  ...(['gapDays', 'onlyMode', 'visitHours', 'contactOrganizationId'] as const),
] as const
export type FilledField = (typeof filledFields)[number]

/** What is known of two contacts that are one: what is not known of the first, of the second. */
export const fillingOf = (kept: Row, gone: Row): Pick<Row, FilledField> => ({
  email: kept.email ?? gone.email,
  phone: kept.phone ?? gone.phone,
  position: kept.position ?? gone.position,
  zone: kept.zone ?? gone.zone,
  visitsPerMonth: kept.visitsPerMonth ?? gone.visitsPerMonth,
  gapDays: kept.gapDays ?? gone.gapDays,
  onlyMode: kept.onlyMode ?? gone.onlyMode,
  visitHours: kept.visitHours ?? gone.visitHours,
  contactOrganizationId: kept.contactOrganizationId ?? gone.contactOrganizationId,
})

/** Takes the one out of the directory and fills what is not known of the other; answers what it is then. */
export async function fillAndDrop(tx: Tx, { tenantId }: Ctx, kept: Row, gone: Row) {
  await tx.delete(contacts).where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, gone.id)))
  const worksAt = kept.contactOrganizationId === null ? gone : kept
  const filled = fillingOf(kept, gone)
  const words = contactWords({ name: kept.name, ...filled })
  await tx
    .update(contacts)
    .set({ ...filled, words, organizationWords: worksAt.organizationWords })
    .where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, kept.id)))
  return filled
}
