import type { DataLine } from '../../domain/display.ts'
import type { ShownCard } from '../process/on-move.ts'
import { withClocks } from './clocks-beside.ts'
import { withPosition } from './position-beside.ts'
import { zonesOfVisit } from './zones.ts'

/** The card of a visit: its start by the clocks of both people, and its contact with their position. */
export async function visitCard({ tx, row, card, rules, reading }: ShownCard): Promise<readonly DataLine[]> {
  const { tenantId, assigneeId: repId, contactId } = row
  const zones = await zonesOfVisit(tx, tenantId, rules.calendar.zone, { repId, contactId })
  return withPosition(tx, tenantId, contactId, withClocks(card, zones, reading))
}
