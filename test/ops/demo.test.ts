import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planOf } from '../../domain/plan.ts'
import { waitingParty } from '../../domain/decide.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { ProcessKind } from '../../domain/processes.ts'
import { isStaffParty, roles } from '../../domain/roles.ts'
import { ticket } from '../../domain/ticket.ts'
import { visit } from '../../domain/visit.ts'
import { weekOfHours } from '../../domain/visit-hours.ts'
import { refusedBy } from '../../domain/visit-terms.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { flows, stateCounts } from '../../db/schema/desk.ts'
import { deliveries, intake, messages } from '../../db/schema/message.ts'
import { organizations } from '../../db/schema/organization.ts'
import { users } from '../../db/schema/person.ts'
import { events, processes, steps } from '../../db/schema/process.ts'
import { contactOrganizations } from '../../db/schema/visit.ts'
import { removeDemo } from '../../ops/demo/remove-demo.ts'
import { seedDemo } from '../../ops/demo/seed.ts'
import type { Seeded } from '../../ops/demo/seed.ts'
import { verifyAudit } from '../../services/audit/append.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { organizationRules } from '../../services/organization/rules.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { passwordFits } from '../../services/session/password.ts'
import { termsOf } from '../../services/visit/terms.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const now = new Date('2026-03-17T11:00:00Z')
let database: TestDatabase
let db: Database
let first: Seeded
let tenants: { readonly id: string; readonly slug: string }[]

const seed = (): Promise<Seeded> => seedDemo({ db, tokens: createLinkTokens(database.secret), now })
const rowsOf = (tenantId: string, kind?: ProcessKind) =>
  db.tenant(tenantId, (tx) =>
    tx
      .select()
      .from(processes)
      .where(and(eq(processes.tenantId, tenantId), kind && eq(processes.kind, kind)))
      .orderBy(processes.startedAt, processes.number),
  )
const ticketsOf = (tenantId: string) => rowsOf(tenantId, 'ticket')

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 4, onError: () => undefined })
  first = await seed()
  tenants = await db.system((tx) =>
    tx
      .select({ id: organizations.id, slug: organizations.slug })
      .from(organizations)
      .where(eq(organizations.demo, 'yes'))
      .orderBy(organizations.slug),
  )
}, 180_000)
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** Runs for each demo organization. */
async function each(check: (tenantId: string) => Promise<void>): Promise<void> {
  expect(tenants.map((tenant) => tenant.slug)).toEqual(['demo', 'other'])
  for (const { id } of tenants) await check(id)
}

describe('the demo organizations', () => {
  it('are made once', async () => {
    expect(first.organizations).toBe(2)
    const before = await db.system((tx) => tx.$count(events))
    expect(await seed()).toEqual({ organizations: 0, processes: 0 })
    expect(await db.system((tx) => tx.$count(events))).toBe(before)
    expect(await db.system((tx) => tx.$count(processes))).toBe(first.processes)
  })

  it('have an account for every role, with the password of the demo', async () => {
    const rows = await db.system((tx) => tx.select().from(users))
    const emails = rows.map((user) => user.email)
    for (const role of roles) expect(emails).toEqual(expect.arrayContaining([`${role}@demo.example`, `${role}@other.example`]))
    expect(await passwordFits('vekha-demo', rows[0]?.passwordHash)).toBe(true)
  })

  it('keep an unbroken audit chain and numbers without a gap in the order of time', async () => {
    await each(async (tenantId) => {
      expect(await db.tenant(tenantId, verifyAudit)).toMatchObject({ ok: true })
      const next = new Map<string, number>()
      for (const { number } of await rowsOf(tenantId)) {
        const [prefix = '', year = '', n] = number.split('-')
        const expected = (next.get(prefix + year) ?? 0) + 1
        expect(Number(n)).toBe(expected)
        next.set(prefix + year, expected)
      }
    })
  })

  it('leave every open process as the engine would go on with it', async () => {
    await each(async (tenantId) => {
      const rules = await db.tenant(tenantId, (tx) => organizationRules(tx, tenantId))
      const starts = await db.tenant(tenantId, (tx) => tx.select().from(intake).where(eq(intake.source, 'start')))
      const open = await db.tenant(tenantId, (tx) => tx.select().from(steps).where(isNull(steps.closedAt)))
      for (const row of await rowsOf(tenantId)) {
        const definition = definitionOf(row.kind) ?? ticket
        const snapshot = snapshotOf(row)
        expect(snapshot.plan).toEqual(planOf(definition, rules, snapshot, row.changedAt.getTime(), snapshot.plan))
        expect(row.confirmedSeq).toBe(row.seq)
        for (const item of snapshot.plan) expect(item.at).toBeGreaterThan(now.getTime())
        expect(starts.find((start) => start.processId === row.id)?.status).toBe(row.endedAt === null ? 'received' : 'done')
        const party = waitingParty(definition, row.state, row.data)
        expect(open.filter((step) => step.processId === row.id)).toHaveLength(party !== null && isStaffParty(party) ? 1 : 0)
      }
    })
  })

  it('count what is there: the map’s numbers are those of the rows', async () => {
    await each(async (tenantId) => {
      const rows = await rowsOf(tenantId)
      const counts = await db.tenant(tenantId, (tx) => tx.select().from(stateCounts))
      for (const { kind, state, count } of counts)
        expect(rows.filter((row) => row.kind === kind && row.state === state)).toHaveLength(count)
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length)
      const streams = await db.tenant(tenantId, (tx) => tx.select().from(flows))
      for (const { kind, state, count } of counts) {
        const sum = (side: 'fromState' | 'toState') =>
          streams.reduce((total, flow) => total + (flow.kind === kind && flow[side] === state ? flow.count : 0), 0)
        expect(sum('toState') - sum('fromState')).toBe(count)
      }
    })
  })

  it('show something in every state, late and today, claimed and not, on every line', async () => {
    const rows = await ticketsOf(tenants[0]?.id ?? '')
    expect(rows.length).toBeGreaterThan(220)
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(Object.keys(ticket.states)))
    expect(new Set(rows.map((row) => row.waitsFor))).toEqual(new Set([null, 'requester', 'support1', 'support2', 'support3']))
    const due = rows.flatMap((row) => (row.dueAt === null ? [] : [row.dueAt.getTime()]))
    expect(due.filter((at) => at < now.getTime()).length).toBeGreaterThanOrEqual(3)
    expect(due.filter((at) => at >= now.getTime() && at < Date.parse('2026-03-17T21:00:00Z')).length).toBeGreaterThanOrEqual(2)
    const working = rows.filter((row) => row.state === 'inProgress' || row.state === 'registered')
    expect(working.some((row) => row.assigneeId === null) && working.some((row) => row.assigneeId !== null)).toBe(true)
    expect(new Set(rows.map((row) => row.title)).size).toBeGreaterThan(60)
  })

  it('have visits in every state, of several representatives, linked to the next, some waiting for their report and the manager', async () => {
    const rows = await rowsOf(tenants[0]?.id ?? '', 'visit')
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(rows.length).toBeLessThanOrEqual(120)
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(Object.keys(visit.states)))
    for (const [state, least] of Object.entries({ planned: 2, confirmed: 2, inProgress: 1, reportDue: 2, review: 2 }))
      expect(rows.filter((row) => row.state === state).length, state).toBeGreaterThanOrEqual(least)
    expect(new Set(rows.map((row) => row.assigneeId)).size).toBe(3)
    expect(new Set(rows.map((row) => row.data['mode']))).toEqual(new Set(['remote', 'inPerson']))
    expect(rows.some((row) => typeof row.data['follows'] === 'string')).toBe(true)
    expect(rows.some((row) => row.state === 'planned' && Date.parse(String(row.data['startsAt'])) < now.getTime())).toBe(false)
  })

  it('have a place with hours and one that admits nobody since a day, and no visit there is against them', async () => {
    await each(async (tenantId) => {
      const visited = await rowsOf(tenantId, 'visit')
      const { places, terms } = await db.tenant(tenantId, async (tx) => ({
        places: await tx.select().from(contactOrganizations),
        terms: await termsOf(
          tx,
          tenantId,
          visited.flatMap(({ contactId }) => contactId ?? []),
        ),
      }))
      expect(places.filter(({ visitHours }) => visitHours !== null && weekOfHours(visitHours) !== undefined)).toHaveLength(1)
      expect(places.filter(({ refusal, refusedAt }) => refusal !== null && refusedAt !== null && refusedAt < now)).toHaveLength(1)
      for (const { number, contactId, data } of visited) {
        const [fromAt, toAt] = [Date.parse(String(data['startsAt'])), Date.parse(String(data['endsAt']))]
        const asked = { fromAt, toAt, mode: 'inPerson', zone: 'Europe/Moscow' } as const
        const of = terms.get(contactId ?? '')
        expect(of && refusedBy(of, asked), number).toBeUndefined()
      }
    })
  })

  it('keep most deadlines, as a desk that works does', async () => {
    const rows = await ticketsOf(tenants[0]?.id ?? '')
    const kept = rows.filter((row) =>
      Object.values(row.clocks).every(({ dueAt, metAt }) => dueAt === null || (metAt ?? now.getTime()) <= dueAt),
    )
    expect(kept.length / rows.length).toBeGreaterThanOrEqual(0.85)
    expect(kept.length / rows.length).toBeLessThanOrEqual(0.93)
  })

  it('have sent every letter and filled in every word', async () => {
    await each(async (tenantId) => {
      expect(await db.tenant(tenantId, (tx) => tx.$count(deliveries, eq(deliveries.status, 'pending')))).toBe(0)
      const words = await db.tenant(tenantId, (tx) => tx.select().from(messages))
      for (const { body } of words) expect(body).not.toMatch(/[{}]|undefined/)
    })
  })

  it('go wholly when they are removed, and nothing else does', async () => {
    const real = {
      id: '0195a000-0000-7000-8000-000000000001',
      slug: 'real',
      name: 'Real',
      supportAddress: 'support@real.example',
      lang: 'ru' as const,
      createdAt: now,
    }
    await db.system(async (tx) => {
      const [demo] = await tx.select().from(organizations).limit(1)
      if (demo) await tx.insert(organizations).values({ ...real, calendar: demo.calendar })
    })
    const ended: string[] = []
    const open = await db.system((tx) => tx.$count(processes, isNull(processes.endedAt)))
    const remove = () => removeDemo({ db, ownerUrl: database.ownerUrl, endWorkflows: async (ids) => void ended.push(...ids) })
    expect(await remove()).toEqual({ organizations: 2 })
    expect(ended).toHaveLength(open)
    const left = await db.system(async (tx) => [
      await tx.$count(processes),
      await tx.$count(events),
      await tx.$count(users),
      await tx.$count(messages),
    ])
    expect(left).toEqual([0, 0, 0, 0])
    expect(
      await db.system((tx) =>
        tx
          .select({ slug: organizations.slug })
          .from(organizations)
          .where(and(eq(organizations.id, real.id))),
      ),
    ).toEqual([{ slug: 'real' }])
    expect(await remove()).toEqual({ organizations: 0 })
  })
})
