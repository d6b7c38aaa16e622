import { and, eq } from 'drizzle-orm'
import { farInstants } from '../../domain/coming-instants.ts'
import { askedForm, decide } from '../../domain/decide.ts'
import type { Refusal } from '../../domain/decide.ts'
import type { AnyFormValues, FormProblem } from '../../domain/form.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Tx } from '../../db/client.ts'
import { allOf } from '../../db/transaction.ts'
import { events } from '../../db/schema/process.ts'
import type { ActUpdate } from '../../workflows/contracts.ts'
import { withoutAbsent } from '../absences/now.ts'
import type { Ctx } from '../context.ts'
import { checkOwnFiles } from '../files/own-files.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import { notFound } from '../problem.ts'
import type { Problem } from '../problem.ts'
import { checkReadableRow } from '../readable.ts'
import { doubtWorkflow } from './doubt.ts'
import { letterWrong, namedWrong } from './form-facts.ts'
import { inputHash } from './hash.ts'
import { hooksOf } from './kinds.ts'
import { notConfirmed, otherRequest, refusalProblem, tooEarly } from './refusals.ts'
import { resumeWorkflow } from './resume.ts'
import { rowOf } from './row-of.ts'
import { snapshotOf } from './snapshot-row.ts'
import type { ProcessRow } from './snapshot-row.ts'
import { timeTakenProblem } from './time-taken.ts'

export interface ActInput {
  readonly id: string
  readonly action: string
  readonly form?: unknown
  readonly reason?: string | undefined
  readonly seen?: number | undefined
}
export interface Acted {
  readonly state: string
  readonly seq: number
}

class EngineAhead extends Error {
  override name = 'EngineAhead'
  constructor(processId: string, engineSeq: number, rowSeq: number) {
    super(
      `The engine holds record ${String(engineSeq)} of process ${processId}, the database only ${String(rowSeq)}: an older database was restored. ` +
        'Run `npm run rebuild-processes -- --engine-is-ahead` to take it back to what the database holds.',
    )
  }
}

interface FirstAnswer extends Acted {
  readonly processId: string
  readonly hash: string
}

async function firstAnswer(tx: Tx, ctx: Ctx): Promise<FirstAnswer | undefined> {
  const [event] = await tx
    .select({ state: events.toState, seq: events.seq, processId: events.processId, hash: events.inputHash })
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenantId), eq(events.requestId, ctx.requestId)))
  return event
}

/** What is too early is told with the time from which it can be done, by the reader's clock. */
async function refusedBy(tx: Tx, ctx: Ctx, refusal: Refusal, now: Acted): Promise<Problem> {
  const { offers = [], opensAt } = refusal
  if (offers.length > 0) return timeTakenProblem(offers)
  if (opensAt === undefined) return refusalProblem(refusal, now)
  const zone = readerZone(ctx, await organizationRules(tx, ctx.tenantId))
  return tooEarly(refusal, now, { opensAt, nowAt: ctx.now.getTime(), zone })
}

const ruledOut = async (tx: Tx, ctx: Ctx, row: ProcessRow, action: string, form: AnyFormValues): Promise<FormProblem[]> =>
  (await hooksOf(row.kind).moveWrong?.(tx, ctx, { row, action, form })) ?? []

function sameRequest(first: FirstAnswer, input: ActInput, hash: string): Acted {
  if (first.processId !== input.id || first.hash !== hash) throw otherRequest()
  return { state: first.state, seq: first.seq }
}

/**
 * Asks a process to take an action and answers what the engine confirmed. The same request id gives the first answer.
 * @throws Problem NotFound, Refused (with the reason), BadInput, Conflict, TimeTaken with other times in `details.offers`, NotConfirmed
 */
export async function act({
  ctx,
  engine,
  input,
}: {
  readonly ctx: Ctx
  readonly engine: EnginePort
  readonly input: ActInput
}): Promise<Acted> {
  const hash = inputHash({ action: input.action, form: input.form ?? {}, reason: input.reason })
  const prepared = await ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const [row, first] = await allOf([rowOf(tx, ctx, input.id), firstAnswer(tx, ctx)])
    // A refusal tells where the process stands: nothing for colleagues who may not look.
    if (ctx.actor.kind === 'staff') checkReadableRow(ctx.actor, row)
    const definition = definitionOf(row.kind)
    if (!definition) throw notFound()
    if (first) return { repeat: sameRequest(first, input, hash) }
    const snapshot = snapshotOf(row)
    const asked = { action: input.action, form: input.form ?? {}, reason: input.reason, actor: ctx.actor, seen: input.seen }
    const decision = decide(definition, snapshot, asked, ctx.now.getTime())
    if (!decision.ok) throw await refusedBy(tx, ctx, decision.refusal, snapshot)
    const { form: given } = decision.change
    const form = input.action === 'assign' ? await withoutAbsent(tx, ctx, definition, given) : given
    const asks = askedForm(definition, row, input.action)
    const problems = [
      ...farInstants(asks, form, ctx.now.getTime()),
      ...(await namedWrong(tx, ctx, asks, form)),
      ...(await ruledOut(tx, ctx, row, input.action, form)),
    ]
    if (typeof form['messageId'] === 'string') problems.push(...(await letterWrong(tx, ctx, row.id, form['messageId'])))
    const { fixedDue } = decision.change
    if (fixedDue && fixedDue.dueAt <= ctx.now.getTime())
      problems.push({ field: 'dueAt', message: { ru: 'Этот срок уже прошёл', en: 'This date has passed already' } })
    if (problems.length > 0) throw refusalProblem({ reason: 'BadForm', problems }, snapshot)
    await checkOwnFiles(tx, ctx, asks, form)
    const update: ActUpdate = { ...asked, form, requestId: ctx.requestId, inputHash: hash, known: row.seq }
    return { row, update, form }
  })
  if (prepared.repeat) return prepared.repeat
  const { row, update, form } = prepared
  let outcome = await engine.act(row.id, update)
  if (outcome.kind === 'gone') {
    await resumeWorkflow({ db: ctx.db, engine }, { tenantId: ctx.tenantId, processId: row.id, awaited: true }).catch((cause: unknown) => {
      throw notConfirmed(cause)
    })
    // Started anew by hand: the mark of a workflow that could not go on stays no longer than it is true.
    if (row.trouble !== null) await doubtWorkflow(ctx.db, { tenantId: ctx.tenantId, processId: row.id }, ctx.now)
    outcome = await engine.act(row.id, update)
  }
  if (outcome.kind === 'answer' && outcome.answer.ok) return { state: outcome.answer.state, seq: outcome.answer.seq }
  const written = await ctx.db.tenantRead(ctx.tenantId, (tx) => firstAnswer(tx, ctx))
  if (written) return sameRequest(written, input, hash)
  if (outcome.kind === 'answer' && !outcome.answer.ok) {
    const { answer } = outcome
    const now = await ctx.db.tenantRead(ctx.tenantId, (tx) => rowOf(tx, ctx, row.id))
    // Postgres commits first, so this is no race: an older database was restored, and this process stands still until that is mended.
    if (answer.seq > now.seq) throw notConfirmed(new EngineAhead(row.id, answer.seq, now.seq))
    throw await ctx.db.tenantRead(ctx.tenantId, async (tx) => {
      // Of two at once the second meets the rule in its record alone: what it says is asked for here.
      const problems = answer.refusal.reason === 'Conflict' ? await ruledOut(tx, ctx, row, update.action, form) : []
      return problems.length > 0 ? refusalProblem({ reason: 'BadForm', problems }, answer) : refusedBy(tx, ctx, answer.refusal, answer)
    })
  }
  await doubtWorkflow(ctx.db, { tenantId: ctx.tenantId, processId: row.id }, ctx.now)
  throw notConfirmed(outcome.kind === 'unknown' ? outcome.cause : undefined)
}
