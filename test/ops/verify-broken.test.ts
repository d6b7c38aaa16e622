import { fileURLToPath } from 'node:url'
import { NativeConnection, Worker } from '@temporalio/worker'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDataConverter } from '../../connectors/engine/data-converter.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { processAttributes } from '../../connectors/engine/temporal-engine.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { processWorkflowId, taskQueues } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'
import { startVerified } from './verified.ts'
import type { Verified } from './verified.ts'

let v: Verified
beforeAll(async () => {
  v = await startVerified()
}, 120_000)
afterAll(() => v.close())

const reports = (what: string | RegExp, ids: unknown) => ({
  status: 'broken',
  breaches: [{ what: typeof what === 'string' ? what : expect.stringMatching(what), ids }],
})

describe('what is broken is reported', () => {
  it('I1: an acknowledged request without a record, and a record nobody sent', async () => {
    const lost = newId()
    const [dropped] = v.journal
    await v.writeJournal([
      ...v.journal.filter((line) => line.opId !== dropped?.opId),
      { at: Date.now(), opId: lost, tenantId: v.org.id, phase: 'acknowledged' },
    ])
    const found = await v.check('I1')
    // The first line's own time is the journal's beginning, so what came before it is nobody's business.
    expect(found).toMatchObject(reports('acknowledged and not recorded', [lost]))
    const [, , second] = v.journal
    await v.writeJournal([...v.journal.filter((line) => line.opId !== second?.opId)])
    const unsent = await v.check('I1')
    await v.writeJournal()
    expect(unsent).toMatchObject(reports('recorded and never sent', [second?.opId ?? '']))
  })

  it('I3: two letters for one thing, and one that never arrived', async () => {
    const extra = newId()
    const copy = `INSERT INTO deliveries SELECT (jsonb_populate_record(d, jsonb_build_object('id', $1::text, 'key', 'again'))).* FROM deliveries d LIMIT 1`
    const found = await v.brokenBy('I3', copy, `DELETE FROM deliveries WHERE key = 'again'`, [extra])
    expect(found).toMatchObject({ status: 'broken', breaches: [{ what: 'letters written twice for one thing' }] })
    const away = copy.replace(`'again')`, `'again', 'letter_id', '<never@alfa.example>')`)
    expect(await v.brokenBy('I3', away, `DELETE FROM deliveries WHERE key = 'again'`, [extra])).toMatchObject(
      reports('sent by our rows, never arrived', [extra]),
    )
  })

  it('I4: a start order left lying, a killed workflow, and a workflow without a process', async () => {
    const order = newId()
    const insert = `INSERT INTO intake (id, tenant_id, source, key, status, process_id, payload, attempts, next_try_at, at)
      VALUES ($1::uuid, '${v.org.id}', 'start', $1::uuid::text, 'received', '${v.ticketAt(0)}', '{}', 0, '2999-01-01', now() - interval '2 minutes')`
    const mend = 'DELETE FROM intake WHERE id = $1'
    expect(await v.brokenBy('I4', insert, mend, [order])).toMatchObject(reports('start orders older than 60 s', [order]))

    const victim = await v.start()
    await v.writeJournal()
    const { workflow } = v.stack.engine.client
    await eventually(
      () =>
        workflow
          .getHandle(processWorkflowId(victim))
          .describe()
          .catch(() => undefined),
      'the workflow runs',
    )
    await workflow.getHandle(processWorkflowId(victim)).terminate()
    expect(await v.check('I4')).toMatchObject(reports('open processes without a running workflow', [victim]))
    await v.desk().act(v.support.actor, victim, 'cancel', {}, { reason: 'проверка' })

    const stray = newId()
    const typedSearchAttributes = processAttributes('ticket', v.org.id)
    const handle = await workflow.start('ticket', { workflowId: processWorkflowId(stray), taskQueue: 'nobody', typedSearchAttributes })
    await eventually(async () => ((await v.check('I4')).status === 'broken' ? true : undefined), 'the list knows it')
    expect(await v.check('I4')).toMatchObject(reports('running workflows without an open process', [stray]))
    await handle.terminate()
    expect(await v.check('I4')).toMatchObject({ status: 'holds' })
  })

  it('I5: a plan that nobody carried out', async () => {
    const id = v.ticketAt(3)
    const late = `UPDATE processes SET next_at = now() - interval '2 minutes' WHERE id = '${id}'`
    const mend = `UPDATE processes SET next_at = to_timestamp((plan->0->>'at')::bigint / 1000.0) WHERE id = '${id}'`
    expect(await v.brokenBy('I5', late, mend)).toMatchObject(reports('planned things more than 60 s past their time', [id]))
  })

  it('I5: a letter that no mail server takes', async () => {
    const { rows } = await v.owner.query<{ id: string }>('SELECT id FROM deliveries LIMIT 1')
    const id = rows[0]?.id ?? ''
    const mend = `UPDATE deliveries SET status = 'sent', attempts = 1, next_try_at = NULL WHERE id = $1`
    const tried = `UPDATE deliveries SET status = 'pending', attempts = 11, next_try_at = now() + interval '10 minutes' WHERE id = $1`
    expect(await v.brokenBy('I5', tried, mend, [id])).toMatchObject(reports('letters tried more than 10 times', [id]))
  })

  it('I5, I11: a workflow whose every task fails', async () => {
    const id = await v.startedInstead(taskQueues.processes, { tenantId: v.org.id, kind: 'ticket', snapshot: null, pending: [] })
    const stuck = await eventually(
      async () => ((await v.check('I5')).status === 'broken' ? v.check('I5') : undefined),
      'four tries',
      40_000,
    )
    expect(stuck).toMatchObject(reports('workflow tasks tried more than 3 times', [id]))
    expect(await v.check('I11')).toMatchObject(reports('open processes whose workflow does not answer', [id]))
    await v.endInstead(id)
  })

  it('I5, I6: an effect tried without end, in a history that today’s workflows would not have made', async () => {
    const connection = await NativeConnection.connect({ address: testTemporalAddress() })
    const worker = await Worker.create({
      connection,
      namespace: v.stack.namespace,
      taskQueue: 'other',
      dataConverter: createDataConverter(payloadKeys(v.stack.secret)),
      workflowsPath: fileURLToPath(new URL('other-workflows.ts', import.meta.url)),
      activities: { fail: () => Promise.reject(new Error('never')) },
    })
    const id = await worker.runUntil(async () => {
      const started = await v.startedInstead('other', undefined)
      const stuck = await eventually(async () => {
        const found = await v.check('I5')
        return found.status === 'broken' ? found : undefined
      }, 'more than ten tries')
      expect(stuck).toMatchObject(reports('effects tried more than 10 times', [started]))
      return started
    })
    await connection.close()
    expect(await v.check('I6')).toMatchObject(reports(/do not replay/, [processWorkflowId(id)]))
    await v.endInstead(id)
  })

  it('I7: a letter, a file and a contact of another organization', async () => {
    const message = newId()
    const insert = `INSERT INTO messages (id, tenant_id, process_id, kind, channel, author_id, author_name, body, request_id, at)
      VALUES ($1::uuid, '${v.other.id}', '${v.ticketAt(0)}', 'note', 'console', 'x', 'x', 'x', $1::uuid::text, now())`
    expect(await v.brokenBy('I7', insert, 'DELETE FROM messages WHERE id = $1', [message])).toMatchObject(
      reports('messages.process_id outside its organization', [message]),
    )
    const id = v.ticketAt(0)
    const { rows } = await v.owner.query<{ contact_id: string }>('SELECT contact_id FROM processes WHERE id = $1', [id])
    const foreign = `UPDATE processes SET contact_id = (SELECT id FROM contacts WHERE tenant_id = '${v.other.id}' LIMIT 1) WHERE id = '${id}'`
    const own = `UPDATE processes SET contact_id = '${rows[0]?.contact_id ?? ''}' WHERE id = '${id}'`
    expect(await v.brokenBy('I7', foreign, own)).toMatchObject(reports('processes.contact_id outside its organization', [id]))
    const nowhere = newId()
    const moved = `INSERT INTO state_counts (tenant_id, kind, state, count) VALUES ($1, 'ticket', 'closed', 1)`
    expect(await v.brokenBy('I7', moved, 'DELETE FROM state_counts WHERE tenant_id = $1', [nowhere])).toMatchObject(
      reports('state_counts of an organization that is not there', [nowhere]),
    )
    const unforced = await v.brokenBy('I7', 'ALTER TABLE steps NO FORCE ROW LEVEL SECURITY', 'ALTER TABLE steps FORCE ROW LEVEL SECURITY')
    expect(unforced).toMatchObject(reports('tables without forced row security', ['steps']))
  })

  it('I8: a changed row, and a record the audit does not know', async () => {
    const edit = `UPDATE audit SET actor_name = 'Никто' WHERE tenant_id = '${v.org.id}' AND seq = 2`
    const mend = `UPDATE audit SET actor_name = '${v.support.actor.name}' WHERE tenant_id = '${v.org.id}' AND seq = 2`
    expect(await v.brokenBy('I8', edit, mend)).toMatchObject(reports('chains that do not hold, at row', [`${v.org.id}:2 (chain)`]))
    const event = `INSERT INTO events SELECT (jsonb_populate_record(e, '{"seq": 900, "request_id": "silent"}')).* FROM events e
      WHERE process_id = '${v.ticketAt(0)}' AND seq = 1`
    expect(await v.brokenBy('I8', event, `DELETE FROM events WHERE request_id = 'silent'`)).toMatchObject(
      reports('records without a row in the audit', [`${v.ticketAt(0)}:900`]),
    )
    const { anchors } = v
    const gone = newId()
    await anchors.append([{ tenantId: gone, size: 3, hash: '0'.repeat(64), at: Date.now() }])
    expect(await v.check('I8')).toMatchObject(reports('organizations that were anchored and are gone', [gone]))
    await anchors.append([{ tenantId: gone, size: 0, hash: '', at: Date.now(), removed: true }])
    expect(await v.check('I8')).toMatchObject({ status: 'holds' })
  })

  it('I9: a text in the engine’s store', async () => {
    expect(await v.check('I9', { canaries: [v.org.id] })).toMatchObject({ status: 'broken' })
  })

  it('I11: a row that ran ahead of its workflow', async () => {
    const id = v.ticketAt(0)
    // Confirmed too, or the sweep brings the workflow there.
    const ahead = `UPDATE processes SET seq = seq + 1, confirmed_seq = confirmed_seq + 1 WHERE id = '${id}'`
    const back = `UPDATE processes SET seq = seq - 1, confirmed_seq = confirmed_seq - 1 WHERE id = '${id}'`
    const told = expect.stringMatching(new RegExp(`^${id}: database \\w+ \\d+, taken to know \\d+; workflow \\w+ \\d+$`))
    expect(await v.brokenBy('I11', ahead, back)).toMatchObject(reports('open processes whose state or seq differs', [told]))
  })

  it('I12: a visit that is in no sum, and a sum that no visit makes', async () => {
    const id = newId()
    const row = `INSERT INTO visits (process_id, tenant_id, number, state, rep_id, contact_name, organization_name, mode, starts_at, ends_at, holds, day)
      VALUES ($1, '${v.org.id}', 'В-2026-000001', 'closed', $1, '', '', 'remote', '2026-11-26T09:00Z', '2026-11-26T10:00Z', true, '2026-11-26')`
    const unsummed = await v.brokenBy('I12', row, 'DELETE FROM visits WHERE process_id = $1', [id])
    // The coarser ones too, by the day and by the month.
    const coarser = [`${v.org.id}:2026-11-01`, `${v.org.id}:2026-11-26`]
    expect(unsummed).toMatchObject({
      status: 'broken',
      breaches: [
        { what: 'days whose sums are not those of the visits', ids: coarser.slice(1) },
        { what: 'days whose coarser sums are not those of the visits', ids: coarser },
        { what: 'months whose sums are not those of the visits', ids: coarser.slice(0, 1) },
      ],
    })
    const sum = `INSERT INTO visit_product_sums VALUES ('${v.other.id}', '2026-11-27', 'Аквадент', 'remote', 'none', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`
    expect(await v.brokenBy('I12', sum, 'DELETE FROM visit_product_sums')).toMatchObject(
      reports('days whose sums of products are not those of the visits', [`${v.other.id}:2026-11-27`]),
    )
  })

  it('I5, I10, I11: workers that are away, and an SMS that nobody tries any more, not one that waits while others are tried', async () => {
    const idle = await startStack({ workers: false })
    try {
      // Each waits ten seconds for an answer.
      const of = { namespace: idle.namespace, databaseUrl: idle.ownerUrl }
      const [found, compared] = await Promise.all([v.check('I10', of), v.check('I11', of)])
      expect(found).toMatchObject(reports('the canary did not finish in 10 s', ['canary']))
      expect(compared).toMatchObject(reports('no worker answers, so nothing was compared', ['canary']))
      const org = await makeOrganization(idle.db)
      const { actor } = await org.person('support1')
      for (const _each of [1, 2]) await ticketDesk(idle, org).start(actor)
      const past = { nextTryAt: new Date(Date.now() - 120_000) }
      const letters = await idle.db.system((tx) => tx.update(deliveries).set(past).returning({ id: deliveries.id }))
      const ids = letters.map(({ id }) => id)
      const late = 'letters more than 60 s past their time'
      expect(await v.check('I5', of)).toMatchObject(reports(late, expect.arrayContaining(ids)))
      // Here no sender takes them meanwhile.
      const [due = '', other = ''] = ids
      const change = (id: string, values: Partial<typeof deliveries.$inferInsert>) =>
        idle.db.system((tx) => tx.update(deliveries).set(values).where(eq(deliveries.id, id)))
      const bySms = { channel: 'sms', template: 'sms.ticket.ack', smsId: 1 } as const
      await change(due, bySms)
      await change(other, { ...bySms, smsId: 2, nextTryAt: new Date(Date.now() + 300_000) })
      expect(await v.check('I5', of)).toMatchObject(reports(late, [due]))
      await change(other, { attempts: 20 })
      expect(await v.check('I5', of)).toMatchObject({ status: 'holds' })
    } finally {
      await idle.close()
    }
  })

  it('I3: a letter that the mail server got twice', async () => {
    const { store } = v.stack.outbox
    const [entry] = await store.listLetters({ limit: 1 })
    const raw = entry && (await store.readRaw(entry.id))
    if (!entry || !raw) throw new Error('No letter')
    await store.saveLetter({ envelopeFrom: entry.envelopeFrom, recipients: entry.recipients, raw })
    expect(await v.check('I3')).toMatchObject({
      ...reports('arrived twice, more than one in a thousand', [entry.messageId]),
      counts: { arrivedTwice: 1 },
    })
  })
})
