import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { langs } from '../../domain/label.ts'
import { visitModes } from '../../domain/visit-fields.ts'
import type { Role } from '../../domain/roles.ts'
import { at, id, tenantId } from './column.ts'

/** A member of staff. One person, one row, however many organizations. */
export const users = pgTable('users', {
  id: id(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  lang: text('lang', { enum: langs }).notNull(),
  disabledAt: at('disabled_at'),
  createdAt: at('created_at').notNull(),
})

/** What a person may be in an organization. */
export const memberships = pgTable(
  'memberships',
  {
    tenantId: tenantId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    roles: text('roles').array().$type<Role[]>().notNull(),
    /** IANA: where the person works; the organization's own where it is not said. */
    zone: text('zone'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId] }), index('memberships_user').on(t.userId)],
)

/** A signed-in browser. Kept is only the hash of what its cookie holds. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    tenantId: tenantId(),
    createdAt: at('created_at').notNull(),
    seenAt: at('seen_at').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_expiry').on(t.expiresAt)],
)

/** Somebody outside the staff: who wrote, who is visited. */
export const contacts = pgTable(
  'contacts',
  {
    id: id(),
    tenantId: tenantId(),
    /** Nobody else of the organization has the same one. */
    email: text('email'),
    name: text('name').notNull(),
    lang: text('lang', { enum: langs }).notNull(),
    position: text('position'),
    /** E.164. */
    phone: text('phone'),
    /** IANA; where it is not known, that of where they work, then that of whoever visits them. */
    zone: text('zone'),
    contactOrganizationId: uuid('contact_organization_id'),
    /** How many visits a calendar month they agree to, whoever comes; the organization's own number where it is not known. */
    visitsPerMonth: integer('visits_per_month'),
    /** Days between two visits, how they are to be held and when (`weekOfHours`), where the contact asks for that. */
    gapDays: integer('gap_days'),
    onlyMode: text('only_mode', { enum: visitModes }),
    visitHours: text('visit_hours'),
    /** What it is found by: its own words, and those of where it works. */
    words: text('words').array().notNull().default([]),
    organizationWords: text('organization_words').array().notNull().default([]),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    unique('contacts_email').on(t.tenantId, t.email),
    index('contacts_name').on(t.tenantId, t.name, t.id),
    index('contacts_phone').on(t.tenantId, t.phone),
    index('contacts_organization').on(t.tenantId, t.contactOrganizationId, t.name),
    index('contacts_words').using('gin', sql`array_to_tsvector(words || organization_words)`),
  ],
)

/** Two contacts that look like one and are two, as somebody said; the smaller id first. */
export const distinctContacts = pgTable(
  'distinct_contacts',
  {
    tenantId: tenantId(),
    oneId: uuid('one_id').notNull(),
    otherId: uuid('other_id').notNull(),
    saidBy: text('said_by').notNull(),
    saidAt: at('said_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.oneId, t.otherId] }), index('distinct_contacts_said').on(t.tenantId, t.saidAt)],
)

/** A private link of one recipient to one process. Revoking is the next generation. */
export const links = pgTable(
  'links',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    party: text('party', { enum: ['requester', 'contact'] }).notNull(),
    recipient: text('recipient').notNull(),
    name: text('name').notNull(),
    generation: integer('generation').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: at('created_at').notNull(),
    openedAt: at('opened_at'),
    revokedAt: at('revoked_at'),
    /** Which text of the consent its holder agreed to, and when. */
    consentVersion: text('consent_version'),
    consentedAt: at('consented_at'),
  },
  (t) => [index('links_process').on(t.tenantId, t.processId)],
)
