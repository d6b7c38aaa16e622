import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import type { Change } from '../audit/write.ts'
import { contactWords } from '../contacts/contact-words.ts'
import type { Ctx } from '../context.ts'
import type { KnownPlace } from '../contacts/place.ts'
import type { PlannedRow } from './plan.ts'

/** Adds a row's contact or changes it, and notes that it did; `place` is where the row says they work. */
export async function writeContact(
  tx: Tx,
  ctx: Ctx,
  { values, contact }: PlannedRow,
  place: KnownPlace | undefined,
  changes: Change[],
): Promise<void> {
  const after = {
    id: contact?.id ?? newId(),
    name: values.name,
    email: values.email ?? contact?.email ?? null,
    phone: values.phone ?? contact?.phone ?? null,
    position: values.position ?? contact?.position ?? null,
    zone: values.zone ?? contact?.zone ?? null,
    onlyMode: values.onlyMode ?? contact?.onlyMode ?? null,
    gapDays: values.gapDays ?? contact?.gapDays ?? null,
    visitHours: values.visitHours ?? contact?.visitHours ?? null,
    lang: contact?.lang ?? values.language,
    contactOrganizationId: place?.id ?? contact?.contactOrganizationId ?? null,
  }
  const set = {
    ...after,
    words: contactWords(after),
    ...(place ? { organizationWords: place.words } : {}),
  }
  if (contact)
    await tx
      .update(contacts)
      .set(set)
      .where(and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, contact.id)))
  else await tx.insert(contacts).values({ ...set, tenantId: ctx.tenantId, createdAt: ctx.now })
  const action = contact ? 'contact.change' : 'contact.add'
  changes.push({ action, entity: 'contact', entityId: after.id, before: contact ? { ...contact } : null, after })
}
