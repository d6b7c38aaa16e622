import { eq } from 'drizzle-orm'
import { events, processes } from '../../db/schema/process.ts'
import { act } from '../../services/process/act.ts'
import type { Acted } from '../../services/process/act.ts'
import { startProcess } from '../../services/process/start.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Stack, TestOrganization } from './stack.ts'

/** What the start form of a ticket takes, filled. */
export const ticketForm = (changes: Readonly<Record<string, unknown>> = {}) => ({
  subject: 'Не открывается отчёт',
  description: 'После обновления отчёт пустой.',
  requestType: 'incident',
  priority: 'normal',
  channel: 'console',
  language: 'ru',
  requesterEmail: 'o.petrov@alfa.example',
  requesterName: 'Олег Петров',
  ...changes,
})

/** Tickets of one organization, as its people handle them. */
export const ticketDesk = (stack: Pick<Stack, 'db'> & { readonly engine: EnginePort }, org: TestOrganization) => ({
  start: (actor: Actor, changes: Readonly<Record<string, unknown>> = {}, requestId?: string) =>
    startProcess({ ctx: org.ctx(actor, requestId), engine: stack.engine, input: { kind: 'ticket', input: ticketForm(changes) } }),
  act: (
    actor: Actor,
    id: string,
    action: string,
    form: object = {},
    more: { readonly requestId?: string; readonly seen?: number; readonly reason?: string } = {},
  ): Promise<Acted> =>
    act({ ctx: org.ctx(actor, more.requestId), engine: stack.engine, input: { id, action, form, seen: more.seen, reason: more.reason } }),
  async row(id: string) {
    const [row] = await stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.id, id)))
    if (!row) throw new Error('No such ticket')
    return row
  },
  events: (id: string) => stack.db.tenant(org.id, (tx) => tx.select().from(events).where(eq(events.processId, id)).orderBy(events.seq)),
})
