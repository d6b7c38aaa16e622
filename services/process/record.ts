import { and, eq } from 'drizzle-orm'
import { holds } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { advance, fire } from '../../domain/advance.ts'
import { stateOf, waitingParty } from '../../domain/decide.ts'
import type { AnyFormValues } from '../../domain/form.ts'
import type { Label } from '../../domain/label.ts'
import type { LetterName } from '../../domain/letters/names.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Database, Tx } from '../../db/client.ts'
import { allOf, writeLast } from '../../db/transaction.ts'
import { events, processes } from '../../db/schema/process.ts'
import type { RecordAnswer, RecordMove, RecordRequest, Stored } from '../../workflows/ports.ts'
import { appendMove } from '../audit/append.ts'
import { publishProcess } from '../live/publish.ts'
import { notifyOfMove } from '../notifications/on-move.ts'
import { organizationRules } from '../organization/rules.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { giveUpLetter, retryLetters } from '../messages/people-decide.ts'
import { writeDeliveries } from '../messages/write-deliveries.ts'
import { withholdOvertaken } from '../messages/withhold.ts'
import { tellWatchers, watchersOf } from '../watchers/tell.ts'
import type { Watcher } from '../watchers/tell.ts'
import { Problem } from '../problem.ts'
import { beginNext } from './begin-next.ts'
import { countMove } from './counts.ts'
import { countingRules } from './counting-rules.ts'
import { chargeInterval } from './intervals.ts'
import { hooksOf } from './kinds.ts'
import type { Moved } from './on-move.ts'
import { shownOf, snapshotOf } from './snapshot-row.ts'
import type { ProcessRow } from './snapshot-row.ts'
import { turnSteps } from './steps.ts'
import { TimeTaken } from './time-taken.ts'

interface Reading {
  readonly name: string
  readonly after: Snapshot
  readonly form: AnyFormValues
  readonly reason: string | undefined
  readonly because: Label | undefined
  readonly letters: readonly LetterName[]
}

function read(definition: ProcessDefinition, rules: OrganizationRules, before: Snapshot, move: RecordMove, at: number): Reading {
  const quiet = { form: {}, reason: undefined, because: undefined, letters: [] }
  switch (move.kind) {
    case 'act': {
      const { change } = move
      const after = advance(definition, rules, before, change, at)
      const letters = [...(change.send ? [change.send] : []), ...entryLetters(definition, before, after)]
      return { ...quiet, name: change.name, after, form: change.form, reason: change.reason, letters }
    }
    case 'fire': {
      const after = fire(definition, rules, before, move.item, at)
      const own = move.item.kind !== 'deadline' && move.item.send ? [move.item.send] : []
      const because = move.item.kind === 'move' ? move.item.reason : undefined
      return { ...quiet, name: move.item.key, after, because, letters: [...own, ...entryLetters(definition, before, after)] }
    }
    case 'go': {
      const after = advance(definition, rules, before, { kind: 'machine', name: 'go', to: move.to, data: move.data }, at)
      return { ...quiet, name: 'go', after, because: move.reason, letters: entryLetters(definition, before, after) }
    }
    case 'trouble':
      return { ...quiet, name: 'trouble', after: { ...before, seq: before.seq + 1 }, reason: move.reason }
  }
}

/** The letter a state sends on being entered; returning to the first state is not a new start. */
function entryLetters(definition: ProcessDefinition, before: Snapshot, after: Snapshot): LetterName[] {
  const entered = before.enteredSeq !== after.enteredSeq && after.state !== definition.initial
  const send = stateOf(definition, after.state).onEnter?.send
  return entered && send !== undefined ? [send] : []
}

/** What is other in the data; null for what was taken out. */
const changedData = ({ data: before }: Snapshot, { data: after }: Snapshot) =>
  Object.fromEntries(
    Object.keys({ ...before, ...after }).flatMap((name) =>
      JSON.stringify(before[name]) === JSON.stringify(after[name]) ? [] : [[name, after[name] ?? null]],
    ),
  )

const textOf = (value: AnyFormValues[string] | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

function updateRow(
  tx: Tx,
  row: ProcessRow,
  definition: ProcessDefinition,
  after: Snapshot,
  request: RecordRequest,
  ballMoved: boolean,
): void {
  const at = new Date(request.at)
  const final = stateOf(definition, after.state).final === true
  const priority = after.data['priority']
  const change = tx
    .update(processes)
    .set({
      ...after,
      ...shownOf(definition, after),
      ...(ballMoved ? { waitsSince: at } : {}),
      priority: typeof priority === 'string' ? priority : row.priority,
      // What stood in the way of a state is over once it is left.
      ...(request.move.kind === 'trouble'
        ? { trouble: request.move.trouble }
        : after.enteredSeq === after.seq
          ? { trouble: null, lookAt: null }
          : {}),
      // An update can be lost between this commit and the engine's own: it is confirmed later. What the workflow does
      // by itself it repeats by itself.
      confirmedSeq: request.move.kind === 'act' ? request.before.seq : after.seq,
      changedAt: at,
      endedAt: final ? at : null,
    })
    .where(eq(processes.id, row.id))
  writeLast(tx, change)
}

const firstOf = (tx: Tx, request: RecordRequest) =>
  tx
    .select({ seq: events.seq, state: events.toState, processId: events.processId, hash: events.inputHash })
    .from(events)
    .where(and(eq(events.tenantId, request.tenantId), eq(events.requestId, request.requestId)))

type FirstEvent = Awaited<ReturnType<typeof firstOf>>[number]

function repeatOf(request: RecordRequest, row: ProcessRow, event: FirstEvent): RecordAnswer {
  // Two requests at once under one id: this one asked for something else, of which the other's answer says nothing.
  if (event.processId !== row.id || event.hash !== request.inputHash) return { kind: 'refused', reason: 'otherRequest', offers: [] }
  return { kind: 'repeat', snapshot: snapshotOf(row), state: event.state, seq: event.seq }
}

interface Recorded {
  readonly answer: RecordAnswer
  /** How many letters became due with it. */
  readonly letters: number
}

/** Whose work it was, when somebody stood in for them. */
const actedFor = (actor: Actor, { assigneeId }: Snapshot): { readonly actedFor?: string } =>
  assigneeId !== null && assigneeId !== actor.id && holds(actor, assigneeId) ? { actedFor: assigneeId } : {}

async function write(
  tx: Tx,
  request: RecordRequest,
  row: ProcessRow,
  rules: OrganizationRules,
  watching: readonly Watcher[],
): Promise<Recorded> {
  const definition = definitionOf(row.kind)
  if (!definition) throw new Error(`No process is called ${row.kind}`)
  const before = snapshotOf(row)
  const at = new Date(request.at)
  const { tenantId, move } = request
  const assigneeId = move.kind === 'act' ? move.change.assigneeId : before.assigneeId
  const counting = await countingRules(tx, { tenantId, kind: row.kind, assigneeId }, rules)
  const { name, after, form, reason, because, letters } = read(definition, counting, before, move, request.at)
  const entered = before.enteredSeq !== after.enteredSeq
  const dwellMs = entered ? request.at - before.enteredAt : null
  const ballMoved = entered || waitingParty(definition, before.state, before.data) !== waitingParty(definition, after.state, after.data)
  const event = tx.insert(events).values({
    tenantId: request.tenantId,
    processId: row.id,
    seq: after.seq,
    requestId: request.requestId,
    inputHash: request.inputHash,
    kind: request.move.kind,
    name,
    processKind: row.kind,
    fromState: before.state,
    toState: after.state,
    at,
    dwellMs,
    actor: request.actor,
    actorId: request.actor.id,
    form,
    reason: reason ?? null,
    because: because ?? null,
    changes: changedData(before, after),
  })
  writeLast(tx, event)
  if (ballMoved) chargeInterval(tx, row, definition, rules, before, at)
  updateRow(tx, row, definition, after, request, ballMoved)
  turnSteps(tx, row, definition, before, after, at)
  const moved: Moved = {
    tx,
    tenantId: request.tenantId,
    processId: row.id,
    number: row.number,
    title: row.title,
    before,
    after,
    name,
    form,
    reason,
    actor: request.actor,
    at,
    requestId: request.requestId,
    rules,
    contactId: row.contactId,
  }
  await hooksOf(row.kind).onMove(moved)
  withholdOvertaken(moved, definition)
  const outside = await writeDeliveries(moved, hooksOf(row.kind), letters)
  const letterId = textOf(form['messageId'])
  const retried = name === 'retry' ? await retryLetters(tx, tenantId, row.id, letterId, at) : 0
  if (name === 'skip' && letterId !== undefined) await giveUpLetter(tx, { tenantId, processId: row.id, id: letterId }, reason ?? '', at)
  const inside = await notifyOfMove(moved, definition, request.move.kind === 'fire' ? request.move.item : null)
  tellWatchers(moved, definition, watching)
  await beginNext(moved, definition)
  publishProcess(tx, { ...row, ...after }, before.assigneeId)
  countMove(tx, {
    tenantId: request.tenantId,
    kind: row.kind,
    from: before.state,
    to: after.state,
    at,
    dwellMs,
    wholeMs: entered && stateOf(definition, after.state).final === true ? request.at - row.startedAt.getTime() : null,
  })
  appendMove(tx, {
    tenantId: request.tenantId,
    at,
    actor: request.actor,
    action: `${row.kind}.${name}`,
    entity: 'process',
    entityId: row.id,
    before: { state: before.state, seq: before.seq, assigneeId: before.assigneeId },
    after: {
      state: after.state,
      seq: after.seq,
      assigneeId: after.assigneeId,
      form,
      reason: reason ?? null,
      ...actedFor(request.actor, before),
    },
    requestId: request.requestId,
  })
  return { answer: { kind: 'written', snapshot: after, state: after.state, seq: after.seq }, letters: outside + inside + retried }
}

/**
 * The workflow knows a record that Postgres does not hold, though Postgres commits first: an older database was restored. The
 * process stands still until `rebuild-processes -- --engine-is-ahead`.
 */
export const engineAhead = 'engineAhead'

/**
 * Writes one move of a process, with all that belongs to it, in one transaction: unique on (process, seq) and on
 * (tenant, request id). A repeat and a lost race are answers. Letters leave from their rows: `onLetters` is called once some
 * are due.
 * @throws when the process does not exist or the database fails: the caller tries again
 */
export async function record(db: Database, request: RecordRequest, onLetters?: () => void): Promise<RecordAnswer> {
  const { answer, letters } = await unlessTaken(db, request)
  if (letters > 0) onLetters?.()
  return answer
}

/** A time that another process holds, and what a rule of the kind refuses, is an answer too: nothing of the move was written. */
async function unlessTaken(db: Database, request: RecordRequest): Promise<Recorded> {
  try {
    return await writeOnce(db, request)
  } catch (error) {
    if (error instanceof Problem) return { answer: { kind: 'refused', reason: error.code, offers: [] }, letters: 0 }
    if (!(error instanceof TimeTaken)) throw error
    const offers = await db.tenantRead(request.tenantId, (tx) => error.offers(tx))
    return { answer: { kind: 'refused', reason: 'timeTaken', offers }, letters: 0 }
  }
}

const writeOnce = (db: Database, request: RecordRequest): Promise<Recorded> =>
  db.tenant(request.tenantId, async (tx): Promise<Recorded> => {
    // All asked at once, in this order: what comes after the lock sees what its last holder wrote.
    const [[row], [first], rules, watching] = await allOf([
      tx.select().from(processes).where(eq(processes.id, request.processId)).for('update'),
      firstOf(tx, request),
      organizationRules(tx, request.tenantId),
      watchersOf(tx, request.tenantId, request.processId),
    ])
    if (!row) throw new Error('The process has no row')
    if (first) return { answer: repeatOf(request, row, first), letters: 0 }
    if (row.seq < request.before.seq) return { answer: { kind: 'refused', reason: engineAhead, offers: [] }, letters: 0 }
    const { state, seq } = row
    if (seq !== request.before.seq) return { answer: { kind: 'taken', snapshot: snapshotOf(row), state, seq }, letters: 0 }
    // Clocks of two machines differ: a process's own time never runs backwards.
    return write(tx, { ...request, at: Math.round(Math.max(request.at, row.changedAt.getTime())) }, row, rules, watching)
  })

/** What Postgres holds of a process now. @throws when it does not exist */
export function load(db: Database, process: { readonly tenantId: string; readonly processId: string }): Promise<Stored> {
  return db.tenant(process.tenantId, async (tx) => {
    const [row] = await tx.select().from(processes).where(eq(processes.id, process.processId))
    if (!row) throw new Error('The process has no row')
    return { snapshot: snapshotOf(row) }
  })
}
