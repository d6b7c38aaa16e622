import type { FastifyInstance } from 'fastify'
import { and, eq } from 'drizzle-orm'
import { newId } from '../../db/id.ts'
import { messages } from '../../db/schema/message.ts'
import { links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import { act } from '../../services/process/act.ts'
import { arrive, letterWith, openGuest, stackApi, tokenIn } from './requester.ts'
import type { Guest } from './requester.ts'
import { makeOrganization, startStack } from './stack.ts'
import type { Stack, TestOrganization, TestPerson } from './stack.ts'

/** A ticket that came by mail, with its requester's page open. */
export interface RequesterCase {
  readonly id: string
  readonly number: string
  readonly requester: string
  readonly token: string
  readonly guest: Guest
  staff(action: string, form?: object): Promise<unknown>
}

/** The product with its HTTP side, an organization and its support. */
export interface RequesterStage {
  readonly stack: Stack
  readonly app: FastifyInstance
  readonly org: TestOrganization
  readonly support: TestPerson
  /** The subject names the ticket, so it must be the case's own. */
  newCase(subject: string): Promise<RequesterCase>
  row(id: string): Promise<typeof processes.$inferSelect | undefined>
  said(id: string): Promise<(typeof messages.$inferSelect)[]>
  link(id: string): Promise<typeof links.$inferSelect | undefined>
  close(): Promise<void>
}

export async function startRequesterStage(): Promise<RequesterStage> {
  const stack = await startStack()
  const app = await stackApi(stack)
  const org = await makeOrganization(stack.db)
  const support = await org.person('support1')
  const { db } = stack
  return {
    stack,
    app,
    org,
    support,
    async newCase(subject) {
      const requester = `anna.${newId()}@client.example`
      await arrive(stack, org, { from: `Анна Ким <${requester}>`, subject, text: 'Принтер мигает и молчит.' })
      const mine = and(eq(processes.tenantId, org.id), eq(processes.title, subject))
      const [row] = await db.tenant(org.id, (tx) => tx.select().from(processes).where(mine))
      if (!row) throw new Error('No ticket')
      const token = tokenIn(await letterWith(stack, requester, row.number))
      const guest = openGuest(app)
      const opened = await guest.open(token)
      if (opened.status !== 200) throw new Error(`The link did not open: ${opened.status}`)
      const staff = (action: string, form: object = {}) =>
        act({ ctx: org.ctx(support.actor), engine: stack.engine, input: { id: row.id, action, form } })
      return { id: row.id, number: row.number, requester, token, guest, staff }
    },
    row: async (id) => (await db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.id, id))))[0],
    said: (id) => db.tenant(org.id, (tx) => tx.select().from(messages).where(eq(messages.processId, id)).orderBy(messages.at)),
    link: async (id) => (await db.tenant(org.id, (tx) => tx.select().from(links).where(eq(links.processId, id))))[0],
    async close() {
      await app.close()
      await stack.close()
    },
  }
}
