import { and, eq, sql } from 'drizzle-orm'
import { beginSnapshot } from '../../domain/advance.ts'
import { stateOf } from '../../domain/decide.ts'
import type { AnyFormValues } from '../../domain/form.ts'
import { formatNumber } from '../../domain/number.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { writeLast } from '../../db/transaction.ts'
import { intake } from '../../db/schema/message.ts'
import { counters } from '../../db/schema/organization.ts'
import { events, processes } from '../../db/schema/process.ts'
import type { ProcessInput } from '../../workflows/contracts.ts'
import { appendAudit } from '../audit/append.ts'
import type { By } from '../audit/write.ts'
import { publishProcess } from '../live/publish.ts'
import { writeDeliveries } from '../messages/write-deliveries.ts'
import { notifyOfMove } from '../notifications/on-move.ts'
import { organizationRules } from '../organization/rules.ts'
import { countMove } from './counts.ts'
import { countingRules } from './counting-rules.ts'
import { inputHash } from './hash.ts'
import { hooksOf } from './kinds.ts'
import type { Moved } from './on-move.ts'
import { shownOf } from './snapshot-row.ts'
import { turnSteps } from './steps.ts'

/** After so long a workflow has taken its first steps, if it can. */
const begunMs = 30_000

/** The year of a number is the organization's, not the server's. */
const yearIn = (zone: string, at: Date): number => Number(new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric' }).format(at))

async function nextNumber(tx: Tx, tenantId: string, prefix: string, year: number): Promise<string> {
  const [row] = await tx
    .insert(counters)
    .values({ tenantId, prefix, year, last: 1 })
    .onConflictDoUpdate({ target: [counters.tenantId, counters.prefix, counters.year], set: { last: sql`${counters.last} + 1` } })
    .returning({ last: counters.last })
  if (!row) throw new Error('The counter gave no number')
  return formatNumber(prefix, year, row.last)
}

export interface Begun {
  readonly id: string
  readonly number: string
  /** What the workflow starts from; the intake row keeps it until the engine has it. */
  readonly input: ProcessInput
  readonly intakeId: string
}

/**
 * Writes a new process with its number, its first letters and the order to start its workflow, in the caller's
 * transaction. The engine need not be up.
 * @param because what the move that asks for it says of why; nothing of what somebody starts
 */
export async function beginProcess(
  tx: Tx,
  ctx: By,
  definition: ProcessDefinition,
  form: AnyFormValues,
  contactId: string | null,
  because = '',
): Promise<Begun> {
  const { tenantId, now } = ctx
  const rules = await organizationRules(tx, tenantId)
  const hooks = hooksOf(definition.kind)
  const data = { ...definition.begin(form), ...(await hooks.given?.({ tx, tenantId })) }
  const assigneeId = definition.assigns?.(form) ?? null
  const counting = await countingRules(tx, { tenantId, kind: definition.kind, assigneeId }, rules)
  const snapshot = beginSnapshot(definition, counting, data, now.getTime(), assigneeId)
  await hooks.reserve?.({ tx, tenantId, snapshot, contactId, at: now, by: ctx, rules, because })
  const id = newId()
  const priority = data['priority']
  const number = await nextNumber(tx, tenantId, definition.prefix, yearIn(rules.calendar.zone, now))
  const row = tx.insert(processes).values({
    ...snapshot,
    id,
    tenantId,
    kind: definition.kind,
    number,
    ...shownOf(definition, snapshot),
    confirmedSeq: snapshot.seq,
    waitsSince: now,
    priority: typeof priority === 'string' ? priority : 'normal',
    contactId,
    startedAt: now,
    changedAt: now,
    // Nobody may ask for days whether its workflow began as it should.
    lookAt: new Date(now.getTime() + begunMs),
  })
  const event = tx.insert(events).values({
    tenantId,
    processId: id,
    seq: 1,
    requestId: ctx.requestId,
    inputHash: inputHash({ kind: definition.kind, form }),
    kind: 'start',
    name: 'start',
    processKind: definition.kind,
    toState: snapshot.state,
    at: now,
    actor: ctx.actor,
    actorId: ctx.actor.id,
    form,
    changes: data,
  })
  // The counter's row is held until the COMMIT: what follows it costs as few round trips as can be.
  writeLast(tx, row)
  writeLast(tx, event)
  turnSteps(tx, { tenantId, id }, definition, null, snapshot, now)
  const moved: Moved = {
    tx,
    tenantId,
    processId: id,
    number,
    title: definition.title(data),
    before: null,
    after: snapshot,
    name: 'start',
    form,
    reason: undefined,
    actor: ctx.actor,
    at: now,
    requestId: ctx.requestId,
    rules,
    contactId,
  }
  await hooksOf(definition.kind).onMove(moved)
  const letter = stateOf(definition, snapshot.state).onEnter?.send
  await writeDeliveries(moved, hooksOf(definition.kind), letter === undefined ? [] : [letter])
  await notifyOfMove(moved, definition, null)
  const input: ProcessInput = { tenantId, processId: id, kind: definition.kind, snapshot, pending: [] }
  const intakeId = newId()
  const order = tx.insert(intake).values({
    id: intakeId,
    tenantId,
    source: 'start',
    key: id,
    status: 'received',
    processId: id,
    payload: {},
    nextTryAt: now,
    at: now,
  })
  writeLast(tx, order)
  publishProcess(tx, { ...snapshot, id, tenantId, kind: definition.kind })
  countMove(tx, { tenantId, kind: definition.kind, from: null, to: snapshot.state, at: now, dwellMs: null, wholeMs: null })
  appendAudit(tx, {
    tenantId,
    at: now,
    actor: ctx.actor,
    action: `${definition.kind}.start`,
    entity: 'process',
    entityId: id,
    before: null,
    after: { state: snapshot.state, seq: 1, number },
    requestId: ctx.requestId,
  })
  return { id, number, input, intakeId }
}

/** Marks a start as taken by the engine. */
export async function startTaken(tx: Tx, intakeId: string): Promise<void> {
  await tx
    .update(intake)
    .set({ status: 'done' })
    .where(and(eq(intake.id, intakeId), eq(intake.source, 'start')))
}
