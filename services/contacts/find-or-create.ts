import { and, eq, isNull } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { contactWords } from './contact-words.ts'
import { findOrAddPlace } from './place.ts'

/**
 * The contact with this address, or with this phone and name where there is no address; made if the organization does not know it
 * yet, working at the place of that name. Null when there is neither. `phone` is E.164 or empty.
 */
export async function findOrCreateContact(
  tx: Tx,
  ctx: Ctx,
  person: { readonly email: string; readonly phone?: string; readonly name: string; readonly lang: Lang; readonly organization?: string },
): Promise<string | null> {
  const email = person.email.toLowerCase() || null
  const phone = person.phone || null
  if (email === null && phone === null) return null
  const same =
    email === null
      ? and(isNull(contacts.email), eq(contacts.phone, phone ?? ''), eq(contacts.name, person.name))
      : eq(contacts.email, email)
  const known = and(eq(contacts.tenantId, ctx.tenantId), same)
  // A merge of two contacts waits for whoever begins something for one of them.
  const [found] = await tx.select({ id: contacts.id }).from(contacts).where(known).for('key share')
  if (found) return found.id
  const { name, lang } = person
  const words = contactWords({ name, position: null, email, phone })
  const place = person.organization ? await findOrAddPlace(tx, ctx, person.organization) : undefined
  const worksAt = place === undefined ? {} : { contactOrganizationId: place.id, organizationWords: place.words }
  await tx
    .insert(contacts)
    .values({ id: newId(), tenantId: ctx.tenantId, email, phone, name, lang, words, createdAt: ctx.now, ...worksAt })
    .onConflictDoNothing()
  const [made] = await tx.select({ id: contacts.id }).from(contacts).where(known)
  return made?.id ?? null
}
