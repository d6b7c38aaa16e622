import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Connection } from '@temporalio/client'
import type { Payload } from '@temporalio/common'
import { createPayloadCodec } from '../../connectors/engine/payload-codec.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import type { PayloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import type { TemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { createSmtpClient } from '../../connectors/mail/smtp-client.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import type { MailPort } from '../../connectors/mail/port.ts'
import { startWorkers } from '../../workers/process-workers.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

const canaries = {
  requesterEmail: 'canary.kanareeva@secret-client.example',
  requesterName: 'Канарейкина Жанна',
  description: 'Тайна канарейки: договор 77-АБВ-31337, телефон +79120009911.',
}
const answer = 'Ответ канарейке: пароль лежит под ковриком.'
const inFailure = 'the mailbox canary.kanareeva@secret-client.example is full of Канарейкина'
const words = [
  '9120009911',
  'canary.kanareeva',
  'secret-client',
  'Канарейкина',
  'Тайна канарейки',
  '31337',
  'под ковриком',
  'waits to be sent',
]

let stack: Stack
let stopping: (() => Promise<void>)[]
beforeEach(async () => {
  stopping = []
  stack = await startStack({ workers: false })
})
afterEach(async () => {
  for (const stop of stopping.toReversed()) await stop()
  await stack.close()
})

async function runWorkers(engine: TemporalEngine, keys: PayloadKeys, wanted: Partial<{ mail: MailPort; missing: string[] }> = {}) {
  const client = wanted.mail ? undefined : createSmtpClient({ url: stack.outbox.url })
  const mail = wanted.mail ?? client
  if (!mail) throw new Error('No mail')
  const { db, tokens, publicUrl, namespace } = stack
  const workers = await startWorkers({
    address: testTemporalAddress(),
    namespace,
    keys,
    onMissingKey: ({ keyId }) => wanted.missing?.push(keyId),
    intake: { db, engine, reader: createLetterReader() },
    delivery: { db, mail, tokens, publicUrl },
    onError: () => undefined,
  })
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => {
    workers.stop()
    stopped ??= workers.done.finally(() => client?.close())
    return stopped
  }
  stopping.push(stop)
  return stop
}
function openEngine(keys: PayloadKeys): TemporalEngine {
  const engine = openTemporalEngine({ address: testTemporalAddress(), namespace: stack.namespace, keys })
  stopping.push(() => engine.close())
  return engine
}

/** What the engine's store holds of a workflow, as bytes and as decoded base64, without any codec of ours. */
async function rawHistory(workflowId: string): Promise<{ bytes: string; json: string }> {
  const connection = await Connection.connect({ address: testTemporalAddress() })
  try {
    const { namespace } = stack
    let [bytes, json] = ['', '']
    let nextPageToken: Uint8Array | undefined
    do {
      const page = await connection.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId },
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      })
      for (const event of page.history?.events ?? []) {
        json += JSON.stringify(event)
        bytes += leaves(event)
      }
      nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined
    } while (nextPageToken)
    const described = await connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } })
    return { bytes: bytes + leaves(described), json: json + JSON.stringify(described) }
  } finally {
    await connection.close()
  }
}
/** Every string and every byte field, as text. */
function leaves(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString()}\n`
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, one]) => `${key}\n${leaves(one)}`)
    .join('')
}
const isPayload = (value: object): value is Payload => 'metadata' in value && 'data' in value && value.data instanceof Uint8Array
/** Every payload somewhere in it. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  if (isPayload(value)) return [value]
  return Object.values(value).flatMap(payloadsIn)
}
const keyIdsIn = (bytes: string): string[] => [
  ...new Set([...bytes.matchAll(/encryption-key-id\n([0-9a-f]{12})\n/g)].map((found) => found[1] ?? '')),
]

describe('the engine’s store', () => {
  it('holds nothing of what people wrote, failures included', async () => {
    const keys = payloadKeys(stack.secret)
    let broken = true
    let tries = 0
    const mail: MailPort = {
      async send() {
        tries += 1
        if (broken) throw new Error(inFailure)
        return { kind: 'sent' }
      },
    }
    await runWorkers(stack.engine, keys, { mail })
    const org = await makeOrganization(stack.db)
    const support = (await org.person('support1')).actor
    const desk = ticketDesk(stack, org)
    const { id } = await desk.start(support, canaries)
    const workflowId = processWorkflowId(id)
    await eventually(async () => (tries > 0 ? true : undefined), 'a letter failed')
    // A run of before letters left from their rows: its pending activity shows its last failure to whoever reads the store.
    const [letter] = await stack.db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
    await stack.engine.client.workflow.getHandle(workflowId).terminate()
    const snapshot = snapshotOf(await desk.row(id))
    await stack.engine.start({ tenantId: org.id, processId: id, kind: 'ticket', snapshot, pending: [letter?.id ?? ''] })
    await eventually(
      async () => ((await rawHistory(workflowId)).json.includes('Encoded failure') ? true : undefined),
      'the failure is stored',
    )
    const midway = await rawHistory(workflowId)
    await desk.act(support, id, 'take')
    await desk.act(support, id, 'ask', { comment: answer })
    broken = false
    await desk.act(support, id, 'retry')
    await desk.act(support, id, 'cancel', {}, { reason: `${answer} Отменено.` })
    await stack.engine.client.workflow.getHandle(workflowId).result()
    const ended = await rawHistory(workflowId)
    for (const { bytes, json } of [midway, ended])
      for (const word of words) {
        expect(bytes, word).not.toContain(word)
        expect(json, word).not.toContain(word)
      }
    // The search would have found them: what is plain by design is found, and the codec opens the rest.
    expect(ended.bytes).toContain(org.id)
    expect(keyIdsIn(ended.bytes)).toEqual([keys.current.id])
    const { events } = await stack.engine.client.workflow.getHandle(workflowId).fetchHistory()
    const opened = await createPayloadCodec(keys, () => undefined).decode(payloadsIn(events))
    expect(opened.length).toBeGreaterThan(10)
    for (const word of words) expect(leaves(opened), word).toContain(word)
  })

  it('is read through a change of the key in mid-run', async () => {
    const [oldSecret, newSecret] = [`old-${newId()}-${newId()}`, `new-${newId()}-${newId()}`]
    const [before, after] = [payloadKeys(oldSecret), payloadKeys(newSecret, [oldSecret])]
    const org = await makeOrganization(stack.db)
    const support = (await org.person('support1')).actor
    const oldEngine = openEngine(before)
    const stopOld = await runWorkers(oldEngine, before)
    const { id } = await ticketDesk({ ...stack, engine: oldEngine }, org).start(support)
    await ticketDesk({ ...stack, engine: oldEngine }, org).act(support, id, 'take')
    await stopOld()
    const newEngine = openEngine(after)
    await runWorkers(newEngine, after)
    const desk = ticketDesk({ ...stack, engine: newEngine }, org)
    expect(await desk.act(support, id, 'ask', { comment: 'Какой фильтр?' })).toMatchObject({ state: 'clarification', seq: 3 })
    const { bytes } = await rawHistory(processWorkflowId(id))
    expect(keyIdsIn(bytes).toSorted()).toEqual([before.current.id, after.current.id].toSorted())
  })

  it('waits while an old key is missing, and goes on when it is back', async () => {
    const [oldSecret, newSecret] = [`old-${newId()}-${newId()}`, `new-${newId()}-${newId()}`]
    const before = payloadKeys(oldSecret)
    const org = await makeOrganization(stack.db)
    const support = (await org.person('support1')).actor
    const oldEngine = openEngine(before)
    const stopOld = await runWorkers(oldEngine, before)
    const { id } = await ticketDesk({ ...stack, engine: oldEngine }, org).start(support)
    await ticketDesk({ ...stack, engine: oldEngine }, org).act(support, id, 'take')
    await stopOld()

    const missing: string[] = []
    const withoutOld = payloadKeys(newSecret)
    const blind = openEngine(withoutOld)
    const stopBlind = await runWorkers(blind, withoutOld, { missing })
    const requestId = newId()
    const act = (engine: TemporalEngine) =>
      ticketDesk({ ...stack, engine }, org).act(support, id, 'ask', { comment: 'Какой фильтр?' }, { requestId })
    await expect(act(blind)).rejects.toMatchObject({ code: 'NotConfirmed' })
    expect(new Set(missing)).toEqual(new Set([before.current.id]))
    const described = await blind.client.workflow.getHandle(processWorkflowId(id)).describe()
    expect(described.status.name).toBe('RUNNING')
    await stopBlind()

    const whole = payloadKeys(newSecret, [oldSecret])
    const engine = openEngine(whole)
    await runWorkers(engine, whole)
    const acted = await eventually(() => act(engine).catch(() => undefined), 'the ticket moves again', 40_000)
    expect(acted).toMatchObject({ state: 'clarification', seq: 3 })
  })
})
