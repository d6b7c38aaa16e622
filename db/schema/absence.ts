import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { absenceAssignments } from '../../domain/absence.ts'
import { at, id, tenantId } from './column.ts'

/** When somebody is away, who stands in, and what of new work. Two of one person do not overlap: see the migration. */
export const absences = pgTable(
  'absences',
  {
    id: id(),
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    fromAt: at('from_at').notNull(),
    toAt: at('to_at').notNull(),
    delegateId: uuid('delegate_id'),
    assignments: text('assignments', { enum: absenceAssignments }).notNull(),
    reason: text('reason').notNull(),
    setBy: uuid('set_by').notNull(),
    createdAt: at('created_at').notNull(),
    /** Taken back, or over sooner than was meant. */
    endedAt: at('ended_at'),
  },
  (t) => [index('absences_user').on(t.tenantId, t.userId, t.toAt), index('absences_delegate').on(t.delegateId, t.toAt)],
)
