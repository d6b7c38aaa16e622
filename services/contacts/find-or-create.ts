import { and, eq } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'

/** The contact with this address, made if the organization does not know it yet; null without an address. */
export async function findOrCreateContact(
  tx: Tx,
  ctx: Ctx,
  person: { readonly email: string; readonly name: string; readonly lang: Lang },
): Promise<string | null> {
  const email = person.email.toLowerCase()
  if (email === '') return null
  const known = and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.email, email))
  const [found] = await tx.select({ id: contacts.id }).from(contacts).where(known)
  if (found) return found.id
  await tx
    .insert(contacts)
    .values({ id: newId(), tenantId: ctx.tenantId, email, name: person.name, lang: person.lang, createdAt: ctx.now })
    .onConflictDoNothing()
  const [made] = await tx.select({ id: contacts.id }).from(contacts).where(known)
  return made?.id ?? null
}
