import { randomBytes } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { organizations } from '../../db/schema/organization.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import type { Role } from '../../domain/roles.ts'
import { hashPassword } from '../../services/session/password.ts'

export interface TestOrganization {
  readonly id: string
  readonly slug: string
}
export interface TestPerson {
  readonly id: string
  readonly email: string
  readonly password: string
  readonly roles: readonly Role[]
}

/** One password for all test people, hashed once a run. */
export const testPassword = 'milestone-by-milestone'
let hashed: Promise<string> | undefined

export async function makeOrganization(db: Database): Promise<TestOrganization> {
  const slug = `o${randomBytes(5).toString('hex')}`
  const id = newId()
  await db.system((tx) =>
    tx.insert(organizations).values({
      id,
      slug,
      name: `Organization ${slug}`,
      supportAddress: `support@${slug}.example`,
      lang: 'ru',
      calendar: russianCalendar,
      createdAt: new Date(),
    }),
  )
  return { id, slug }
}

export async function makePerson(db: Database, memberOf: readonly TestOrganization[], roles: Role[], name?: string): Promise<TestPerson> {
  hashed ??= hashPassword(testPassword)
  const passwordHash = await hashed
  const id = newId()
  const email = `${roles.join('.')}.${randomBytes(4).toString('hex')}@people.example`
  await db.system(async (tx) => {
    await tx.insert(users).values({ id, email, name: name ?? `Person ${email}`, passwordHash, lang: 'ru', createdAt: new Date() })
    for (const one of memberOf) await tx.insert(memberships).values({ tenantId: one.id, userId: id, roles, createdAt: new Date() })
  })
  return { id, email, password: testPassword, roles }
}
