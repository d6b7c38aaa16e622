import { openDatabase } from '../../../db/client.ts'
import type { Database } from '../../../db/client.ts'
import { dayIn } from '../../../domain/calendar/day-in.ts'
import { dayMs } from '../../../domain/calendar/local-date.ts'
import { spanOf } from '../../../web/console/calendar/calendar-span.ts'
import type { CalendarViewName } from '../../../web/console/calendar/calendar-span.ts'
import { claimTimes } from '../../../services/visit/claim-times.ts'
import type { BenchContext, BenchRow, Scenario } from '../scenario.ts'
import { measureWarm } from './measure.ts'
import type { Reading } from './measure.ts'
import { scansOf } from './plans-of.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'
import { yearOfVisits } from './year-of-visits.ts'

const team = 50
const zone = 'Europe/Moscow'

/** Whose visits are asked for: a team, the one who can sign in, and one of their contacts. */
async function people(site: ReadingSite) {
  const [rep] = await site.ask<{ tenantId: string; id: string; contactId: string }>(
    `SELECT v.tenant_id AS "tenantId", v.rep_id AS id, v.contact_id AS "contactId" FROM visits v JOIN users u ON u.id = v.rep_id
     WHERE u.email = 'rep@demo.example' AND v.contact_id IS NOT NULL AND v.number LIKE 'bench-%' LIMIT 1`,
  )
  if (!rep) throw new Error('The representative of the demo has no visits')
  const others = await site.ask<{ id: string }>(
    `SELECT id FROM users WHERE email LIKE 'rep%@bench.example' ORDER BY id LIMIT ${String(team - 1)}`,
  )
  return { ...rep, team: [rep.id, ...others.map(({ id }) => id)] }
}

async function calendarReadings(site: ReadingSite, db: Database, now: Date): Promise<Reading[]> {
  const { tenantId, id: repId, contactId, team: reps } = await people(site)
  const { range, day } = site.manager.trpc.calendar
  const own = site.rep.trpc.calendar
  const today = dayIn(zone, now.getTime())
  // As the console asks.
  const span = (view: CalendarViewName) => spanOf(view, today, zone)
  const slot = { repId, contactId, mode: 'inPerson', durationMinutes: 30 } as const
  const startsAt = now.getTime() + 7 * dayMs
  const claim = { tenantId, repId, contactId, mode: slot.mode, startsAt, endsAt: startsAt + 1_800_000 }
  return [
    { what: `calendar of ${String(team)} for a month`, read: () => range.query({ ...span('month'), reps }) },
    { what: `calendar of ${String(team)} for a week`, read: () => range.query({ ...span('week'), reps }) },
    { what: `calendar of ${String(team)} for a day`, read: () => range.query({ ...span('day'), reps }) },
    { what: 'calendar of all 250 for a month', read: () => range.query(span('month')) },
    { what: 'calendar of all 250 for a day', read: () => range.query(span('day')) },
    { what: 'own calendar, a month', read: () => own.range.query(span('month')) },
    { what: 'own calendar, a week', read: () => own.range.query(span('week')) },
    { what: 'own day on the phone', read: () => own.day.query({ date: today }) },
    { what: 'a day of nobody’s own', read: () => day.query({ date: today }) },
    { what: 'free times of two', read: () => site.rep.trpc.booking.slots.query(slot) },
    // No API asks it by itself: it is a part of each booking.
    { what: 'double booking looked for', read: () => db.tenant(tenantId, (tx) => claimTimes(tx, claim, now).catch(() => undefined)) },
  ]
}

async function run(context: BenchContext): Promise<readonly BenchRow[]> {
  const site = await openReadingSite(context, yearOfVisits)
  const { url: ownerUrl, secret } = site.database
  const db = openDatabase({ ownerUrl, secret, maxConnections: 2, onError: (error) => context.progress.say(error.message) })
  try {
    const readings = await calendarReadings(site, db, new Date())
    const rows = await measureWarm(readings, site, context)
    const notes: string[] = []
    for (const { read } of readings) notes.push((await scansOf(site, () => read(0))).filter((name) => name.includes('visits')).join(', '))
    return rows.map((row, at) => ({ ...row, note: notes[at] ?? '' }))
  } finally {
    await db.close()
    await site.close()
  }
}

/** The calendar and what books by it, each with the indexes by which it finds its visits. */
export const calendar: Scenario = { name: 'calendar', about: 'calendar, day, free times, double booking at 500,000 visits', run }
