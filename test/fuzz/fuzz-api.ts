import type { FastifyInstance } from 'fastify'
import { newId } from '../../db/id.ts'
import type { Role } from '../../domain/roles.ts'
import type { RateLimit, RateLimits } from '../../services/system/rate-limits.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makePerson } from '../support/people.ts'
import type { TestPerson } from '../support/people.ts'
import { stackApi } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { ticketForm } from '../support/tickets.ts'

const free: RateLimit = { take: async () => undefined, giveBack: async () => undefined, forget: async () => undefined }
const noLimits: RateLimits = {
  ...{ address: free, account: free, accountDay: free, device: free, upload: free },
  ...{ link: free, seat: free, trial: free, formAddress: free, formRecipient: free, formOrganization: free },
}

/** The whole product with an organization, its people and a ticket; nobody is told that they ask too often. */
export interface FuzzApi {
  readonly stack: Stack
  readonly app: FastifyInstance
  readonly org: TestOrganization
  person(role: Role): Promise<TestPerson>
  browser(role: Role): Promise<Browser>
  browserOf(person: TestPerson): Promise<Browser>
  startTicket(browser: Browser): Promise<{ readonly id: string; readonly number: string }>
  close(): Promise<void>
}

const textIn = (value: unknown, name: string): string =>
  typeof value === 'object' && value !== null && name in value ? String(Object.entries(value).find(([key]) => key === name)?.[1]) : ''

export async function startFuzzApi(): Promise<FuzzApi> {
  const stack = await startStack()
  const app = await stackApi(stack, undefined, [], { limits: noLimits })
  const org = await makeOrganization(stack.db)
  const person = (role: Role): Promise<TestPerson> => makePerson(stack.db, [org], [role])
  return {
    stack,
    app,
    org,
    person,
    browser: async (role) => signIn(app, await person(role), stack.publicUrl),
    browserOf: (one) => signIn(app, one, stack.publicUrl),
    async startTicket(browser) {
      const answer = await browser.send('process.start', { kind: 'ticket', requestId: newId(), input: ticketForm() })
      if (answer.status !== 200) throw new Error(`No ticket: ${answer.raw.body}`)
      return { id: textIn(answer.data, 'id'), number: textIn(answer.data, 'number') }
    },
    async close() {
      await app.close()
      await stack.close()
    },
  }
}
