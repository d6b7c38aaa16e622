import type { Label } from '../../domain/label.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { minuteMs } from '../../domain/calendar/local-date.ts'
import type { Ctx } from '../context.ts'
import { directoryReader } from '../directory/rights.ts'
import { organizationRules } from '../organization/rules.ts'
import { againstVisit } from './agreed.ts'

/** A visit that somebody is about to book. */
export interface AgreedQuestion {
  readonly contactId: string
  readonly repId: string
  readonly mode: VisitMode
  readonly startsAt: Date
  readonly durationMinutes: number
}

/** What stands against a visit before it is booked: what refuses it, and what a reason is asked for. @throws Problem Forbidden */
export function lookAtAgreed({ ctx, input }: { readonly ctx: Ctx; readonly input: AgreedQuestion }): Promise<{
  readonly refused: Label | null
  readonly unwished: readonly Label[]
}> {
  directoryReader(ctx)
  const { durationMinutes, startsAt, ...visit } = input
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const { calendar } = await organizationRules(tx, ctx.tenantId)
    const [from, lengthMs] = [startsAt.getTime(), durationMinutes * minuteMs]
    const asked = { ...visit, startsAt: from, endsAt: from + lengthMs, wasAt: null }
    const { refused, unwished } = await againstVisit(tx, ctx.tenantId, calendar.zone, asked)
    return { refused: refused ?? null, unwished }
  })
}
