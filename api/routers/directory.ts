import { z } from 'zod'
import { importContacts } from '../../services/contact-import/import.ts'
import { previewImport } from '../../services/contact-import/preview.ts'
import { contactVisits } from '../../services/directory/contact-visits.ts'
import { getContact, listContacts, saveContact } from '../../services/directory/contacts.ts'
import { sayDistinct } from '../../services/directory/distinct.ts'
import { listDuplicates } from '../../services/directory/duplicates.ts'
import { knownContacts } from '../../services/directory/known.ts'
import { previewMerge } from '../../services/directory/merge-preview.ts'
import { mergeContacts } from '../../services/directory/merge.ts'
import { listOrganizations, saveOrganization } from '../../services/directory/organizations.ts'
import { listProducts, saveProduct } from '../../services/directory/products.ts'
import { cursor, id, words } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

const text = words(200).optional()
const column = z.number().int().min(0).max(99).nullable()
const mapping = z.strictObject({
  ...{ name: column, email: column, phone: column, organization: column, position: column, zone: column },
  ...{ onlyMode: column, gapDays: column, visitHours: column },
})
const save = z.strictObject({ id: id.optional(), form: z.unknown() })

export const directoryRouter = router({
  contacts: router({
    list: signedIn
      .input(z.strictObject({ text, organizationId: id.optional(), cursor: cursor.optional() }).default({}))
      .query(({ ctx, input }) => listContacts({ ctx: ctx.verb, input })),
    get: signedIn.input(z.strictObject({ id })).query(({ ctx, input }) => getContact({ ctx: ctx.verb, input })),
    visits: signedIn
      .input(z.strictObject({ id, cursor: cursor.optional() }))
      .query(({ ctx, input }) => contactVisits({ ctx: ctx.verb, input })),
    save: signedIn
      .input(save.extend({ organizationId: id.nullable() }))
      .mutation(({ ctx, input }) => saveContact({ ctx: ctx.verb, input })),
    merge: signedIn.input(z.strictObject({ keepId: id, goneId: id })).mutation(({ ctx, input }) => mergeContacts({ ctx: ctx.verb, input })),
    known: signedIn.input(z.strictObject({ form: z.unknown() })).query(({ ctx, input }) => knownContacts({ ctx: ctx.verb, input })),
    distinct: signedIn
      .input(z.strictObject({ oneId: id, otherId: id, distinct: z.boolean() }))
      .mutation(({ ctx, input }) => sayDistinct({ ctx: ctx.verb, input })),
    duplicates: signedIn.query(({ ctx }) => listDuplicates({ ctx: ctx.verb })),
    previewMerge: signedIn
      .input(z.strictObject({ keepId: id, goneId: id }))
      .query(({ ctx, input }) => previewMerge({ ctx: ctx.verb, input })),
    previewImport: signedIn
      .input(z.strictObject({ fileId: id, mapping: mapping.optional() }))
      .query(({ ctx, input }) => previewImport({ ctx: ctx.verb, input })),
    import: signedIn.input(z.strictObject({ fileId: id, mapping })).mutation(({ ctx, input }) => importContacts({ ctx: ctx.verb, input })),
  }),
  organizations: router({
    list: signedIn
      .input(z.strictObject({ text, cursor: cursor.optional() }).default({}))
      .query(({ ctx, input }) => listOrganizations({ ctx: ctx.verb, input })),
    save: signedIn.input(save).mutation(({ ctx, input }) => saveOrganization({ ctx: ctx.verb, input })),
  }),
  products: router({
    list: signedIn
      .input(z.strictObject({ retired: z.boolean().optional() }).default({}))
      .query(({ ctx, input }) => listProducts({ ctx: ctx.verb, input })),
    save: signedIn.input(save).mutation(({ ctx, input }) => saveProduct({ ctx: ctx.verb, input })),
  }),
})
