import { and, eq, inArray, or } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { contacts } from '../../db/schema/person.ts'
import { placeKey, placesNamed } from '../contacts/place.ts'
import type { KnownPlace } from '../contacts/place.ts'
import type { Ctx } from '../context.ts'
import type { ImportRow } from './read-rows.ts'

const { id, name, email, phone, position, zone, onlyMode, gapDays, visitHours, lang, contactOrganizationId } = contacts
const read = { id, name, email, phone, position, zone, onlyMode, gapDays, visitHours, lang, contactOrganizationId }
export type KnownContact = Pick<typeof contacts.$inferSelect, keyof typeof read>

/** What the organization knows of those whom the rows name. */
export interface Known {
  readonly byEmail: ReadonlyMap<string, KnownContact>
  readonly byPhone: ReadonlyMap<string, readonly KnownContact[]>
  /** By the name in lower case; several may have the same. */
  readonly places: ReadonlyMap<string, readonly KnownPlace[]>
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Reads the contacts with one of the rows' e-mails or phones, and the places with one of their names. */
export async function readKnown(tx: Tx, ctx: Ctx, rows: readonly ImportRow[]): Promise<Known> {
  const emails = rows.flatMap(({ values }) => values.email ?? [])
  const phones = rows.flatMap(({ values }) => values.phone ?? [])
  const names = [...new Set(rows.flatMap(({ organization }) => (organization === undefined ? [] : placeKey(organization))))]
  const people = await tx
    .select(read)
    .from(contacts)
    .where(and(eq(contacts.tenantId, ctx.tenantId), or(inArray(email, emails), inArray(phone, phones))))
  const found = await placesNamed(tx, ctx, names)
  return {
    byEmail: new Map(people.flatMap((one) => (one.email === null ? [] : [[one.email, one] as const]))),
    byPhone: grouped(people, (one) => one.phone ?? ''),
    places: grouped(found, (one) => placeKey(one.name)),
  }
}
