import { splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import { waitingParty } from '../../domain/decide.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Tx } from '../../db/client.ts'
import { writeLast } from '../../db/transaction.ts'
import { newId } from '../../db/id.ts'
import { intervals } from '../../db/schema/process.ts'
import type { OrganizationRules } from '../organization/rules.ts'

/** A calendar cut into more pieces than this is kept whole: nobody reads the working hours of years one by one. */
const maxPieces = 400

/** Charges the time since the ball last changed hands to whoever had it, when it changes hands now. */
export function chargeInterval(
  tx: Tx,
  process: { readonly tenantId: string; readonly id: string; readonly waitsSince: Date },
  definition: ProcessDefinition,
  rules: OrganizationRules,
  before: Snapshot,
  at: Date,
): void {
  const party = waitingParty(definition, before.state, before.data) ?? 'machine'
  const fromAt = process.waitsSince.getTime()
  if (at.getTime() <= fromAt) return
  const pieces = splitByWorkingTime(rules.calendar, fromAt, at.getTime())
  const kept = pieces.length > maxPieces ? [{ fromAt, toAt: at.getTime(), working: true }] : pieces
  const charged = tx.insert(intervals).values(
    kept.map((piece) => ({
      id: newId(),
      tenantId: process.tenantId,
      processId: process.id,
      party,
      state: before.state,
      working: piece.working,
      fromAt: new Date(piece.fromAt),
      toAt: new Date(piece.toAt),
    })),
  )
  writeLast(tx, charged)
}
