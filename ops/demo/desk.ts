import { and, eq } from 'drizzle-orm'
import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import type { Actor } from '../../domain/actor.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { newId } from '../../db/id.ts'
import { intake } from '../../db/schema/message.ts'
import { processes } from '../../db/schema/process.ts'
import { findOrCreateContact } from '../../services/contacts/find-or-create.ts'
import { mailRequest } from '../../services/intake/request-id.ts'
import { act } from '../../services/process/act.ts'
import { comment } from '../../services/process/comment.ts'
import { joinThread } from '../../services/process/join-thread.ts'
import { startProcess } from '../../services/process/start.ts'
import type { Started } from '../../services/process/start.ts'
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
  /** The same by a letter of the requester. */
  actByMail(actor: Actor, processId: string, action: string, form: JsonObject): Promise<void>
  note(author: Staff, processId: string, text: string, mentions: readonly Staff[]): Promise<void>
  /** Words of the requester that move nothing. */
  write(actor: Actor, processId: string, text: string): Promise<void>
  /** The requester, as the holder of the link in their letters. */
  requester(person: Requester): Promise<Actor>
  snapshot(processId: string): Snapshot
}

export function createDesk(
  world: World,
  options: {
    readonly tenantId: string
    readonly staff: readonly Staff[]
    readonly calendar: BusinessCalendar
    readonly random: Random
    readonly agenda: Agenda
  },
): Desk {
  const { tenantId, staff, calendar, random, agenda } = options
  const { db, engine } = world
  const hands = (role: Line | 'manager'): Staff => {
    const [first, ...others] = staff.filter((person) => person.roles.includes(role))
    if (!first) throw new Error(`Nobody is ${role}`)
    return random.pick([first, ...others])
  }
  const known = new Map<string, Actor>()

  /** A letter that came and was worked on at once; its bytes are not kept. Answers its request id and Message-ID. */
  async function letter(actor: Actor): Promise<{ readonly requestId: string; readonly letterId: string }> {
    const id = newId()
    const at = new Date(agenda.now())
    const letterId = `<${id}@mail.example>`
    await db.tenant(tenantId, (tx) =>
      tx.insert(intake).values({
        id,
        tenantId,
        source: 'mail',
        key: letterId,
        status: 'done',
        payload: { envelopeFrom: addresses.get(actor.id) ?? '', letterId },
        nextTryAt: at,
        outcome: 'demo',
        at,
      }),
    )
    return { requestId: mailRequest.id(id), letterId }
  }
  const addresses = new Map<string, string>()
  return {
    random,
    agenda,
    calendar,
    line: hands,
    manager: hands('manager'),
    async start(actor, form) {
      const requestId = form['channel'] === 'mail' ? (await letter(actor)).requestId : newId()
      return startProcess({ ctx: world.ctx(actor, requestId), engine, input: { kind: 'ticket', input: form } })
    },
    async actByMail(actor, id, action, form) {
      const { requestId } = await letter(actor)
      await act({ ctx: world.ctx(actor, requestId), engine, input: { id, action, form } })
    },
    async act(actor, id, action, form = {}, reason) {
      await act({ ctx: world.ctx(actor), engine, input: { id, action, form, reason, seen: world.snapshot(id).seq } })
    },
    async note(author, id, text, mentions) {
      await comment({ ctx: world.ctx(author), input: { id, text, mentions: mentions.map((person) => person.id) } })
    },
    async write(actor, id, text) {
      const { requestId, letterId } = await letter(actor)
      await db.tenant(tenantId, async (tx) => {
        const [row] = await tx
          .select()
          .from(processes)
          .where(and(eq(processes.tenantId, tenantId), eq(processes.id, id)))
        if (row)
          await joinThread(tx, world.ctx(actor, requestId), row, {
            kind: 'in',
            channel: 'mail',
            body: text,
            fileIds: [],
            mentions: [],
            letterId,
          })
      })
    },
    async requester({ name, email }) {
      const met = known.get(email)
      if (met) return met
      const stranger: Actor = { kind: 'link', id: email, name, party: 'requester' }
      const id = await db.tenant(tenantId, (tx) => findOrCreateContact(tx, world.ctx(stranger), { email, name, lang: 'ru' }))
      const actor: Actor = { ...stranger, id: id ?? email }
      known.set(email, actor)
      addresses.set(actor.id, email)
      return actor
    },
    snapshot: world.snapshot,
  }
}
