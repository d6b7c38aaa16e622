import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { coachingReplies } from '../../domain/coaching.ts'
import type { Score } from '../../domain/coaching.ts'
import { at, tenantId } from './column.ts'
import { processes } from './process.ts'

/** Who sits in on a visit, and the note they wrote on it; all of the note is null until there is one. */
export const observers = pgTable(
  'observers',
  {
    tenantId: tenantId(),
    processId: uuid('process_id')
      .notNull()
      .references(() => processes.id),
    userId: uuid('user_id').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    createdAt: at('created_at').notNull(),
    strengths: text('strengths'),
    improve: text('improve'),
    scores: jsonb('scores').$type<readonly Score[]>().notNull().default([]),
    notedAt: at('noted_at'),
    /** What the representative said to the note. */
    reply: text('reply', { enum: coachingReplies }),
    repliedAt: at('replied_at'),
  },
  (t) => [primaryKey({ columns: [t.processId, t.userId] })],
)
