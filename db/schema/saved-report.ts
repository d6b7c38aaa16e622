import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { weekdays } from '../../domain/calendar/local-date.ts'
import { exportFormats } from '../../domain/export-formats.ts'
import { reportPeriods, reportRhythms } from '../../domain/saved-report.ts'
import type { ReportFilter } from '../../domain/saved-report.ts'
import { figureGroups } from '../../domain/visit-figures.ts'
import { at, id, tenantId } from './column.ts'

/** Figures that go out by letter again and again. A row stays after its end: letters refer to it. */
export const savedReports = pgTable(
  'saved_reports',
  {
    id: id(),
    tenantId: tenantId(),
    ownerId: uuid('owner_id').notNull(),
    name: text('name').notNull(),
    filter: jsonb('filter').$type<ReportFilter>().notNull(),
    by: text('by', { enum: figureGroups }).notNull(),
    period: text('period', { enum: reportPeriods }).notNull(),
    format: text('format', { enum: exportFormats }).notNull(),
    rhythm: text('rhythm', { enum: reportRhythms }).notNull(),
    weekday: text('weekday', { enum: weekdays }).notNull(),
    hour: integer('hour').notNull(),
    /** Users; what each of them gets is what they may see when it leaves. */
    receiverIds: uuid('receiver_ids').array().notNull(),
    /** Null while it is paused, and after its end. */
    nextAt: at('next_at'),
    createdAt: at('created_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('saved_reports_tenant').on(t.tenantId, t.createdAt),
    index('saved_reports_due')
      .on(t.nextAt)
      .where(sql`next_at IS NOT NULL`),
  ],
)
