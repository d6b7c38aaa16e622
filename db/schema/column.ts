import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** An instant, read as a Date. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
/** The tenant's column, first in every index of the table. */
export const tenantId = () => uuid('tenant_id').notNull()
export const id = () => uuid('id').primaryKey()
