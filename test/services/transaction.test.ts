import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { counters } from '../../db/schema/organization.ts'
import { allOf, writeLast } from '../../db/transaction.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { appendMove, verifyAudit } from '../../services/audit/append.ts'
import { testDatabase } from '../support/database.ts'
import { makeOrganization } from '../support/people.ts'

const year = 2026

// One connection, so that what a transaction leaves behind meets the next.
describe('a transaction', () => {
  let db: Database
  let drop: () => Promise<void>
  let [ownerUrl, secret] = ['', '']
  let tenantId: string
  beforeAll(async () => {
    const database = await testDatabase()
    drop = () => database.drop()
    ;({ ownerUrl, secret } = database)
    db = openDatabase({ ownerUrl, secret, maxConnections: 1, onError: () => undefined })
    tenantId = (await makeOrganization(db)).id
  })
  afterAll(async () => {
    await db.close()
    await drop()
  })
  const counter = (prefix: string, last: number) => ({ tenantId, prefix, year, last })
  const stored = (prefix: string) =>
    db.tenant(tenantId, (tx) => tx.select({ last: counters.last }).from(counters).where(eq(counters.prefix, prefix)))

  it('writes what was kept for its end in the order it was given, and does not read it before', async () => {
    const before = await db.tenant(tenantId, async (tx) => {
      writeLast(tx, tx.insert(counters).values(counter('A', 1)))
      writeLast(tx, tx.update(counters).set({ last: 2 }).where(eq(counters.prefix, 'A')))
      return tx.select().from(counters).where(eq(counters.prefix, 'A'))
    })
    expect(before).toEqual([])
    expect(await stored('A')).toEqual([{ last: 2 }])
  })

  it('is undone whole by a write at its end, says why, and leaves nothing to the next', async () => {
    await db.tenant(tenantId, (tx) => tx.insert(counters).values(counter('B', 1)))
    const twice = db.tenant(tenantId, async (tx) => {
      await tx.insert(counters).values(counter('C', 1))
      writeLast(tx, tx.insert(counters).values(counter('B', 2)))
      writeLast(tx, tx.insert(counters).values(counter('D', 1)))
    })
    expect(await twice.then(() => undefined, isUniqueViolation)).toBe(true)
    const failed = db.tenant(tenantId, async (tx) => {
      writeLast(tx, tx.insert(counters).values(counter('E', 1)))
      await Promise.reject(new Error('The work failed'))
    })
    await expect(failed).rejects.toThrow('The work failed')
    expect([await stored('B'), await stored('C'), await stored('D'), await stored('E')]).toEqual([[{ last: 1 }], [], [], []])
  })

  it('is refused as a whole when a failure in it was not looked at', async () => {
    const swallowed = db.tenant(tenantId, async (tx) => {
      await tx.insert(counters).values(counter('F', 1))
      await tx.execute(sql`SELECT 1 / 0`).catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow('undone')
    expect(await stored('F')).toEqual([])
  })

  it('reads as of one moment, whatever is written meanwhile', async () => {
    const other = openDatabase({ ownerUrl, secret, maxConnections: 1, onError: () => undefined })
    const seen = await db.tenantRead(tenantId, async (tx) => {
      const look = () => tx.select({ last: counters.last }).from(counters).where(eq(counters.prefix, 'M'))
      const before = await look()
      await other.tenant(tenantId, (writing) => writing.insert(counters).values(counter('M', 1)))
      return [before, await look()]
    })
    expect(seen).toEqual([[], []])
    await other.close()
  })

  it('reads inside its organization alone, is held to reading, and leaves the connection whole', async () => {
    const read = (prefix: string) =>
      db.tenantRead(tenantId, (tx) => tx.select({ last: counters.last }).from(counters).where(eq(counters.prefix, prefix)))
    await db.tenant(tenantId, (tx) => tx.insert(counters).values(counter('R', 1)))
    expect(await read('R')).toEqual([{ last: 1 }])
    expect(await db.tenantRead(newId(), (tx) => tx.select().from(counters))).toEqual([])
    const written = db.tenantRead(tenantId, (tx) => tx.update(counters).set({ last: 2 }))
    await expect(written).rejects.toMatchObject({ cause: { code: '25006' } })
    const failed = db.tenantRead(tenantId, async (tx) => {
      await tx.execute(sql`SELECT 1 / 0`).catch(() => undefined)
      await Promise.reject(new Error('The work failed'))
    })
    await expect(failed).rejects.toThrow('The work failed')
    await db.tenant(tenantId, (tx) => tx.update(counters).set({ last: 3 }).where(eq(counters.prefix, 'R')))
    expect(await read('R')).toEqual([{ last: 3 }])
  })

  it('waits for all that was asked at once before it ends', async () => {
    const seen: string[] = []
    const work = db.tenant(tenantId, (tx) =>
      allOf([
        tx.execute(sql`SELECT 1 / 0`),
        stored('nothing').then(
          () => undefined,
          () => undefined,
        ),
        Promise.resolve().then(() => void seen.push('all')),
      ]),
    )
    await expect(work).rejects.toThrow()
    expect(seen).toEqual(['all'])
  })
})

it('keeps one chain of audit rows whoever writes at once, the first ones too', async () => {
  const database = await testDatabase()
  const db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 10, onError: () => undefined })
  const { id: tenantId } = await makeOrganization(db)
  const entry = (after: string) => ({
    ...{
      tenantId,
      at: new Date(),
      actor: { id: 'p', name: 'Анна «"previousHash":"»' },
      action: 'a',
      entity: 'process' as const,
      entityId: newId(),
    },
    ...{ before: null, after: { text: `"seq":${after}\\ 日本\u2028` }, requestId: newId() },
  })
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      db.tenant(tenantId, async (tx) => {
        appendMove(tx, entry(String(index)))
        if (index % 4 === 0) appendMove(tx, entry('second'))
      }),
    ),
  )
  expect(await db.tenant(tenantId, (tx) => verifyAudit(tx))).toMatchObject({ ok: true, size: 50 })
  await db.close()
  await database.drop()
})
