import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as schema from '../../db/schema/index.ts'
import { references } from '../../ops/verify/invariants/tenants-apart.ts'
import { isBroken, verify } from '../../ops/verify/verify.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { secretText, startVerified } from './verified.ts'
import type { Verified } from './verified.ts'

let v: Verified
beforeAll(async () => {
  v = await startVerified()
}, 120_000)
afterAll(() => v.close())

describe('a healthy installation', () => {
  it('passes, and says what it did not look at', async () => {
    const installation = await v.open()
    try {
      const verdicts = await verify(installation)
      const statuses = Object.fromEntries(verdicts.map((verdict) => [verdict.id, verdict.finding.status]))
      const broken = verdicts.filter((verdict) => verdict.finding.status === 'broken')
      expect(broken).toEqual([])
      expect(statuses).toMatchObject({
        I1: 'holds',
        I2: 'unchecked',
        I3: 'holds',
        I6: 'holds',
        I8: 'holds',
        I9: 'holds',
        I10: 'holds',
        I11: 'holds',
        I12: 'holds',
      })
      expect(isBroken(verdicts)).toBe(false)
      expect(verdicts.find((verdict) => verdict.id === 'I6')?.finding).toMatchObject({ counts: { running: 5, replayed: 5 } })
      expect(verdicts.find((verdict) => verdict.id === 'I11')?.finding).toMatchObject({ counts: { open: 5 } })
    } finally {
      await installation.close()
    }
  })

  it('is only read', async () => {
    const installation = await v.open()
    try {
      const write = installation.db.system((tx) => tx.delete(schema.views))
      await expect(write).rejects.toMatchObject({ cause: { code: '25006' } })
    } finally {
      await installation.close()
    }
  })

  it('is never said to hold where nobody looked', async () => {
    for (const id of ['I6', 'I9', 'I10', 'I11'])
      expect(await v.check(id, { temporalAddress: undefined })).toMatchObject({ status: 'unchecked' })
    expect(await v.check('I1', { journalFile: undefined })).toMatchObject({ status: 'unchecked' })
    expect(await v.check('I9', { canaries: [] })).toMatchObject({ status: 'unchecked' })
    for (const id of ['I4', 'I5']) expect(await v.check(id, { temporalAddress: undefined })).toHaveProperty('note')
    expect(await v.check('I8', { anchorDir: undefined })).toHaveProperty('note')
  })
})

it('knows every column that names another row of the organization', () => {
  // People belong to no organization, and a member who was removed stays the author of what he did.
  const exempt = new Set([
    'tenant_id',
    'user_id',
    'assignee_id',
    'rep_id',
    'delegate_id',
    'by_id',
    'owner_id',
    'actor_id',
    'author_id',
    'request_id',
    'letter_id',
    'sms_id',
    'chat_id',
    'entity_id',
    'content_id',
    'removal_id',
  ])
  const columns = Object.values(schema)
    .filter((value) => is(value, PgTable))
    .flatMap((table) => Object.values(getTableColumns(table)).map((column) => `${getTableName(table)}.${column.name}`))
    .filter((name) => name.endsWith('_id') && !exempt.has(name.split('.')[1] ?? ''))
  expect(columns.toSorted()).toEqual(references.map(([table, column]) => `${table}.${column}`).toSorted())
})

describe('the command', () => {
  async function run(args: readonly string[]): Promise<{ code: unknown; output: string }> {
    const { DATABASE_URL: _1, TEMPORAL_ADDRESS: _2, VEKHA_ANCHOR_DIR: _3, ...env } = process.env
    const child = spawn(process.execPath, ['--import', 'tsx', 'ops/verify/main.ts', ...args], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { ...env, VEKHA_SECRET: v.stack.secret, VEKHA_DATA: v.dir },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    const [code] = await once(child, 'close')
    return { code, output }
  }

  it('prints each invariant, and its exit code says whether one is broken', async () => {
    const args = [
      '--database-url',
      v.stack.ownerUrl,
      '--temporal-address',
      testTemporalAddress(),
      '--namespace',
      v.stack.namespace,
      '--anchors',
      join(v.dir, 'anchors'),
    ]
    const healthy = await run(args)
    expect(healthy.output).toMatch(/✓ I11/)
    expect(healthy.output).toMatch(/– I2 .*not checked: there is no ledger/)
    expect(healthy.output).toMatch(/9 hold, 0 broken, 3 not checked\n$/)
    expect(healthy.code).toBe(0)
    const broken = await run([...args, '--canary', v.org.id])
    expect(broken.output).toMatch(/✗ I9/)
    expect(broken.code).toBe(1)
    expect(broken.output).not.toContain(secretText)
  })

  it('says what it needs', async () => {
    const { code, output } = await run(['--databse-url', 'x'])
    expect(code).toBe(2)
    expect(output).toContain('--database-url URL')
  })
})
