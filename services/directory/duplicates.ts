import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alikeNames } from '../../domain/text/alike-names.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { contactsOf } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { distinctKeys, lastDistinct, pairKey } from './distinct.ts'
import type { DistinctPair } from './distinct.ts'
import { directoryKeeper } from './rights.ts'

export const duplicateReasons = ['phone', 'name'] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

/** Two contacts that may be one person. */
export interface Duplicate {
  /** Of both. */
  readonly id: string
  /** The one that was there earlier. */
  readonly older: Contact
  readonly newer: Contact
  readonly reasons: readonly DuplicateReason[]
}

const shown = 50
/** Groups that are looked into; of one group no more contacts than this make pairs. */
const mostGroups = 300
const mostInGroup = 12

type Group = { readonly ids: readonly string[] } & Readonly<Record<string, unknown>>

/** Of groups whose contacts are all known to be different people there is nothing to ask: the next ones take their place. */
const hasUndecided = (tenantId: string, size: SQL) => sql`${size} * (${size} - 1) / 2 > (
  SELECT count(*) FROM distinct_contacts d
  WHERE d.tenant_id = ${tenantId} AND d.one_id = ANY (array_agg(contacts.id)) AND d.other_id = ANY (array_agg(contacts.id)))`

/** Who has the same phone: read in the order of its index. Nobody shares an e-mail, that the directory refuses. */
const byPhone = (tx: Tx, tenantId: string) =>
  tx.execute<Group>(sql`
    SELECT array_agg(id ORDER BY created_at, id) AS ids FROM contacts WHERE tenant_id = ${tenantId} AND phone IS NOT NULL
    GROUP BY phone HAVING count(*) > 1 AND ${hasUndecided(tenantId, sql`count(*)`)} ORDER BY phone LIMIT ${mostGroups}`)

/** Who works in the same place and shares a word of the name: read in the order of the index by place. */
const byName = (tx: Tx, tenantId: string) =>
  tx.execute<Group>(sql`
    SELECT array_agg(id ORDER BY created_at, id) AS ids
    FROM contacts, LATERAL regexp_split_to_table(translate(lower(name), 'ё', 'е'), '[[:space:][:punct:]]+') AS word
    WHERE tenant_id = ${tenantId} AND contact_organization_id IS NOT NULL AND length(word) > 2
    GROUP BY contact_organization_id, word HAVING count(DISTINCT id) > 1 AND ${hasUndecided(tenantId, sql`count(DISTINCT id)`)}
    ORDER BY contact_organization_id, word LIMIT ${mostGroups}`)

const pairsOf = (ids: readonly string[]): (readonly [string, string])[] =>
  ids.slice(0, mostInGroup).flatMap((one, at, few) => few.slice(at + 1).map((other) => [one, other] as const))

/** Most likely first: both reasons, then the name, then a phone that a whole department may have. */
const rank = ({ reasons }: Duplicate): number => (reasons.length > 1 ? 0 : reasons[0] === 'name' ? 1 : 2)

export interface Duplicates {
  readonly items: readonly Duplicate[]
  /** Pairs that are not among them because somebody said that they are two people, the last ones. */
  readonly distinct: readonly DistinctPair[]
}

/** Contacts that may be one person, some dozens at most: merging the first brings the next. @throws Problem Forbidden */
export async function listDuplicates({ ctx }: { readonly ctx: Ctx }): Promise<Duplicates> {
  directoryKeeper(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const [phones, names] = [await byPhone(tx, ctx.tenantId), await byName(tx, ctx.tenantId)]
    const pairs = [...phones.rows, ...names.rows].flatMap(({ ids }) => pairsOf([...new Set(ids)]))
    const known = new Map((await contactsOf(tx, ctx, [...new Set(pairs.flat())])).map((contact) => [contact.id, contact]))
    const distinct = await distinctKeys(tx, ctx)
    const found = new Map<string, Duplicate>()
    for (const [oneId, otherId] of pairs) {
      const [one, other] = [known.get(oneId), known.get(otherId)]
      if (!one || !other || oneId === otherId || distinct.has(pairKey(oneId, otherId))) continue
      const samePlace = one.organization !== null && one.organization.id === other.organization?.id
      const reasons = duplicateReasons.filter((reason) =>
        reason === 'phone' ? one.phone !== null && one.phone === other.phone : samePlace && alikeNames(one.name, other.name),
      )
      const id = `${oneId}:${otherId}`
      if (reasons.length > 0 && !found.has(`${otherId}:${oneId}`)) found.set(id, { id, older: one, newer: other, reasons })
    }
    const items = [...found.values()].toSorted((one, other) => rank(one) - rank(other)).slice(0, shown)
    return { items, distinct: await lastDistinct(tx, ctx) }
  })
}
