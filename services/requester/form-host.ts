import { eq } from 'drizzle-orm'
import { addCountedMs, isWorking, splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import type { FormHost } from '../../domain/requester-page.ts'
import { officeHours } from '../../domain/text/office-hours.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Database } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import { notFound } from '../problem.ts'
import { organizationBySlug } from '../system/organization.ts'

/** The end of the present working or free time, epoch milliseconds. */
function untilOf(calendar: BusinessCalendar, open: boolean, at: number): number {
  if (!open) return addCountedMs(calendar, 'business-hours', 1, at) - 1
  return splitByWorkingTime(calendar, at, at + dayMs)[0]?.toAt ?? at
}

/** The organization behind a public form's address, and its office hours. @throws Problem NotFound */
export async function formHost(db: Database, slug: string, now: Date): Promise<FormHost> {
  const known = await organizationBySlug(db, slug)
  if (!known) throw notFound()
  const [organization] = await db.tenantRead(known.id, (tx) => tx.select().from(organizations).where(eq(organizations.id, known.id)))
  if (!organization) throw notFound()
  const { name, lang, supportAddress, calendar } = organization
  const open = isWorking(calendar, now.getTime())
  const [ru, en] = [officeHours(calendar, 'ru'), officeHours(calendar, 'en')]
  const hours = ru === undefined || en === undefined ? null : { ru, en }
  const until = untilOf(calendar, open, now.getTime())
  return { name, lang, supportAddress, zone: calendar.zone, hours, office: { open, until: new Date(until).toISOString() } }
}
