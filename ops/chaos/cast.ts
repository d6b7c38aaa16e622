import { randomBytes } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import { makeOrganization, makePerson } from '../../test/support/people.ts'
import type { ConsoleClient } from '../scratch/console-client.ts'
import { signInTo } from '../scratch/console-client.ts'

/** Somebody of the support, signed in at every API. */
export interface Supporter {
  /** In the order of the APIs. */
  readonly clients: readonly ConsoleClient[]
}
export interface Organization {
  readonly id: string
  readonly slug: string
  readonly supportAddress: string
  /** In all that its people and requesters write; nobody else may ever see it, nor the engine's store. */
  readonly canary: string
  readonly supporters: readonly Supporter[]
}

const supportersEach = 3

/** Two organizations with three people each. */
export async function makeCast(db: Database, apiUrls: readonly string[]): Promise<readonly Organization[]> {
  const cast: Organization[] = []
  for (const letter of ['a', 'b']) {
    const { id, slug } = await makeOrganization(db)
    const supporters: Supporter[] = []
    for (let count = 0; count < supportersEach; count += 1) {
      const person = await makePerson(db, [{ id, slug }], ['support1'])
      supporters.push({ clients: await Promise.all(apiUrls.map((url) => signInTo(url, person))) })
    }
    const canary = `canary-${letter}-${randomBytes(6).toString('hex')}`
    cast.push({ id, slug, supportAddress: `support@${slug}.example`, canary, supporters })
  }
  return cast
}
