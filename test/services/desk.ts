import { decide } from '../../domain/decide.ts'
import type { Actor } from '../../domain/actor.ts'
import { machine } from '../../domain/actor.ts'
import type { Role } from '../../domain/roles.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { ticket } from '../../domain/ticket.ts'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { organizations } from '../../db/schema/organization.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import type { Ctx } from '../../services/context.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import { load, record } from '../../services/process/record.ts'
import { startProcess } from '../../services/process/start.ts'
import { testDatabase } from '../support/database.ts'

/** An engine nobody needs here: the records are written by the same verb its workflows use, at the test's own times. */
export const noEngine: EnginePort = {
  start: () => Promise.resolve(),
  act: () => Promise.resolve({ kind: 'gone' }),
  probe: () => Promise.resolve(),
}

export interface Staff {
  readonly id: string
  readonly name: string
  readonly actor: Extract<Actor, { kind: 'staff' }>
}

/** An organization whose processes move by the real records, at any time the test says. */
export class Office {
  readonly db: Database
  readonly tenantId: string
  constructor(db: Database, tenantId: string) {
    this.db = db
    this.tenantId = tenantId
  }

  async person(name: string, ...roles: Role[]): Promise<Staff> {
    const id = newId()
    const createdAt = new Date()
    await this.db.system(async (tx) => {
      await tx.insert(users).values({ id, email: `${id}@staff.example`, name, passwordHash: '-', lang: 'ru', createdAt })
      await tx.insert(memberships).values({ tenantId: this.tenantId, userId: id, roles, createdAt })
    })
    return { id, name, actor: { kind: 'staff', id, name, roles } }
  }

  ctx(who: Staff | Actor, at: Date | string = new Date(), more: Partial<Ctx> = {}): Ctx {
    const actor = 'actor' in who ? who.actor : who
    return { db: this.db, tenantId: this.tenantId, actor, lang: 'ru', now: new Date(at), requestId: newId(), ...more }
  }

  async begin(who: Staff, at: Date | string, form: object = {}): Promise<{ id: string; number: string }> {
    const usual = {
      subject: 'Отчёт пустой',
      description: 'Не открывается',
      requestType: 'incident',
      priority: 'normal',
      channel: 'console',
      language: 'ru',
    }
    const input = { kind: 'ticket', input: { ...usual, requesterEmail: 'o.petrov@alfa.example', requesterName: 'Олег Петров', ...form } }
    return startProcess({ ctx: this.ctx(who, at), engine: noEngine, input })
  }

  async snapshot(processId: string): Promise<Snapshot> {
    return (await load(this.db, { tenantId: this.tenantId, processId })).snapshot
  }

  async act(
    processId: string,
    action: string,
    who: Staff | Actor,
    at: Date | string,
    form: object = {},
    reason?: string,
  ): Promise<Snapshot> {
    const actor = 'actor' in who ? who.actor : who
    const before = await this.snapshot(processId)
    const decision = decide(ticket, before, { action, form, actor, reason }, new Date(at).getTime())
    if (!decision.ok) throw new Error(`${action}: ${decision.refusal.reason}`)
    const { change } = decision
    return this.#record(processId, before, { kind: 'act', change }, actor, new Date(at))
  }

  /** Lets the next planned thing happen, at its time. */
  async fireNext(processId: string): Promise<Snapshot> {
    const before = await this.snapshot(processId)
    const item = before.plan[0]
    if (!item) throw new Error('Nothing is planned')
    return this.#record(processId, before, { kind: 'fire', item }, machine, new Date(item.at))
  }

  async #record(
    processId: string,
    before: Snapshot,
    move: Parameters<typeof record>[1]['move'],
    actor: Actor,
    at: Date,
  ): Promise<Snapshot> {
    const request = {
      tenantId: this.tenantId,
      processId,
      kind: 'ticket',
      before,
      requestId: newId(),
      at: at.getTime(),
      actor,
      move,
      inputHash: '',
    }
    const answer = await record(this.db, request)
    if (answer.kind !== 'written') throw new Error(`The record answered ${answer.kind}`)
    return answer.snapshot
  }
}

export interface Desk {
  readonly db: Database
  readonly ownerUrl: string
  office(): Promise<Office>
  close(): Promise<void>
}

/** A database of its own, and as many organizations in it as a test needs. */
export async function openDesk(): Promise<Desk> {
  const database = await testDatabase()
  const db = openDatabase({ ...database, maxConnections: 24, onError: () => undefined })
  return {
    db,
    ownerUrl: database.ownerUrl,
    async office() {
      const id = newId()
      await db.system((tx) =>
        tx.insert(organizations).values({
          id,
          slug: id,
          name: 'ООО «Веха»',
          supportAddress: `support@${id}.example`,
          lang: 'ru',
          calendar: russianCalendar,
          createdAt: new Date(),
        }),
      )
      return new Office(db, id)
    },
    async close() {
      await db.close()
      await database.drop()
    },
  }
}
