import { and, eq, sql } from 'drizzle-orm'
import { actsAs } from '../../../domain/actor.ts'
import type { Json } from '../../../domain/json.ts'
import type { Label } from '../../../domain/label.ts'
import type { VisitMode } from '../../../domain/visit-fields.ts'
import { visit } from '../../../domain/visit.ts'
import type { EnginePort } from '../../../connectors/engine/port.ts'
import type { Tx } from '../../../db/client.ts'
import { visitTargets } from '../../../db/schema/visit-plan.ts'
import type { Ctx } from '../../context.ts'
import { directoryReader } from '../../directory/rights.ts'
import { Problem, forbidden, notFound } from '../../problem.ts'
import { startProcess } from '../../process/start.ts'
import type { Started } from '../../process/start.ts'
import { lockCalendars } from '../claim-times.ts'
import { planOf } from './plans.ts'
import { shortTargets } from './short-targets.ts'
import type { BookableTarget } from './short-targets.ts'

/** One visit to begin from a target, as it was proposed. */
export interface Booking {
  readonly id: string
  readonly turn: number
  readonly startsAt: string
}
export interface BookInput {
  readonly planId: string
  readonly mode: VisitMode
  readonly durationMinutes: number
  readonly goals: string
  readonly bookings: readonly Booking[]
}
/** What came of a booking: a visit, or why not, with what else the screen can offer. */
export type Booked =
  | { readonly id: string; readonly visit: Started; readonly refused: null }
  | { readonly id: string; readonly visit: null; readonly refused: { readonly message: Label; readonly details: Json } }

const somebodyFirst = (): Problem =>
  new Problem('Conflict', {
    ru: 'Визит по этой строке плана уже назначен. Обновите предложения.',
    en: 'A visit of this line of the plan is booked already. Ask for proposals again.',
  })

const formOf = (target: BookableTarget, { mode, durationMinutes, goals }: BookInput, startsAt: string) => {
  const [product1 = null, product2 = null, product3 = null] = target.products
  return {
    repId: target.repId,
    contactId: target.contactId,
    contactName: target.contactName,
    contactOrganization: target.organizationName,
    contactEmail: target.email,
    contactPhone: target.phone,
    language: target.lang,
    ...{ mode, startsAt, durationMinutes, goals, product1, product2, product3 },
    ...(mode === 'inPerson' ? { address: target.address } : {}),
  }
}

/** Holds, in the transaction of the start, that the visit is wanted still. */
async function checkWanted(tx: Tx, ctx: Ctx, planId: string, target: BookableTarget, { turn }: Booking): Promise<void> {
  const { tenantId } = ctx
  const { repId, contactId } = target
  await lockCalendars(tx, tenantId, [repId, contactId])
  const begun = await tx
    .update(visitTargets)
    .set({ begun: sql`${visitTargets.begun} + 1` })
    .where(and(eq(visitTargets.tenantId, tenantId), eq(visitTargets.id, target.id), eq(visitTargets.begun, turn)))
    .returning({ id: visitTargets.id })
  if (begun.length === 0) throw somebodyFirst()
  const [still] = await shortTargets(tx, ctx, { planId }, [target.id])
  if (!still || still.left < 1) throw somebodyFirst()
}

/** All of them, before any is begun. @throws Problem NotFound */
async function targetsOf(ctx: Ctx, { planId, bookings }: BookInput) {
  const found = await ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    await planOf(tx, ctx, planId)
    return shortTargets(
      tx,
      ctx,
      { planId },
      bookings.map(({ id }) => id),
    )
  })
  return bookings.map((booking) => {
    const target = found.find(({ id }) => id === booking.id)
    if (!target) throw notFound()
    return { booking, target }
  })
}

/** A plan asks for no reasons. */
const withReason = {
  ru: 'Причину указывают, назначая этот визит отдельно от плана.',
  en: 'A reason is given where this visit is booked by itself, not from the plan.',
} as const

/** In words, with the field that is wrong where it is one. */
function refusalOf({ code, label, problems, details }: Problem): { readonly message: Label; readonly details: Json } {
  if (code === 'Conflict') return { message: somebodyFirst().label, details: null }
  const [first] = problems
  if (first?.field === 'overBudget') return { message: { ru: `${label.ru} ${withReason.ru}`, en: `${label.en} ${withReason.en}` }, details }
  const field = first && Object.entries(visit.start).find(([name]) => name === first.field)?.[1].label
  if (!first || !field) return { message: label, details }
  return { message: { ru: `${field.ru}: ${first.message.ru}`, en: `${field.en}: ${first.message.en}` }, details }
}

/**
 * Begins the visits, one by one, each by the key of its target and turn: a repeat begins none twice. What can't be begun is said and
 * hinders no other.
 * @throws Problem Forbidden, NotFound
 */
export async function bookPlan({
  ctx,
  engine,
  input,
}: {
  readonly ctx: Ctx
  readonly engine: EnginePort
  readonly input: BookInput
}): Promise<{ readonly items: readonly Booked[] }> {
  directoryReader(ctx)
  if (!actsAs(ctx.actor, visit.startBy)) throw forbidden()
  const items: Booked[] = []
  for (const { booking, target } of await targetsOf(ctx, input)) {
    const asked = { ...ctx, requestId: `plan:${target.id}:${booking.turn}` }
    const form = formOf(target, input, booking.startsAt)
    try {
      const started = await startProcess({
        ...{ ctx: asked, engine, input: { kind: visit.kind, input: form } },
        condition: (tx) => checkWanted(tx, ctx, input.planId, target, booking),
      })
      items.push({ id: booking.id, visit: started, refused: null })
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'Unavailable') throw error
      items.push({ id: booking.id, visit: null, refused: refusalOf(error) })
    }
  }
  return { items }
}
