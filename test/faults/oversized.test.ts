import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Form } from '../../domain/form.ts'
import { isJsonObject } from '../../domain/json.ts'
import { ticket as definition } from '../../domain/ticket.ts'
import { newId } from '../../db/id.ts'
import { events } from '../../db/schema/process.ts'
import { processWorkflowId, snapshotQuery } from '../../workflows/contracts.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makePerson } from '../support/people.ts'
import { stackApi } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketDesk, ticketForm } from '../support/tickets.ts'
import { quietRuntime } from '../workflows/process-server.ts'

// Fault 13: what is too large is said to be so where it comes in, and never reaches a workflow; the largest that a
// definition permits fits the engine with room to spare.

/** From here the engine warns of a payload; from 2 MB on it fails the workflow task. */
const warnBytes = 256 * 1024
const longestBodyBytes = 1024 * 1024
const sizes = [255 * 1024, 257 * 1024, 1.9 * 1024 * 1024, 2.1 * 1024 * 1024, 4.1 * 1024 * 1024].map(Math.floor)
/** The longest that UTF-8 makes of one character. */
const widest = (length: number): string => '漢'.repeat(length)

let stack: Stack
let app: FastifyInstance
let org: TestOrganization
let support: Browser
beforeAll(async () => {
  quietRuntime()
  stack = await startStack()
  app = await stackApi(stack)
  org = await makeOrganization(stack.db)
  support = await signIn(app, await makePerson(stack.db, [org], ['support1']), stack.publicUrl)
})
afterAll(async () => {
  await app.close()
  await stack.close()
})

const start = (input: object) => support.send('process.start', { kind: 'ticket', requestId: newId(), input })
const act = (id: string, action: string, form: object = {}) => support.send('process.act', { id, action, form, requestId: newId() })
async function started(changes: object = {}): Promise<string> {
  const { status, data, raw } = await start({ ...ticketForm(), ...changes })
  if (status !== 200 || !isJsonObject(data) || typeof data['id'] !== 'string') throw new Error(raw.body)
  return data['id']
}
const rowsWritten = async (): Promise<number> => (await stack.db.tenant(org.id, (tx) => tx.select({ seq: events.seq }).from(events))).length

test('a form that is too large is refused at every door with what to do, and nothing is written', async () => {
  const id = await started()
  expect((await act(id, 'take')).status).toBe(200)
  const before = await rowsWritten()
  for (const bytes of sizes) {
    const text = 'x'.repeat(bytes)
    const answers = await Promise.all([
      start({ ...ticketForm(), description: text }),
      start({ ...ticketForm(), unknown: text }),
      act(id, 'solve', { comment: text }),
      act(id, 'solve', { comment: 'готово', files: Array.from({ length: Math.ceil(bytes / 40) }, () => newId()) }),
      support.send('process.act', { id, action: 'cancel', reason: text, requestId: newId() }),
      support.send('process.comment', { id, text, requestId: newId() }),
    ])
    const status = bytes > longestBodyBytes ? 413 : 400
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status))
    const [tooLong, unknown] = answers
    if (status === 413) expect(tooLong.error?.['message']).toMatchObject({ en: expect.stringContaining('attach') })
    else {
      const message = expect.objectContaining({ en: `At most 20000 characters, now ${String(bytes)}` })
      expect(tooLong.error?.['problems']).toEqual([{ field: 'description', message }])
      expect(unknown.error?.['problems']).toMatchObject([{ field: 'unknown' }])
    }
  }
  expect(await rowsWritten()).toBe(before)
  expect((await act(id, 'solve', { comment: 'готово' })).data).toMatchObject({ state: 'processed' })
})

/** A form with every field as long as it may be. */
const fullest = (form: Form): Record<string, unknown> =>
  Object.fromEntries(Object.entries(form).flatMap(([name, field]) => (field.type === 'text' ? [[name, widest(field.max)]] : [])))

test('the largest that the definition permits goes through a whole life, below what the engine warns of', async () => {
  const { description, subject, requesterName } = ticketForm(fullest(definition.start))
  const id = await started({ description, subject, requesterName, requesterEmail: `${'a'.repeat(240)}@long.example` })
  const desk = ticketDesk(stack, org)
  const requester = { kind: 'link', id: 'r', name: 'R', party: 'requester' } as const
  const forms = Object.fromEntries(Object.entries<Form>(definition.forms).map(([name, form]) => [name, fullest(form)]))
  for (const action of ['take', 'ask', 'answer', 'solve', 'reopen', 'solve'])
    expect(await act(id, action, forms[action]), action).toMatchObject({ status: 200 })
  await desk.act(requester, id, 'rate', { ...forms['rate'], rating: 5 })
  await desk.act(requester, id, 'write', forms['answer'])
  const { client } = stack.engine
  const handle = client.workflow.getHandle(processWorkflowId(id))
  const { data } = await desk.row(id)
  expect(await handle.query(snapshotQuery)).toMatchObject({ seq: 9, data })
  const history = await handle.fetchHistory()
  const { historySizeBytes } = (await handle.describe()).raw.workflowExecutionInfo ?? {}
  const largest = Math.max(...(history.events ?? []).map((event) => Buffer.byteLength(JSON.stringify(event))))
  const dataBytes = Buffer.byteLength(JSON.stringify(data))
  console.log({ dataBytes, 'largest event, as JSON': largest, 'whole history': Number(historySizeBytes) })
  expect(dataBytes).toBeGreaterThan(100_000)
  expect(largest).toBeLessThan(warnBytes)
})
