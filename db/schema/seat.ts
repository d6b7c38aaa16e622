import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, tenantId } from './column.ts'

/**
 * Who is in the room of a remote visit or at its door, one row a browser; of the representative and of who sits in one row each. A contact's place is
 * held by heartbeats: past its lease it is free.
 */
export const seats = pgTable(
  'seats',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    party: text('party', { enum: ['rep', 'contact', 'observer'] }).notNull(),
    /** What the browser calls itself; the member of staff. */
    device: uuid('device').notNull(),
    state: text('state', { enum: ['inside', 'waiting', 'refused'] }).notNull(),
    createdAt: at('created_at').notNull(),
    seenAt: at('seen_at').notNull(),
  },
  (t) => [unique('seats_device').on(t.tenantId, t.processId, t.party, t.device)],
)
