import { and, eq } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import { comingInstants, farInstants } from '../../domain/coming-instants.ts'
import { checkForm } from '../../domain/form.ts'
import type { AnyFormValues, Form } from '../../domain/form.ts'
import { langNamed } from '../../domain/label.ts'
import { withinLimits } from '../../domain/limits.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import { nowhereToAnswer, unreachable } from '../../domain/requester-reach.ts'
import { closedTo } from '../../domain/start-form.ts'
import type { Tx } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { events, processes } from '../../db/schema/process.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Ctx } from '../context.ts'
import { findOrCreateContact } from '../contacts/find-or-create.ts'
import { checkOwnFiles } from '../files/own-files.ts'
import { Problem, badForm, closedFields, forbidden } from '../problem.ts'
import { checkReadable } from '../readable.ts'
import { beginProcess, startTaken } from './begin.ts'
import type { Begun } from './begin.ts'
import { namedWrong } from './form-facts.ts'
import { inputHash } from './hash.ts'
import { otherRequest } from './refusals.ts'
import { TimeTaken, problemOfTaken } from './time-taken.ts'

export interface StartInput {
  readonly kind: string
  readonly input: unknown
}
export interface Started {
  readonly id: string
  readonly number: string
}

const text = (value: AnyFormValues[string] | undefined): string => (typeof value === 'string' ? value : '')

async function repeatOf(tx: Tx, ctx: Ctx, hash: string): Promise<Started | undefined> {
  const [found] = await tx
    .select({ id: processes.id, number: processes.number, hash: events.inputHash })
    .from(events)
    .innerJoin(processes, eq(processes.id, events.processId))
    .where(and(eq(events.tenantId, ctx.tenantId), eq(events.requestId, ctx.requestId)))
  if (!found) return undefined
  if (found.hash !== hash) throw otherRequest()
  return { id: found.id, number: found.number }
}

type Result = { readonly repeat: Started; readonly begun?: undefined } | { readonly repeat?: undefined; readonly begun: Begun }

/**
 * Of two equal requests at once one meets the other's row, or finds its files or its time taken: its transaction is undone, and
 * the first answer is its own.
 */
async function unlessTwice(ctx: Ctx, hash: string, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await ctx.db.tenant(ctx.tenantId, work)
  } catch (error) {
    if (!isUniqueViolation(error) && !(error instanceof Problem) && !(error instanceof TimeTaken)) throw error
    const repeat = await ctx.db.tenantRead(ctx.tenantId, (tx) => repeatOf(tx, ctx, hash))
    if (repeat) return { repeat }
    throw error instanceof TimeTaken ? await problemOfTaken(ctx, error) : error
  }
}

/** Hands a begun process to the engine; what fails now the relay does later. */
export async function handOver(ctx: Ctx, engine: EnginePort, begun: Begun): Promise<void> {
  try {
    await engine.start(begun.input)
    await ctx.db.tenant(ctx.tenantId, (tx) => startTaken(tx, begun.intakeId))
  } catch {
    // The order to start is in the intake: the relay carries it out when the engine is back.
  }
}

/** What else must hold in the transaction of a start; a repeat does not ask. Throws what the start then throws. */
type Condition = (tx: Tx) => Promise<void>

/**
 * Starts a process: answers its id and number once they are written, whether the engine is up or not. The same
 * request id gives the first answer.
 * @throws Problem BadInput, Forbidden, Conflict, TimeTaken with other times in `details.offers`
 */
export async function startProcess({
  ctx,
  engine,
  input,
  condition,
}: {
  readonly ctx: Ctx
  readonly engine: EnginePort
  readonly input: StartInput
  readonly condition?: Condition
}): Promise<Started> {
  const definition = definitionOf(input.kind)
  if (!definition) throw new Problem('BadInput', { ru: 'Такого процесса нет', en: 'There is no such process' })
  // Nobody starts what they may not look at afterwards.
  if (ctx.actor.kind === 'staff') checkReadable(ctx.actor, definition)
  if (!actsAs(ctx.actor, definition.startBy)) throw forbidden()
  const checked = checkForm<Form>(definition.start, input.input)
  if (!checked.ok) throw badForm(checked.problems)
  const form: AnyFormValues = checked.value
  if (unreachable(definition.start, form)) throw badForm([nowhereToAnswer])
  const first = { data: definition.begin(form), assigneeId: definition.assigns?.(form) ?? null }
  if (!actsAs(ctx.actor, withinLimits(definition, definition.startBy, first, ctx.actor)))
    throw closedFields(closedTo(definition, definition.startBy, ctx.actor, first.data))
  const now = ctx.now.getTime()
  const wrong = [...comingInstants(definition.start, form, now), ...farInstants(definition.start, form, now)]
  if (wrong.length > 0) throw badForm(wrong)
  return startChecked(ctx, engine, definition, form, condition)
}

/**
 * The same for a form that its asker may send.
 * @throws Problem BadInput, Conflict, TimeTaken
 */
export async function startChecked(
  ctx: Ctx,
  engine: EnginePort,
  definition: ProcessDefinition,
  form: AnyFormValues,
  condition?: Condition,
): Promise<Started> {
  const hash = inputHash({ kind: definition.kind, form })
  const result = await unlessTwice(ctx, hash, async (tx) => {
    const repeat = await repeatOf(tx, ctx, hash)
    if (repeat) return { repeat }
    await condition?.(tx)
    const problems = await namedWrong(tx, ctx, definition.start, form)
    if (problems.length > 0) throw badForm(problems)
    await checkOwnFiles(tx, ctx, definition.start, form)
    const requester = {
      email: text(form['requesterEmail']),
      phone: '',
      name: text(form['requesterName']),
      lang: langNamed(form['language']),
    } as const
    const contactId = text(form['contactId']) || (await findOrCreateContact(tx, ctx, definition.contact?.(form) ?? requester))
    return { begun: await beginProcess(tx, ctx, definition, form, contactId) }
  })
  if (result.repeat) return result.repeat
  await handOver(ctx, engine, result.begun)
  return { id: result.begun.id, number: result.begun.number }
}
