import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { contactForm } from '../../domain/directory.ts'
import { checkForm } from '../../domain/form.ts'
import type { Lang } from '../../domain/label.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { searchQuery } from '../../domain/text/search-words.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { writeAudit } from '../audit/write.ts'
import { contactWords } from '../contacts/contact-words.ts'
import { worksAt } from '../contacts/place.ts'
import type { Ctx } from '../context.ts'
import { badForm, notFound, wrongField } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkHours } from './check-hours.ts'
import { afterName, pageOf, pageSize } from './page.ts'
import type { NamePage } from './page.ts'
import { contactAdder, directoryKeeper, directoryReader } from './rights.ts'

export interface Contact {
  readonly id: string
  readonly name: string
  readonly position: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly zone: string | null
  /** How many visits a month they agree to, whoever comes; null where nobody asked. */
  readonly visitsPerMonth: number | null
  /** What they ask for: days between two visits, how these are held, and when. */
  readonly gapDays: number | null
  readonly onlyMode: VisitMode | null
  readonly visitHours: string | null
  readonly lang: Lang
  /** `refusal` says why no representatives are admitted there. */
  readonly organization: {
    readonly id: string
    readonly name: string
    readonly address: string | null
    readonly refusal: string | null
  } | null
}

/** So many are looked through for a text; nobody reads more. */
const mostFound = 2_000

const shown = {
  id: contacts.id,
  name: contacts.name,
  position: contacts.position,
  phone: contacts.phone,
  email: contacts.email,
  // Where somebody works says where they are, unless they say otherwise.
  zone: sql<string | null>`coalesce(${contacts.zone}, ${contactOrganizations.zone})`,
  visitsPerMonth: contacts.visitsPerMonth,
  gapDays: contacts.gapDays,
  onlyMode: contacts.onlyMode,
  visitHours: contacts.visitHours,
  lang: contacts.lang,
  organization: {
    id: contactOrganizations.id,
    name: contactOrganizations.name,
    address: contactOrganizations.address,
    refusal: contactOrganizations.refusal,
  },
}

const read = (tx: Tx, ctx: Ctx) => tx.select(shown).from(contacts).leftJoin(contactOrganizations, worksAt(ctx.tenantId))

/** A contact of the organization. @throws Problem NotFound */
export async function contactOf(tx: Tx, ctx: Ctx, id: string): Promise<Contact> {
  const [found] = await read(tx, ctx).where(and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, id)))
  if (!found) throw notFound()
  return found
}

/** Those of the contacts that there are, in no order. */
export const contactsOf = (tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Contact[]> =>
  read(tx, ctx).where(and(eq(contacts.tenantId, ctx.tenantId), inArray(contacts.id, [...ids])))

/** Contacts by name; a text finds them by name, phone, e-mail, position and where they work. @throws Problem Forbidden, BadInput */
export async function listContacts({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly text?: string | undefined; readonly organizationId?: string | undefined; readonly cursor?: string | undefined }
}): Promise<NamePage<Contact>> {
  directoryReader(ctx)
  const query = input.text === undefined ? undefined : searchQuery(input.text)
  const { organizationId } = input
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await read(tx, ctx)
      .where(
        and(
          eq(contacts.tenantId, ctx.tenantId),
          query === undefined ? undefined : sql`${contacts.id} IN (SELECT id FROM search_contacts(${query}, ${mostFound}))`,
          organizationId === undefined ? undefined : eq(contacts.contactOrganizationId, organizationId),
          afterName(contacts, input.cursor),
        ),
      )
      .orderBy(asc(contacts.name), sql`${contacts.id}::text`)
      .limit(pageSize + 1)
    return pageOf(rows, ({ name }) => name)
  })
}

/** @throws Problem Forbidden, NotFound */
export function getContact({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<Contact> {
  directoryReader(ctx)
  return ctx.db.tenantRead(ctx.tenantId, (tx) => contactOf(tx, ctx, input.id))
}

export interface SaveContactInput {
  /** Of the contact that changes; a new one without. */
  readonly id?: string | undefined
  readonly organizationId: string | null
  readonly form: unknown
}

const taken = (): Problem =>
  wrongField('email', { ru: 'С этой почтой уже есть другой контакт', en: 'Another contact has this e-mail already' }, 'Conflict')

/** Adds a contact or changes one. @throws Problem Forbidden, BadInput, NotFound, Conflict for an e-mail that another has */
export async function saveContact({ ctx, input }: { readonly ctx: Ctx; readonly input: SaveContactInput }): Promise<Contact> {
  if (input.id === undefined) contactAdder(ctx)
  else directoryKeeper(ctx)
  const checked = checkForm(contactForm, input.form)
  if (!checked.ok) throw badForm(checked.problems)
  const { name, position = null, phone = null, email = null, zone = null, visitsPerMonth = null, language: lang } = checked.value
  const { gapDays = null, onlyMode = null, visitHours = null } = checked.value
  checkHours(visitHours)
  const { tenantId, now: createdAt } = ctx
  try {
    return await ctx.db.tenant(tenantId, async (tx) => {
      const before = input.id === undefined ? null : await contactOf(tx, ctx, input.id)
      const organizationWords = await wordsOfOrganization(tx, ctx, input.organizationId)
      const values = {
        ...{ name, position, phone, email, lang, zone, visitsPerMonth, gapDays, onlyMode, visitHours, organizationWords },
        contactOrganizationId: input.organizationId,
        words: contactWords({ name, position, email, phone }),
      }
      const id = before?.id ?? newId()
      if (before)
        await tx
          .update(contacts)
          .set(values)
          .where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, id)))
      else await tx.insert(contacts).values({ ...values, id, tenantId, createdAt })
      const after = await contactOf(tx, ctx, id)
      writeAudit(tx, ctx, {
        action: before ? 'contact.change' : 'contact.add',
        entity: 'contact',
        entityId: id,
        before: before && { ...before },
        after: { ...after },
      })
      return after
    })
  } catch (error) {
    throw isUniqueViolation(error) ? taken() : error
  }
}

async function wordsOfOrganization(tx: Tx, ctx: Ctx, id: string | null): Promise<string[]> {
  if (id === null) return []
  const [found] = await tx
    .select({ words: contactOrganizations.words })
    .from(contactOrganizations)
    .where(and(eq(contactOrganizations.tenantId, ctx.tenantId), eq(contactOrganizations.id, id)))
  if (!found) throw notFound()
  return found.words
}
