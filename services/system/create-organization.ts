import { eq } from 'drizzle-orm'
import { machine } from '../../domain/actor.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import type { Lang } from '../../domain/label.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { organizations } from '../../db/schema/organization.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { oneTimePassword } from '../admin/one-time-password.ts'
import { appendAudit } from '../audit/append.ts'
import { Problem } from '../problem.ts'
import { hashPassword } from '../session/password.ts'

export interface NewOrganization {
  readonly name: string
  /** Its short name in addresses: Latin letters, digits and dashes. */
  readonly slug: string
  /** Where people write to its support. */
  readonly supportAddress: string
  readonly lang: Lang
  /** The first administrator; somebody who has an account already keeps it. */
  readonly administrator: { readonly email: string; readonly name: string }
}

export interface CreatedOrganization {
  readonly id: string
  /** To hand over, shown this once; null for somebody who has an account. */
  readonly password: string | null
}

/**
 * Makes an organization with the Russian calendar and its first administrator, in one transaction: the one thing nobody
 * can do from inside.
 * @throws Problem Conflict when its short name or its support address is taken
 */
export async function createOrganization(db: Database, wanted: NewOrganization, now: Date): Promise<CreatedOrganization> {
  const { name, slug, lang, administrator } = wanted
  const email = administrator.email.trim().toLowerCase()
  const supportAddress = wanted.supportAddress.trim().toLowerCase()
  const fresh = oneTimePassword()
  const passwordHash = await hashPassword(fresh)
  const id = newId()
  try {
    return await db.system(async (tx) => {
      await tx.insert(organizations).values({ id, slug, name, supportAddress, lang, calendar: russianCalendar, createdAt: now })
      const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
      const userId = known?.id ?? newId()
      if (!known) await tx.insert(users).values({ id: userId, email, name: administrator.name, passwordHash, lang, createdAt: now })
      await tx.insert(memberships).values({ tenantId: id, userId, roles: ['admin'], createdAt: now })
      appendAudit(tx, {
        tenantId: id,
        at: now,
        actor: machine,
        action: 'organization.create',
        entity: 'organization',
        entityId: id,
        before: null,
        after: { slug, name, lang, administratorId: userId, newAccount: !known },
        requestId: newId(),
      })
      return { id, password: known ? null : fresh }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Problem('Conflict', {
      ru: `Короткое имя «${slug}» или адрес ${supportAddress} уже у другой организации`,
      en: `The short name "${slug}" or the address ${supportAddress} belongs to another organization already`,
    })
  }
}
