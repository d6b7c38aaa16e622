import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect } from 'vitest'
import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import type { AnchorStore } from '../../connectors/anchor/port.ts'
import { processAttributes } from '../../connectors/engine/temporal-engine.ts'
import { newId } from '../../db/id.ts'
import type { Finding } from '../../ops/verify/finding.ts'
import type { JournalLine } from '../../ops/verify/journal.ts'
import { openInstallation } from '../../ops/verify/open-installation.ts'
import type { OpenOptions } from '../../ops/verify/open-installation.ts'
import { invariants } from '../../ops/verify/verify.ts'
import { createAuditAnchoring } from '../../services/system/anchor-audit.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { eventually } from '../support/eventually.ts'
import { testTemporalAddress } from '../support/requirements.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import { ticketDesk } from '../support/tickets.ts'

export const secretText = 'Шкатулка под третьей ступенькой'

export type Verified = Awaited<ReturnType<typeof startVerified>>

/** The whole product with a few tickets in several states, two organizations, a client's journal and anchors, ready to be verified. */
export async function startVerified() {
  const dir = await mkdtemp(join(tmpdir(), 'verify-'))
  const stack = await startStack()
  const org = await makeOrganization(stack.db)
  const other = await makeOrganization(stack.db)
  const support = await org.person('support1')
  const owner = new pg.Client({ connectionString: stack.ownerUrl })
  await owner.connect()
  const anchors: AnchorStore = openAnchorFiles({ dir: join(dir, 'anchors'), secret: stack.secret, oldSecrets: [] })
  const options: OpenOptions = {
    databaseUrl: stack.ownerUrl,
    secret: stack.secret,
    oldSecrets: [],
    temporalAddress: testTemporalAddress(),
    namespace: stack.namespace,
    journalFile: join(dir, 'journal.jsonl'),
    anchorDir: join(dir, 'anchors'),
    canaries: [secretText, 'o.petrov@alfa.example'],
    settleMs: 50,
  }
  const journal: JournalLine[] = []
  const tickets: string[] = []
  const desk = () => ticketDesk(stack, org)
  const note = (opId: string, phase: JournalLine['phase']) => void journal.push({ at: Date.now(), opId, tenantId: org.id, phase })
  async function start(): Promise<string> {
    const opId = newId()
    note(opId, 'send')
    const { id } = await desk().start(support.actor, { description: secretText }, opId)
    note(opId, 'acknowledged')
    tickets.push(id)
    return id
  }
  async function act(id: string, action: string, form: object = {}): Promise<void> {
    const requestId = newId()
    note(requestId, 'send')
    await desk().act(support.actor, id, action, form, { requestId })
    note(requestId, 'acknowledged')
  }
  /** As a client leaves it that was killed while it wrote. */
  const writeJournal = (lines: readonly JournalLine[] = journal) =>
    writeFile(join(dir, 'journal.jsonl'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"at":17`)

  async function open(changes: Partial<OpenOptions> = {}) {
    return { ...(await openInstallation({ ...options, ...changes })), outbox: stack.outbox.store }
  }
  /** One invariant, checked on the installation as it is now. */
  async function check(id: string, changes: Partial<OpenOptions> = {}): Promise<Finding> {
    const invariant = invariants.find((one) => one.id === id)
    if (!invariant) throw new Error(`No invariant ${id}`)
    const installation = await open(changes)
    try {
      return await invariant.check(installation)
    } finally {
      await installation.close()
    }
  }
  /** Breaks by SQL, looks, and mends: what was reported, and that it is gone afterwards. */
  async function brokenBy(id: string, breaking: string, mending: string, values: readonly unknown[] = []): Promise<Finding> {
    const asOwner = async (text: string): Promise<void> => {
      await owner.query(`BEGIN; SET LOCAL session_replication_role = replica`)
      try {
        await owner.query(text, text.includes('$1') ? [...values] : [])
      } finally {
        // After an error this rolls back.
        await owner.query('COMMIT')
      }
    }
    await asOwner(breaking)
    try {
      return await check(id)
    } finally {
      await asOwner(mending)
      expect(await check(id)).toMatchObject({ status: 'holds' })
    }
  }
  /** A ticket whose workflow is another one than its own: started from something else, or by other code. */
  async function startedInstead(taskQueue: string, input: object | undefined): Promise<string> {
    const id = await start()
    await writeJournal()
    const { workflow } = stack.engine.client
    const workflowId = processWorkflowId(id)
    await eventually(
      () =>
        workflow
          .getHandle(workflowId)
          .describe()
          .catch(() => undefined),
      'the workflow runs',
    )
    await workflow.getHandle(workflowId).terminate()
    const args = input ? [{ ...input, processId: id }] : [{}]
    const typedSearchAttributes = processAttributes('ticket', org.id)
    await workflow.start('ticket', { workflowId, taskQueue, workflowTaskTimeout: '1 s', args, typedSearchAttributes })
    return id
  }
  /** Gives it its own again, and ends it. */
  async function endInstead(id: string): Promise<void> {
    await stack.engine.client.workflow.getHandle(processWorkflowId(id)).terminate()
    await desk().act(support.actor, id, 'cancel', {}, { reason: 'проверка' })
  }
  for (let i = 0; i < 4; i += 1) await start()
  const [first = '', second = '', third = ''] = tickets
  await act(first, 'take')
  await act(second, 'take')
  await act(second, 'ask', { comment: 'Какой фильтр выбран?' })
  await act(third, 'take')
  await act(third, 'solve', { comment: 'Исправлено' })
  const other1 = await other.person('support1')
  await ticketDesk(stack, other).start(other1.actor)
  await eventually(async () => {
    const { rows } = await owner.query(`SELECT 1 FROM deliveries WHERE status = 'pending'`)
    return rows.length === 0 ? true : undefined
  }, 'every letter has left')
  await createAuditAnchoring(stack.db, anchors).round(new Date())
  await writeJournal()
  return {
    stack,
    org,
    other,
    support,
    owner,
    dir,
    anchors,
    journal,
    desk,
    start,
    writeJournal,
    open,
    check,
    brokenBy,
    startedInstead,
    endInstead,
    ticketAt: (index: number): string => tickets[index] ?? '',
    async close() {
      await owner.end()
      await stack.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
