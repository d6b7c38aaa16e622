import { and, eq, sql } from 'drizzle-orm'
import type { Actor } from '../../../domain/actor.ts'
import type { BusinessCalendar } from '../../../domain/calendar/business-calendar.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Snapshot } from '../../../domain/snapshot.ts'
import { newId } from '../../../db/id.ts'
import { intake } from '../../../db/schema/message.ts'
import { processes } from '../../../db/schema/process.ts'
import { act } from '../../../services/process/act.ts'
import { handOver, startProcess } from '../../../services/process/start.ts'
import type { Started } from '../../../services/process/start.ts'
import { Problem } from '../../../services/problem.ts'
import { snapshotOf } from '../../../services/process/snapshot-row.ts'
import type { Agenda } from '../agenda.ts'
import type { Staff } from '../people.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import type { Slots } from './slots.ts'
import { beyondReasons } from './words.ts'

/** What the stories of an organization's visits are told with. */
export interface VisitDesk {
  readonly random: Random
  readonly agenda: Agenda
  readonly calendar: BusinessCalendar
  readonly slots: Slots
  /** Whoever books remote visits for others. */
  planner(): Staff
  readonly manager: Staff
  book(actor: Staff, form: JsonObject): Promise<Started>
  act(actor: Actor, id: string, action: string, form?: JsonObject, reason?: string): Promise<void>
  /** The visit that a report or a no-show has booked, begun in the engine. */
  following(number: string, by: Actor): Promise<Started | undefined>
  snapshot(id: string): Snapshot
}

export function createVisitDesk(
  world: World,
  options: Pick<VisitDesk, 'random' | 'agenda' | 'calendar' | 'slots'> & { readonly tenantId: string; readonly staff: readonly Staff[] },
): VisitDesk {
  const { tenantId, staff, random } = options
  const { db, engine } = world
  const among = (...roles: Staff['roles'][number][]): Staff =>
    random.pick(staff.filter((one) => one.roles.some((role) => roles.includes(role))))
  return {
    ...options,
    planner: () => among('analyst', 'trainer'),
    manager: among('manager'),
    async book(actor, form) {
      const start = (input: JsonObject): Promise<Started> =>
        startProcess({ ctx: world.ctx(actor), engine, input: { kind: 'visit', input } })
      try {
        return await start(form)
      } catch (error) {
        const beyond = error instanceof Problem && error.problems.some(({ field }) => field === 'overBudget')
        if (!beyond) throw error
        return start({ ...form, overBudget: random.pick(beyondReasons) })
      }
    },
    async act(actor, id, action, form = {}, reason) {
      await act({ ctx: world.ctx(actor, newId()), engine, input: { id, action, form, reason, seen: world.snapshot(id).seq } })
    },
    async following(number, by) {
      const [found] = await db.tenant(tenantId, (tx) =>
        tx
          .select({ row: processes, intakeId: intake.id })
          .from(processes)
          .innerJoin(intake, and(eq(intake.processId, processes.id), eq(intake.source, 'start')))
          .where(and(eq(processes.tenantId, tenantId), sql`processes.follows = ${number}`)),
      )
      if (!found) return undefined
      const { row, intakeId } = found
      const input = { tenantId, processId: row.id, kind: row.kind, snapshot: snapshotOf(row), pending: [] }
      await handOver(world.ctx(by), engine, { id: row.id, number: row.number, input, intakeId })
      return { id: row.id, number: row.number }
    },
    snapshot: world.snapshot,
  }
}
