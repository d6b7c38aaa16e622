import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import type { AnchorStore } from '../../connectors/anchor/port.ts'
import { audit } from '../../db/schema/desk.ts'
import { newId } from '../../db/id.ts'
import { anchoredHashes, anchoredOrganizations } from '../../services/audit/anchored.ts'
import { appendMove, hashOf, verifyAudit } from '../../services/audit/append.ts'
import { createAuditAnchoring } from '../../services/system/anchor-audit.ts'
import { testSecret } from '../support/database.ts'
import { openDesk } from './desk.ts'
import type { Desk } from './desk.ts'

let desk: Desk
let owner: pg.Client
let dir: string
let store: AnchorStore
let tenantId: string
beforeAll(async () => {
  desk = await openDesk()
  owner = new pg.Client({ connectionString: desk.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await desk.close()
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'anchors-'))
  store = openAnchorFiles({ dir, secret: testSecret, oldSecrets: [] })
  tenantId = (await desk.office()).tenantId
  return () => rm(dir, { recursive: true, force: true })
})

const write = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1)
    await desk.db.tenant(tenantId, async (tx) =>
      appendMove(tx, {
        tenantId,
        at: new Date(1_700_000_000_000 + i),
        actor: { id: 'person', name: 'Анна' },
        action: 'ticket.take',
        entity: 'process',
        entityId: newId(),
        before: null,
        after: { step: i },
        requestId: newId(),
      }),
    )
}
const anchor = () => createAuditAnchoring(desk.db, store).round(new Date())
const inside = () => desk.db.tenant(tenantId, (tx) => verifyAudit(tx))
const outside = async () => {
  const hashes = anchoredHashes((await store.read()).anchors, tenantId)
  return desk.db.tenant(tenantId, (tx) => verifyAudit(tx, hashes))
}
const sql = (text: string, ...values: unknown[]) => owner.query(text, [tenantId, ...values])

/** Numbers and hashes everything anew, head included, as somebody would who rules the database and knows the code. */
async function rewriteChain(): Promise<void> {
  const rows = await desk.db.tenant(tenantId, (tx) => tx.select().from(audit).where(eq(audit.tenantId, tenantId)).orderBy(audit.seq))
  await sql('DELETE FROM audit WHERE tenant_id = $1')
  let previousHash = '0'.repeat(64)
  for (const [index, row] of rows.entries()) {
    const next = { ...row, seq: index + 1, previousHash }
    next.hash = hashOf(next)
    previousHash = next.hash
    await desk.db.tenant(tenantId, (tx) => tx.insert(audit).values(next))
  }
  await sql('UPDATE audit_heads SET size = $2, hash = $3 WHERE tenant_id = $1', rows.length, previousHash)
}

const attacks: Readonly<Record<string, () => Promise<unknown>>> = {
  edit: () => sql(`UPDATE audit SET actor_name = 'Никто' WHERE tenant_id = $1 AND seq = 4`),
  delete: () => sql('DELETE FROM audit WHERE tenant_id = $1 AND seq = 4'),
  async insert() {
    await sql('UPDATE audit SET seq = seq + 1000 WHERE tenant_id = $1 AND seq > 4')
    await sql(`INSERT INTO audit SELECT (jsonb_populate_record(a, '{"seq": 5, "actor_name": "Никто"}')).* FROM audit a
      WHERE tenant_id = $1 AND seq = 4`)
  },
  async reorder() {
    await sql('UPDATE audit SET seq = 1004 WHERE tenant_id = $1 AND seq = 4')
    await sql('UPDATE audit SET seq = 4 WHERE tenant_id = $1 AND seq = 5')
    await sql('UPDATE audit SET seq = 5 WHERE tenant_id = $1 AND seq = 1004')
  },
  truncate: () => sql('DELETE FROM audit WHERE tenant_id = $1 AND seq > 6'),
}

describe('the audit against somebody who rules the database', () => {
  it.each(Object.keys(attacks))('shows without its anchor only what was done clumsily: %s', async (name) => {
    await write(8)
    await attacks[name]?.()
    expect(await inside()).toMatchObject({ ok: false })
    await rewriteChain()
    expect(await inside()).toMatchObject({ ok: true })
  })

  it.each(Object.keys(attacks))('is found by its anchor, all hashes computed anew: %s', async (name) => {
    await write(8)
    await anchor()
    expect(await outside()).toMatchObject({ ok: true, size: 8 })
    await attacks[name]?.()
    await rewriteChain()
    expect(await outside()).toMatchObject({ ok: false, why: 'anchor' })
    expect(await anchor()).toEqual(name === 'insert' ? [] : [tenantId])
  })

  it('is found when an older copy of the database was put back, also after work went on', async () => {
    await write(5)
    await owner.query('DROP TABLE IF EXISTS older; DROP TABLE IF EXISTS older_heads')
    await owner.query(`CREATE TABLE older AS SELECT * FROM audit WHERE tenant_id = '${tenantId}'`)
    await owner.query(`CREATE TABLE older_heads AS SELECT * FROM audit_heads WHERE tenant_id = '${tenantId}'`)
    await write(3)
    await anchor()
    await sql('DELETE FROM audit WHERE tenant_id = $1')
    await sql('DELETE FROM audit_heads WHERE tenant_id = $1')
    await owner.query('INSERT INTO audit SELECT * FROM older; INSERT INTO audit_heads SELECT * FROM older_heads')
    expect(await inside()).toMatchObject({ ok: true, size: 5 })
    expect(await outside()).toEqual({ ok: false, brokenAt: 6, why: 'anchor' })
    expect(await anchor()).toEqual([tenantId])
    await write(6)
    expect(await inside()).toMatchObject({ ok: true, size: 11 })
    expect(await outside()).toEqual({ ok: false, brokenAt: 8, why: 'anchor' })
  })
})

describe('anchors', () => {
  it('are written where a chain has grown, and only there', async () => {
    const anchoring = createAuditAnchoring(desk.db, store)
    const own = async () => (await store.read()).anchors.filter((one) => one.tenantId === tenantId).map((one) => one.size)
    await write(2)
    expect(await anchoring.round(new Date())).not.toContain(tenantId)
    await anchoring.round(new Date())
    await write(1)
    await anchoring.round(new Date())
    // Another worker reads what is there.
    await createAuditAnchoring(desk.db, store).round(new Date())
    expect(await own()).toEqual([2, 3])
    expect(await outside()).toMatchObject({ ok: true, size: 3 })
  })

  it('survive half a line of a crash, a new secret, and know a forged one', async () => {
    await write(2)
    await anchor()
    const [name = ''] = await readdir(dir)
    await appendFile(join(dir, name), '{"tenantId":"01')
    await write(1)
    const turned = openAnchorFiles({ dir, secret: 'another-secret-of-at-least-thirty-two', oldSecrets: [testSecret] })
    await createAuditAnchoring(desk.db, turned).round(new Date())
    const { anchors, forged, unreadable } = await turned.read()
    expect(anchors.filter((one) => one.tenantId === tenantId).map((one) => one.size)).toEqual([2, 3])
    expect({ forged, unreadable }).toEqual({ forged: 0, unreadable: 1 })
    const text = await readFile(join(dir, name), 'utf8')
    await writeFile(join(dir, name), text.replace('"size":3', '"size":2'))
    expect(await turned.read()).toMatchObject({ forged: 1 })
  })

  it('expect every organization to be there but those removed on purpose', async () => {
    await write(1)
    await anchor()
    expect(anchoredOrganizations((await store.read()).anchors)).toContain(tenantId)
    await store.append([{ tenantId, size: 0, hash: '', at: Date.now(), removed: true }])
    expect(anchoredOrganizations((await store.read()).anchors)).not.toContain(tenantId)
  })

  it('are none where nothing was ever written', async () => {
    const empty = openAnchorFiles({ dir: join(dir, 'absent'), secret: testSecret, oldSecrets: [] })
    expect(await empty.read()).toEqual({ anchors: [], forged: 0, unreadable: 0 })
  })
})
