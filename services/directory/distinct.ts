import { and, desc, eq, inArray, or } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { contacts, distinctContacts } from '../../db/schema/person.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import { contactsOf } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { itself } from './pair.ts'
import { directoryKeeper } from './rights.ts'

const shown = 50

/** Two contacts that are two people, by whose word and since when. */
export interface DistinctPair {
  /** Of both. */
  readonly id: string
  readonly one: Contact
  readonly other: Contact
  readonly saidBy: string
  readonly saidAt: Date
}
export interface DistinctInput {
  readonly oneId: string
  readonly otherId: string
  /** False takes it back: the two may be proposed again. */
  readonly distinct: boolean
}

const pairOf = (oneId: string, otherId: string): readonly [string, string] => (oneId < otherId ? [oneId, otherId] : [otherId, oneId])
/** By what a pair is found, whichever of the two is named first. */
export const pairKey = (oneId: string, otherId: string): string => pairOf(oneId, otherId).join(':')

/**
 * Keeps that two contacts are two people, so that nobody is asked again, or takes it back. The same again changes nothing.
 * @throws Problem Forbidden, BadInput for a contact and itself, NotFound
 */
export async function sayDistinct({ ctx, input }: { readonly ctx: Ctx; readonly input: DistinctInput }): Promise<void> {
  directoryKeeper(ctx)
  const { oneId, otherId, distinct } = input
  if (oneId === otherId) throw itself()
  const [first, second] = pairOf(oneId, otherId)
  const { tenantId } = ctx
  await ctx.db.tenant(tenantId, async (tx) => {
    // Nobody merges one of them meanwhile.
    const both = and(eq(contacts.tenantId, tenantId), inArray(contacts.id, [first, second]))
    const found = await tx.select({ name: contacts.name }).from(contacts).where(both).orderBy(contacts.id).for('share')
    if (found.length < 2) throw notFound()
    const pair = { tenantId, oneId: first, otherId: second }
    const { rowCount } = distinct
      ? await tx
          .insert(distinctContacts)
          .values({ ...pair, saidBy: ctx.actor.name, saidAt: ctx.now })
          .onConflictDoNothing()
      : await tx
          .delete(distinctContacts)
          .where(and(eq(distinctContacts.tenantId, tenantId), eq(distinctContacts.oneId, first), eq(distinctContacts.otherId, second)))
    if (rowCount === 0) return
    const told = { otherId: second, names: found.map(({ name }) => name), distinct }
    writeAudit(tx, ctx, { action: 'contact.distinct', entity: 'contact', entityId: first, before: null, after: told })
  })
}

/** The pairs that are two people, by their keys. */
export async function distinctKeys(tx: Tx, { tenantId }: Ctx): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ oneId: distinctContacts.oneId, otherId: distinctContacts.otherId })
    .from(distinctContacts)
    .where(eq(distinctContacts.tenantId, tenantId))
  return new Set(rows.map(({ oneId, otherId }) => pairKey(oneId, otherId)))
}

/** Those of them said last, with whom they are. */
export async function lastDistinct(tx: Tx, ctx: Ctx): Promise<readonly DistinctPair[]> {
  const rows = await tx
    .select()
    .from(distinctContacts)
    .where(eq(distinctContacts.tenantId, ctx.tenantId))
    .orderBy(desc(distinctContacts.saidAt))
    .limit(shown)
  const ids = [...new Set(rows.flatMap(({ oneId, otherId }) => [oneId, otherId]))]
  const known = new Map((await contactsOf(tx, ctx, ids)).map((contact) => [contact.id, contact]))
  return rows.flatMap(({ oneId, otherId, saidBy, saidAt }) => {
    const [one, other] = [known.get(oneId), known.get(otherId)]
    return one && other ? [{ id: pairKey(oneId, otherId), one, other, saidBy, saidAt }] : []
  })
}

/** Forgets what was said of a contact that is merged into another. */
export async function forgetDistinct(tx: Tx, { tenantId }: Ctx, id: string): Promise<void> {
  await tx
    .delete(distinctContacts)
    .where(and(eq(distinctContacts.tenantId, tenantId), or(eq(distinctContacts.oneId, id), eq(distinctContacts.otherId, id))))
}
