import { eq, isNull, and, inArray, sql } from 'drizzle-orm'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import type { Database, Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { intake, notifications } from '../../db/schema/message.ts'
import { organizations } from '../../db/schema/organization.ts'
import { processes } from '../../db/schema/process.ts'
import type { LinkTokens } from '../../services/links/token.ts'
import { hashPassword } from '../../services/session/password.ts'
import { createAgenda } from './agenda.ts'
import { closeLetters } from './letters.ts'
import { planArrivals } from './arrivals.ts'
import { createDesk } from './desk.ts'
import { dayMs, daysWithWork } from './hours.ts'
import { demoPassword, writeStaff } from './people.ts'
import type { DemoSlug } from './people.ts'
import { createRandom } from './random.ts'
import { requesters } from './requesters.ts'
import { tell } from './story.ts'
import { topics } from './topics/topics.ts'
import { writeDirectory } from './visits/directory.ts'
import { writeQuarterPlan } from './visits/quarter-plan.ts'
import { addVisits } from './visits/visits.ts'
import { createWorld } from './world.ts'

interface DemoOrganization {
  readonly slug: DemoSlug
  readonly name: string
  readonly seed: number
  readonly workdays: number
  readonly aDay: number
  readonly oneIn: number
  /** Visits of each representative on a working day, on average. */
  readonly visitsADay: number
}

const demoOrganizations: readonly DemoOrganization[] = [
  { slug: 'demo', name: 'ООО «Альфа-Сервис»', seed: 20_250_301, workdays: 53, aDay: 3.7, oneIn: 1, visitsADay: 0.45 },
  { slug: 'other', name: 'ООО «Северный берег»', seed: 7_041, workdays: 42, aDay: 0.05, oneIn: 9, visitsADay: 0.06 },
]

export interface SeedOptions {
  readonly db: Database
  /** Of the installation's secret, so that the links of old letters open. */
  readonly tokens: LinkTokens
  readonly now: Date
}

/** How many organizations and processes were made now; zeros when they were there already. */
export interface Seeded {
  readonly organizations: number
  readonly processes: number
}

/** What is open goes on in the live engine: its order to start is given back to the relay. */
async function handToEngine(tx: Tx, tenantId: string, now: Date): Promise<void> {
  const open = tx
    .select({ id: processes.id })
    .from(processes)
    .where(and(eq(processes.tenantId, tenantId), isNull(processes.endedAt)))
  await tx
    .update(intake)
    .set({ status: 'received', nextTryAt: now, at: now })
    .where(and(eq(intake.tenantId, tenantId), eq(intake.source, 'start'), inArray(intake.processId, open)))
  await tx
    .update(processes)
    .set({ confirmedSeq: sql`${processes.seq}` })
    .where(eq(processes.tenantId, tenantId))
  // People have read what is older than a day.
  await tx
    .update(notifications)
    .set({ readAt: sql`${notifications.at} + interval '40 minutes'` })
    .where(
      and(eq(notifications.tenantId, tenantId), sql`${notifications.at} < ${new Date(now.getTime() - dayMs).toISOString()}::timestamptz`),
    )
}

async function make(tx: Tx, organization: DemoOrganization, passwordHash: string, options: SeedOptions): Promise<number> {
  const { slug, name, seed, workdays, aDay, oneIn, visitsADay } = organization
  const now = options.now.getTime()
  const days = daysWithWork(russianCalendar, now, workdays)
  const id = newId()
  const foundedAt = new Date(now - (days + 30) * dayMs)
  const calendar = russianCalendar
  await tx
    .insert(organizations)
    .values({ id, slug, name, supportAddress: `support@${slug}.example`, lang: 'ru', calendar, demo: 'yes', createdAt: foundedAt })
  await tx.execute(sql`SELECT set_config('vekha.tenant', ${id}, true)`)
  const staff = await writeStaff(tx, { id, slug }, passwordHash, foundedAt)
  const random = createRandom(seed)
  const plans = planArrivals({ calendar, random, topics, requesters, now, days, aDay, oneIn })
  const world = createWorld(tx, { db: options.db, tenantId: id, startAt: foundedAt.getTime() })
  const agenda = createAgenda(world.simulator)
  const desk = createDesk(world, { tenantId: id, staff, calendar, random, agenda })
  for (const plan of plans) agenda.add(plan.startAt, () => tell(desk, plan))
  const keeper = staff.find((one) => one.roles.includes('analyst'))
  if (keeper) await writeDirectory(world, keeper)
  addVisits(world, { tenantId: id, staff, calendar, agenda, random: createRandom(seed + 1) }, { now, days, aDay: visitsADay })
  await agenda.runTo(now)
  if (keeper) await writeQuarterPlan(tx, world, { tenantId: id, keeper, zone: calendar.zone, now })
  await closeLetters(tx, options.tokens, id)
  await handToEngine(tx, id, options.now)
  return tx.$count(processes, eq(processes.tenantId, id))
}

/**
 * Makes the demo organizations that are not there yet: staff, the tickets and the visits of the last months, moved by the
 * product's own verbs and engine in virtual time up to `now`. Each organization is one transaction, so after a crash
 * it is there whole or is made anew; two starts at once make it once.
 */
export async function seedDemo(options: SeedOptions): Promise<Seeded> {
  const { db } = options
  const wanted = demoOrganizations.map(({ slug }) => slug)
  const there = await db.system((tx) =>
    tx.select({ slug: organizations.slug }).from(organizations).where(inArray(organizations.slug, wanted)),
  )
  const missing = demoOrganizations.filter(({ slug }) => !there.some((one) => one.slug === slug))
  if (missing.length === 0) return { organizations: 0, processes: 0 }
  const passwordHash = await hashPassword(demoPassword)
  let made = { organizations: 0, processes: 0 }
  for (const organization of missing) {
    const lived = await db.system(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(720432)`)
      const first = await tx.$count(organizations, eq(organizations.slug, organization.slug))
      return first > 0 ? undefined : make(tx, organization, passwordHash, options)
    })
    if (lived !== undefined) made = { organizations: made.organizations + 1, processes: made.processes + lived }
  }
  return made
}
