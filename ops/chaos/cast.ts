import { randomBytes } from 'node:crypto'
import type { Role } from '../../domain/roles.ts'
import type { Database } from '../../db/client.ts'
import { policies } from '../../db/schema/organization.ts'
import { makeOrganization, makePerson } from '../../test/support/people.ts'
import type { ConsoleClient } from '../scratch/console-client.ts'
import { signInTo } from '../scratch/console-client.ts'

/** Somebody of the staff, signed in at every API. */
export interface Colleague {
  readonly id: string
  /** In the order of the APIs. */
  readonly clients: readonly ConsoleClient[]
}
export interface Organization {
  readonly id: string
  readonly slug: string
  readonly supportAddress: string
  /** In all that its people and requesters write; nobody else may ever see it, nor the engine's store. */
  readonly canary: string
  readonly supporters: readonly Colleague[]
  readonly reps: readonly Colleague[]
  readonly managers: readonly Colleague[]
  /** A time in the coming months, epoch milliseconds, at which nobody has a visit yet: another one each time. */
  freeTime(): number
}

const minuteMs = 60_000
/** Visits begin when their people come to it in a run, however far off their times are. */
const anyTime = { name: 'visit.checkIn', amount: 365, unit: 'days', clock: 'elapsed' } as const

/** Times apart from each other by more than a visit takes. */
function createTimes(): () => number {
  let next = Math.ceil(Date.now() / minuteMs + 48 * 60) * minuteMs
  return () => (next += 30 * minuteMs)
}

/** Two organizations with people of the support, representatives and a manager each. */
export async function makeCast(db: Database, apiUrls: readonly string[]): Promise<readonly Organization[]> {
  const cast: Organization[] = []
  for (const letter of ['a', 'b']) {
    const { id, slug } = await makeOrganization(db)
    await db.tenant(id, (tx) => tx.insert(policies).values({ tenantId: id, ...anyTime }))
    const hire = async (role: Role): Promise<Colleague> => {
      const person = await makePerson(db, [{ id, slug }], [role])
      return { id: person.id, clients: await Promise.all(apiUrls.map((url) => signInTo(url, person))) }
    }
    const hireAll = async (roles: readonly Role[]): Promise<Colleague[]> => {
      const hired: Colleague[] = []
      for (const role of roles) hired.push(await hire(role))
      return hired
    }
    const supporters = await hireAll(['support1', 'support1', 'support1'])
    const [reps, managers] = [await hireAll(['rep', 'rep']), await hireAll(['manager'])]
    const canary = `canary-${letter}-${randomBytes(6).toString('hex')}`
    cast.push({ id, slug, supportAddress: `support@${slug}.example`, canary, supporters, reps, managers, freeTime: createTimes() })
  }
  return cast
}
