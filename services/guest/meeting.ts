import { roomHours } from '../../domain/visit-room.ts'
import type { RoomHours } from '../../domain/visit-room.ts'
import { isRemote } from '../../domain/visit-actions.ts'
import type { Tx } from '../../db/client.ts'
import type { Visitor } from '../links/visitor.ts'
import { organizationRules } from '../organization/rules.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { rowOf } from '../process/row-of.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { textOf } from '../visit/data.ts'

/** The one visit that a contact's link opens. */
export interface Meeting {
  readonly row: ProcessRow
  readonly rules: OrganizationRules
  /** Null where there is no room: it is held in person. */
  readonly hours: RoomHours | null
}

/** @throws Problem NotFound */
export async function meetingOf(tx: Tx, { ctx, processId }: Visitor): Promise<Meeting> {
  const row = await rowOf(tx, ctx, processId)
  const rules = await organizationRules(tx, ctx.tenantId)
  return { row, rules, hours: isRemote(row.data) ? roomHours(row, rules) : null }
}

const running = new Set(['confirmed', 'inProgress'])

/** Whether somebody may be in the room now, who may from `opensAt` on; epoch milliseconds. */
export const isRoomOpen = (state: string, closesAt: number, opensAt: number, now: number): boolean =>
  running.has(state) && opensAt <= now && now < closesAt

/** What the room of a visit is named after: another one when the visit is moved. */
export const roomKeyOf = ({ id, data }: ProcessRow): string => `${id}\n${textOf(data['startsAt'])}`
