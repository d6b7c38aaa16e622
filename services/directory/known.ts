import { and, asc, eq, or } from 'drizzle-orm'
import { contactForm } from '../../domain/directory.ts'
import { checkForm } from '../../domain/form.ts'
import { contacts } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { contactsOf } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { directoryReader } from './rights.ts'

const shown = 3

/**
 * Who has the phone or the e-mail of a contact that is about to be added, the one that was there first before others; nobody for a form
 * that is not filled in right.
 * @throws Problem Forbidden
 */
export async function knownContacts({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly form: unknown }
}): Promise<{ readonly items: readonly Contact[] }> {
  directoryReader(ctx)
  const checked = checkForm(contactForm, input.form)
  const { phone, email } = checked.ok ? checked.value : {}
  const same = or(phone ? eq(contacts.phone, phone) : undefined, email ? eq(contacts.email, email) : undefined)
  if (!same) return { items: [] }
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.tenantId, ctx.tenantId), same))
      .orderBy(asc(contacts.createdAt), asc(contacts.id))
      .limit(shown)
    const ids = rows.map(({ id }) => id)
    return { items: (await contactsOf(tx, ctx, ids)).toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)) }
  })
}
