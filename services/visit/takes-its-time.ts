import { and, eq, inArray } from 'drizzle-orm'
import { busyStates } from '../../domain/visit-states.ts'
import { visits } from '../../db/schema/visit.ts'

/** Visits whose time nobody else may have, as `visits_rep_free` and `visits_contact_free` see to. */
export const takesItsTime = and(eq(visits.holds, true), inArray(visits.state, [...busyStates]))
