import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import type { Actor } from '../../domain/actor.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { findOrCreateContact } from '../../services/contacts/find-or-create.ts'
import { act } from '../../services/process/act.ts'
import { comment } from '../../services/process/comment.ts'
import { joinThread } from '../../services/process/join-thread.ts'
import { startProcess } from '../../services/process/start.ts'
import type { Started } from '../../services/process/start.ts'
import { processes } from '../../db/schema/process.ts'
import { and, eq } from 'drizzle-orm'
import type { Agenda } from './agenda.ts'
import type { Staff } from './people.ts'
import type { Random } from './random.ts'
import type { Requester } from './requesters.ts'
import type { World } from './world.ts'

export type Line = 'support1' | 'support2' | 'support3'

/** What the stories of an organization's tickets are told with. */
export interface Desk {
  readonly random: Random
  readonly agenda: Agenda
  readonly calendar: BusinessCalendar
  line(line: Line): Staff
  readonly manager: Staff
  start(actor: Actor, form: JsonObject): Promise<Started>
  act(actor: Actor, processId: string, action: string, form?: JsonObject, reason?: string): Promise<void>
  note(author: Staff, processId: string, text: string, mentions: readonly Staff[]): Promise<void>
  /** Words of the requester that move nothing. */
  write(actor: Actor, processId: string, text: string): Promise<void>
  /** The requester, as the holder of the link in their letters. */
  requester(person: Requester): Promise<Actor>
  snapshot(processId: string): Snapshot
}

export function createDesk(world: World, options: { readonly tenantId: string; readonly staff: readonly Staff[]; readonly calendar: BusinessCalendar; readonly random: Random; readonly agenda: Agenda }): Desk {
  const { tenantId, staff, calendar, random, agenda } = options
  const { db, engine } = world
  const hands = (role: Line | 'manager'): Staff => {
    const [first, ...others] = staff.filter((person) => person.roles.includes(role))
    if (!first) throw new Error(`Nobody is ${role}`)
    return random.pick([first, ...others])
  }
  const known = new Map<string, Actor>()
  return {
    random,
    agenda,
    calendar,
    line: hands,
    manager: hands('manager'),
    start: (actor, form) => startProcess({ ctx: world.ctx(actor), engine, input: { kind: 'ticket', input: form } }),
    async act(actor, id, action, form = {}, reason) {
      await act({ ctx: world.ctx(actor), engine, input: { id, action, form, reason, seen: world.snapshot(id).seq } })
    },
    async note(author, id, text, mentions) {
      await comment({ ctx: world.ctx(author), input: { id, text, mentions: mentions.map((person) => person.id) } })
    },
    async write(actor, id, text) {
      await db.tenant(tenantId, async (tx) => {
        const [row] = await tx
          .select()
          .from(processes)
          .where(and(eq(processes.tenantId, tenantId), eq(processes.id, id)))
        if (row) await joinThread(tx, world.ctx(actor), row, { kind: 'in', channel: 'mail', body: text, fileIds: [], mentions: [], letterId: null })
      })
    },
    async requester({ name, email }) {
      const met = known.get(email)
      if (met) return met
      const stranger: Actor = { kind: 'link', id: email, name, party: 'requester' }
      const id = await db.tenant(tenantId, (tx) => findOrCreateContact(tx, world.ctx(stranger), { email, name, lang: 'ru' }))
      const actor: Actor = { ...stranger, id: id ?? email }
      known.set(email, actor)
      return actor
    },
    snapshot: world.snapshot,
  }
}
