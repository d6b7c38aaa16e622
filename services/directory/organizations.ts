import { and, asc, eq, sql } from 'drizzle-orm'
import { contactOrganizationForm } from '../../domain/directory.ts'
import { checkForm } from '../../domain/form.ts'
import { searchQuery, searchWords } from '../../domain/text/search-words.ts'
import { newId } from '../../db/id.ts'
import { contacts } from '../../db/schema/person.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { badForm, notFound } from '../problem.ts'
import { checkHours } from './check-hours.ts'
import { afterName, pageOf, pageSize } from './page.ts'
import type { NamePage } from './page.ts'
import { directoryKeeper, directoryReader } from './rights.ts'

const shown = {
  id: contactOrganizations.id,
  name: contactOrganizations.name,
  address: contactOrganizations.address,
  zone: contactOrganizations.zone,
  phone: contactOrganizations.phone,
  visitHours: contactOrganizations.visitHours,
  refusal: contactOrganizations.refusal,
  refusedAt: contactOrganizations.refusedAt,
}
export type ContactOrganization = { readonly [K in keyof typeof shown]: (typeof contactOrganizations.$inferSelect)[K] }

/** Where contacts work, by name. @throws Problem Forbidden, BadInput */
export async function listOrganizations({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly text?: string | undefined; readonly cursor?: string | undefined }
}): Promise<NamePage<ContactOrganization>> {
  directoryReader(ctx)
  const query = input.text === undefined ? undefined : searchQuery(input.text)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select(shown)
      .from(contactOrganizations)
      .where(
        and(
          eq(contactOrganizations.tenantId, ctx.tenantId),
          query === undefined ? undefined : sql`array_to_tsvector(${contactOrganizations.words}) @@ ${query}::tsquery`,
          afterName(contactOrganizations, input.cursor),
        ),
      )
      .orderBy(asc(contactOrganizations.name), sql`${contactOrganizations.id}::text`)
      .limit(pageSize + 1)
    return pageOf(rows, ({ name }) => name)
  })
}

/** Adds a place or changes it; its contacts are found by its new name. @throws Problem Forbidden, BadInput, NotFound */
export async function saveOrganization({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id?: string | undefined; readonly form: unknown }
}): Promise<ContactOrganization> {
  directoryKeeper(ctx)
  const checked = checkForm(contactOrganizationForm, input.form)
  if (!checked.ok) throw badForm(checked.problems)
  const { name, address = null, phone = null, zone = null, visitHours = null, refusal = null } = checked.value
  checkHours(visitHours)
  const { tenantId, now: createdAt } = ctx
  return ctx.db.tenant(tenantId, async (tx) => {
    const id = input.id ?? newId()
    const own = and(eq(contactOrganizations.tenantId, tenantId), eq(contactOrganizations.id, id))
    const [before = null] = input.id === undefined ? [] : await tx.select(shown).from(contactOrganizations).where(own).for('update')
    if (input.id !== undefined && !before) throw notFound()
    // The day of the mark is the day it was set, whatever its words become.
    const refusedAt = refusal === null ? null : (before?.refusedAt ?? ctx.now)
    const said = { name, address, zone, phone, visitHours, refusal, refusedAt }
    const values = { ...said, words: searchWords(name, address, phone) }
    if (before) {
      await tx.update(contactOrganizations).set(values).where(own)
      const theirs = and(eq(contacts.tenantId, tenantId), eq(contacts.contactOrganizationId, id))
      await tx.update(contacts).set({ organizationWords: values.words }).where(theirs)
    } else await tx.insert(contactOrganizations).values({ ...values, id, tenantId, createdAt })
    const after = { id, ...said }
    const action = before ? 'contactOrganization.change' : 'contactOrganization.add'
    const told = (of: ContactOrganization) => ({ ...of, refusedAt: of.refusedAt?.toISOString() ?? null })
    writeAudit(tx, ctx, { action, entity: 'contactOrganization', entityId: id, before: before && told(before), after: told(after) })
    return after
  })
}
