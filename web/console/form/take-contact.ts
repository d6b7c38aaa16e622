import type { Form } from '../../../domain/form.ts'
import type { Draft, DraftValues } from '../../lib/draft.ts'
import type { Contact } from '../directory/directory-source.ts'

/** What the fields beside it say of a contact. */
const described = (contact: Contact): { readonly [name: string]: DraftValues[string] | null } => ({
  contactName: contact.name,
  contactOrganization: contact.organization?.name ?? null,
  contactEmail: contact.email,
  contactPhone: contact.phone,
  address: contact.organization?.address ?? null,
  language: contact.lang,
})

/** Puts a contact into a form: into the field that names them, and what is known of them into the fields beside it. */
export function takeContact(form: Form, draft: Draft, field: string, contact: Contact): void {
  draft.set(field, contact.id)
  for (const [name, value] of Object.entries(described(contact))) if (Object.hasOwn(form, name)) draft.set(name, value ?? undefined)
}
