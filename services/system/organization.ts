import { eq, inArray } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { Database } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'

/** The organizations whose support addresses these are. */
export async function organizationsAt(db: Database, addresses: readonly string[]): Promise<{ id: string; supportAddress: string }[]> {
  const wanted = addresses.map((address) => address.toLowerCase())
  if (wanted.length === 0) return []
  return await db.systemRead
    .select({ id: organizations.id, supportAddress: organizations.supportAddress })
    .from(organizations)
    .where(inArray(organizations.supportAddress, wanted))
}

/** The organization of a public form's address. */
export async function organizationBySlug(db: Database, slug: string): Promise<{ id: string; name: string; lang: Lang } | undefined> {
  // It comes from an address, and a NUL can't be sent to Postgres.
  if (slug.includes('\0')) return undefined
  const [found] = await db.systemRead
    .select({ id: organizations.id, name: organizations.name, lang: organizations.lang })
    .from(organizations)
    .where(eq(organizations.slug, slug))
  return found
}

/** The organizations made for the demo. */
export const demoMailboxes = (db: Database): Promise<{ name: string; address: string }[]> =>
  db.system((tx) =>
    tx
      .select({ name: organizations.name, address: organizations.supportAddress })
      .from(organizations)
      .where(eq(organizations.demo, 'yes'))
      .orderBy(organizations.createdAt, organizations.slug),
  )
